// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QSslCertificate>

#include <functional>

namespace bursar::models {

/// Decides whether a server's certificate is the pinned one. The first one is taken and reported.
class CertificateGate {
public:
    CertificateGate(QByteArray pin, std::function<void(const QByteArray&)> onPinned)
        : m_pin(std::move(pin)), m_onPinned(std::move(onPinned))
    {
    }

    /// True when requests may go to the holder of this certificate.
    bool admit(const QSslCertificate& certificate);
    bool hasChanged() const { return m_changed; }
    /// Takes this pin; empty: the next certificate.
    void setPin(const QByteArray& pin);

    static QByteArray fingerprint(const QSslCertificate& certificate);

private:
    QByteArray m_pin;
    std::function<void(const QByteArray&)> m_onPinned;
    bool m_changed = false;
};

} // namespace bursar::models

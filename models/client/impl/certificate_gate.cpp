// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/client/impl/certificate_gate.h"

#include <QCryptographicHash>

namespace bursar::models {

QByteArray CertificateGate::fingerprint(const QSslCertificate& certificate)
{
    return certificate.digest(QCryptographicHash::Sha256).toHex();
}

bool CertificateGate::admit(const QSslCertificate& certificate)
{
    if (certificate.isNull() || m_changed)
        return false;
    const QByteArray shown = fingerprint(certificate);
    if (m_pin.isEmpty()) {
        m_pin = shown;
        if (m_onPinned)
            m_onPinned(shown);
        return true;
    }
    m_changed = shown != m_pin;
    return !m_changed;
}

void CertificateGate::setPin(const QByteArray& pin)
{
    m_pin = pin;
    m_changed = false;
}

} // namespace bursar::models

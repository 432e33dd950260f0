// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/key_store.h"
#include "models/client/server_probe.h"
#include "models/client/server_profiles.h"
#include "ui/widgets/dialogs.h"

class QComboBox;

namespace bursar::ui {

/// A server to save: address, name, environment, key. Looks at the server before the key goes anywhere, and shows the
/// certificate that will be pinned.
class ServerDialog : public SheetDialog {
    Q_OBJECT

public:
    ServerDialog(models::ServerProfile profile, models::KeyPlace keyPlace, QWidget* window);

    const models::ServerProfile& profile() const { return m_profile; }
    /// Empty: the key that is kept stays.
    QString key() const;
    QLineEdit* addressEdit() const { return m_address; }
    QLineEdit* keyEdit() const { return m_key; }
    Button* saveButton() const { return m_save; }
    QString finding() const;

private:
    void build(models::KeyPlace keyPlace);
    void addressChanged();
    void look();
    void found(const models::ProbeResult& result);
    void validate();
    void save();

    models::ServerProfile m_profile;
    models::ServerProbe m_probe;
    models::ProbeResult m_found;
    QTimer* m_delay;
    QLineEdit* m_address;
    QLineEdit* m_name;
    QComboBox* m_environment;
    QLineEdit* m_key;
    TextLabel* m_finding;
    TextLabel* m_fingerprint;
    Button* m_save;
    bool m_isNew;
};

/// The old and the new certificate side by side, to be compared with what the server's keeper says.
class CertificateDialog : public SheetDialog {
    Q_OBJECT

public:
    CertificateDialog(const models::ServerProfile& profile, const models::ProbeResult& found, QWidget* window);
    Button* trustButton() const { return m_trust; }

private:
    Button* m_trust;
};

/// SHA-256 in pairs of hex digits, four groups a line.
QString fingerprintText(const QByteArray& hex);

} // namespace bursar::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/server_dialog.h"

#include "models/client/remote_engine_client.h"
#include "models/common/format.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QLineEdit>
#include <QTimer>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
constexpr int kLookAfterMs = 500;
constexpr int kGroup = 4;
constexpr int kLine = 32;

void addField(QVBoxLayout* body, const QString& label, QWidget* field)
{
    auto* words = new TextLabel(label, TextRole::Label, Ink::Muted);
    words->setBuddy(field);
    field->setAccessibleName(label);
    body->addWidget(words);
    body->addWidget(field);
    body->addSpacing(4);
}
} // namespace

QString fingerprintText(const QByteArray& hex)
{
    QString text;
    for (qsizetype i = 0; i < hex.size(); ++i) {
        if (i > 0 && i % kLine == 0)
            text += u'\n';
        else if (i > 0 && i % kGroup == 0)
            text += u' ';
        text += QLatin1Char(hex[i]);
    }
    return text;
}

ServerDialog::ServerDialog(models::ServerProfile profile, models::KeyPlace keyPlace, QWidget* window)
    : SheetDialog(profile.id.isEmpty() ? tr("Save a server") : tr("Change a server"), window),
      m_profile(std::move(profile)), m_delay(new QTimer(this)), m_address(new QLineEdit), m_name(new QLineEdit),
      m_environment(new QComboBox), m_key(new QLineEdit), m_finding(new TextLabel({}, TextRole::Label, Ink::Muted)),
      m_fingerprint(new TextLabel({}, TextRole::Mono, Ink::Muted)), m_isNew(m_profile.id.isEmpty())
{
    build(keyPlace);
    m_delay->setSingleShot(true);
    m_delay->setInterval(kLookAfterMs);
    connect(m_delay, &QTimer::timeout, this, &ServerDialog::look);
    connect(m_address, &QLineEdit::textEdited, this, &ServerDialog::addressChanged);
    connect(m_key, &QLineEdit::textEdited, this, &ServerDialog::validate);
    connect(&m_probe, &models::ServerProbe::found, this, &ServerDialog::found);
    validate();
    if (!m_profile.url.isEmpty())
        look();
}

void ServerDialog::build(models::KeyPlace keyPlace)
{
    m_address->setPlaceholderText(QStringLiteral("https://bursar.example.com"));
    m_address->setText(m_profile.url.toString());
    m_name->setText(m_profile.name);
    m_name->setPlaceholderText(tr("As it stands on the frame"));
    for (const auto environment : {models::Environment::Production, models::Environment::Staging,
                                   models::Environment::Local, models::Environment::Demo})
        m_environment->addItem(models::environmentWord(environment), models::environmentKey(environment));
    m_environment->setCurrentIndex(int(m_profile.environment));
    m_key->setEchoMode(QLineEdit::Password);
    m_key->setPlaceholderText(m_isNew ? QString() : tr("Leave empty to keep the present key"));
    m_finding->setWordWrap(true);
    m_fingerprint->hide();
    addField(body(), tr("Address"), m_address);
    body()->addWidget(m_finding);
    body()->addWidget(m_fingerprint);
    addField(body(), tr("Name"), m_name);
    addField(body(), tr("Environment"), m_environment);
    addField(body(), tr("API key"), m_key);
    auto* where = new TextLabel(keyPlace == models::KeyPlace::Keychain
                                    ? tr("The key is kept in the system keychain.")
                                    : tr("No system keychain answers: the key is kept in a file that only you can read."),
                                TextRole::Label, Ink::Muted);
    where->setWordWrap(true);
    body()->addWidget(where);
    connect(addButton(tr("Cancel"), ButtonKind::Secondary), &Button::clicked, this, &QDialog::reject);
    m_save = addButton(m_isNew ? tr("Save and connect") : tr("Save"), ButtonKind::Primary);
    connect(m_save, &Button::clicked, this, &ServerDialog::save);
}

QString ServerDialog::key() const
{
    return m_key->text().trimmed();
}

QString ServerDialog::finding() const
{
    return m_finding->fullText();
}

void ServerDialog::addressChanged()
{
    m_found = {};
    m_fingerprint->hide();
    m_finding->setText({});
    m_probe.cancel();
    m_delay->start();
    validate();
}

void ServerDialog::look()
{
    const QUrl url = models::serverUrlFromText(m_address->text());
    if (url.isEmpty() || (url.scheme() == QLatin1StringView("http") && !models::isLoopback(url)))
        return;
    m_finding->setInk(Ink::Muted);
    m_finding->setText(tr("Looking at %1…").arg(url.authority()));
    m_probe.look(url);
}

void ServerDialog::found(const models::ProbeResult& result)
{
    m_found = result;
    if (m_name->text().isEmpty())
        m_name->setText(models::serverUrlFromText(m_address->text()).host());
    if (!result.answers) {
        m_finding->setInk(Ink::Negative);
        m_finding->setText(QStringLiteral("✕ ") + result.problem);
    } else {
        m_finding->setInk(Ink::Positive);
        const QString reply = models::formatDuration(std::chrono::microseconds(result.roundTripMicros));
        m_finding->setText(tr("✓ Bursar %1 answers in %2").arg(result.version, reply));
        if (result.isSimulated && m_isNew)
            m_environment->setCurrentIndex(int(models::Environment::Demo));
    }
    m_fingerprint->setVisible(!result.fingerprint.isEmpty());
    if (!result.fingerprint.isEmpty()) {
        const QString who = result.isTrustedBySystem
            ? tr("Certificate of %1, issued by %2").arg(result.certificateSubject, result.certificateIssuer)
            : tr("No authority of this system vouches for this certificate. Compare it with the server's keeper:");
        m_fingerprint->setText(who + QStringLiteral("\nSHA-256 ") + fingerprintText(result.fingerprint));
    }
    validate();
    adjustSize();
}

void ServerDialog::validate()
{
    const QString typed = m_address->text().trimmed();
    const QUrl url = models::serverUrlFromText(typed);
    const bool isPlainElsewhere = url.scheme() == QLatin1StringView("http") && !models::isLoopback(url);
    setError(m_address, !typed.isEmpty() && (url.isEmpty() || isPlainElsewhere));
    QString why;
    if (typed.isEmpty())
        why = tr("Type the server's address.");
    else if (url.isEmpty())
        why = tr("This is not the address of a server.");
    else if (isPlainElsewhere)
        why = tr("Plain HTTP is only for this machine: use https.");
    else if (m_isNew && key().isEmpty())
        why = tr("Type or paste an API key of yours.");
    if (isPlainElsewhere) {
        m_finding->setInk(Ink::Negative);
        m_finding->setText(QStringLiteral("✕ ") + why);
    }
    m_save->setDisabledReason(why);
}

void ServerDialog::save()
{
    const QUrl url = models::serverUrlFromText(m_address->text());
    // What was shown is what is pinned. A pin that is there goes only by comparing (CertificateDialog).
    if (m_profile.pin.isEmpty() || url != m_profile.url)
        m_profile.pin = m_found.fingerprint;
    m_profile.url = url;
    m_profile.name = m_name->text().trimmed().isEmpty() ? m_profile.url.host() : m_name->text().trimmed();
    m_profile.environment = models::environmentFromKey(m_environment->currentData().toString());
    accept();
}

CertificateDialog::CertificateDialog(const models::ServerProfile& profile, const models::ProbeResult& found,
                                     QWidget* window)
    : SheetDialog(tr("Compare certificates"), window)
{
    setIdentity(profile.name + QStringLiteral(" · ") + profile.url.toString());
    auto* what = new TextLabel(tr("The server shows another certificate than the one you trusted. It may have been "
                                  "renewed, or somebody else answers in its place. Nothing has been sent."));
    what->setWordWrap(true);
    body()->addWidget(what);
    const auto show = [this](const QString& title, const QString& text) {
        body()->addSpacing(8);
        body()->addWidget(new TextLabel(title, TextRole::LabelStrong));
        auto* mono = new TextLabel(text, TextRole::Mono);
        mono->setTextInteractionFlags(Qt::TextSelectableByMouse);
        body()->addWidget(mono);
    };
    show(tr("Trusted until now"), fingerprintText(profile.pin));
    const QString shown = found.fingerprint.isEmpty() ? tr("not shown") : fingerprintText(found.fingerprint);
    show(tr("Shown now"), shown);
    if (!found.certificateSubject.isEmpty())
        body()->addWidget(new TextLabel(tr("%1, issued by %2").arg(found.certificateSubject, found.certificateIssuer),
                                        TextRole::Label, Ink::Muted));
    body()->addSpacing(8);
    auto* ask = new TextLabel(tr("Ask the keeper of the server for the fingerprint, on another way than this one."),
                              TextRole::Body, Ink::Muted);
    ask->setWordWrap(true);
    body()->addWidget(ask);
    connect(addButton(tr("Cancel"), ButtonKind::Secondary), &Button::clicked, this, &QDialog::reject);
    m_trust = addButton(tr("Trust the new certificate"), ButtonKind::Destructive);
    m_trust->setDisabledReason(found.fingerprint.isEmpty() ? tr("The server does not answer.") : QString());
    connect(m_trust, &Button::clicked, this, &QDialog::accept);
}

} // namespace bursar::ui

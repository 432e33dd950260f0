// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/registry/key_panel.h"

#include "models/common/tr.h"
#include "models/pages/registry/agent_model.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/pages/common/links.h"
#include "ui/pages/common/page_scroll.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QUuid>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
constexpr int kOverlapHours = 24;
enum KeyColumn { KeyName, KeyPrefixColumn, KeyStateColumn, KeyScopes, KeyUsed, KeyRequests, KeyColumnCount };

std::vector<Column> columns()
{
    return {
        {.key = QStringLiteral("name"), .title = tr("Name"), .kind = ColumnKind::Text, .width = 110,
         .isSortable = false, .stretches = true},
        {.key = QStringLiteral("key"), .title = tr("Key"), .kind = ColumnKind::Key, .width = 168, .priority = 1,
         .isSortable = false},
        {.key = QStringLiteral("state"), .title = tr("State"), .kind = ColumnKind::State, .width = 112,
         .isSortable = false},
        {.key = QStringLiteral("scopes"), .title = tr("May"), .kind = ColumnKind::Text, .width = 120, .priority = 2,
         .isSortable = false},
        {.key = QStringLiteral("used"), .title = tr("Last used"), .kind = ColumnKind::Time, .width = 96, .priority = 3,
         .isSortable = false},
        {.key = QStringLiteral("requests"), .title = tr("Requests"), .kind = ColumnKind::Count, .width = 84,
         .priority = 4, .isSortable = false},
    };
}

std::string newKey()
{
    return QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
}
} // namespace

KeyPanel::KeyPanel(Shell& shell, const QString& agentId, QWidget* parent)
    : QWidget(parent), m_shell(shell), m_agentId(agentId), m_keys(shell.gateway()), m_rows(KeyColumnCount),
      m_table(new DataTable({})), m_new(new Button(tr("New key…"))), m_rotate(new Button(tr("Rotate…"))),
      m_revoke(new Button(tr("Revoke…"), ButtonKind::DestructiveText)),
      m_activity(new Button(tr("What this key did"), ButtonKind::Text))
{
    m_table->setObjectName(QStringLiteral("keys"));
    m_table->setColumns(columns());
    m_table->setModel(&m_rows);
    m_table->setFooterVisible(false);
    m_table->setState(TableState::Loading);
    m_table->emptyState()->showNever(tr("This agent has no key. Make one, and send its requests with it."));
    fitRows(m_table, 2, 20);
    m_new->setObjectName(QStringLiteral("newKey"));
    m_rotate->setObjectName(QStringLiteral("rotateKey"));
    m_revoke->setObjectName(QStringLiteral("revokeKey"));
    m_activity->setObjectName(QStringLiteral("keyActivity"));
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_new);
    buttons->addWidget(m_rotate);
    buttons->addWidget(m_activity);
    buttons->addStretch();
    buttons->addWidget(m_revoke);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme().px(12));
    column->addWidget(m_table);
    column->addLayout(buttons);
    column->addStretch();
    connect(&m_keys, &models::QueryBase::updated, this, &KeyPanel::fill);
    connect(m_table, &DataTable::currentRowChanged, this, &KeyPanel::selectionChanged);
    connect(&m_keys, &models::QueryBase::stateChanged, this, &KeyPanel::showState);
    connect(m_table, &DataTable::retryRequested, this, [this] { m_keys.repeat(); });
    connect(m_new, &QPushButton::clicked, this, &KeyPanel::askName);
    connect(m_rotate, &QPushButton::clicked, this, &KeyPanel::askRotation);
    connect(&shell.gateway(), &models::Gateway::linkChanged, this, &KeyPanel::selectionChanged);
    connect(&shell.gateway(), &models::Gateway::meChanged, this, &KeyPanel::selectionChanged);
    connect(m_revoke, &QPushButton::clicked, this, &KeyPanel::revoke);
    connect(m_activity, &QPushButton::clicked, this, &KeyPanel::showActivity);
    m_keys.read({agentId.toStdString()});
    selectionChanged();
}

void KeyPanel::fill()
{
    std::vector<models::CellRow> rows;
    for (const contract::ApiKey& key : m_keys.data()->keys) {
        QStringList scopes;
        for (const std::string& scope : key.scopes)
            scopes << text(scope);
        rows.push_back({text(key.id),
                        {models::Text{text(key.name)}, models::KeyPrefix{text(key.prefix)}, models::keyState(key),
                         models::Text{scopes.join(QStringLiteral(", ")), true},
                         timeCell(key.last_used_at, tr("Never used.")), models::Count{key.requests}},
                        {},
                        key.status == "revoked"});
    }
    m_rows.setRows(std::move(rows));
    selectionChanged();
}

const contract::ApiKey* KeyPanel::selected() const
{
    const QModelIndex index = m_table->currentRow();
    if (!index.isValid() || !m_keys.data())
        return nullptr;
    for (const contract::ApiKey& key : m_keys.data()->keys) {
        if (text(key.id) == m_rows.row(index.row()).key)
            return &key;
    }
    return nullptr;
}

void KeyPanel::showState()
{
    const bool hasRows = m_rows.rowCount() > 0;
    if (m_keys.failure() && (m_shell.gateway().isLive() || !hasRows)) {
        const ErrorText words = errorText(*m_keys.failure());
        return m_table->setFailure(words.sentence, words.code, words.requestId);
    }
    if (m_keys.hasData())
        m_table->setState(hasRows ? TableState::Rows : TableState::Empty);
}

QString KeyPanel::whyNotChange() const
{
    const auto role = m_shell.gateway().role();
    if (!role || *role < contract::Role::desk_operator)
        return tr("Operators manage keys.");
    return m_shell.gateway().isLive() ? QString() : tr("There is no line to the engine.");
}

void KeyPanel::selectionChanged()
{
    const contract::ApiKey* key = selected();
    const QString may = whyNotChange();
    const QString one = key ? QString() : tr("Select a key first.");
    const QString live = key && key->status == "revoked" ? tr("This key is revoked already.") : QString();
    m_new->setDisabledReason(may);
    m_rotate->setDisabledReason(!may.isEmpty() ? may : !one.isEmpty() ? one : live);
    m_revoke->setDisabledReason(!may.isEmpty() ? may : !one.isEmpty() ? one : live);
    m_activity->setDisabledReason(one);
}

void KeyPanel::askName()
{
    auto* dialog = new SheetDialog(tr("New key"), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setIdentity(m_agentId);
    auto* name = new QLineEdit;
    name->setObjectName(QStringLiteral("keyName"));
    name->setAccessibleName(tr("Name"));
    dialog->body()->addWidget(new TextLabel(tr("Name, so that you know it again"), TextRole::LabelStrong));
    dialog->body()->addWidget(name);
    auto* cancel = dialog->addButton(tr("Cancel"), ButtonKind::Secondary);
    auto* make = dialog->addButton(tr("Make key"), ButtonKind::Primary);
    make->setObjectName(QStringLiteral("makeKey"));
    make->setDisabledReason(tr("Give it a name."));
    connect(name, &QLineEdit::textChanged, make, [make](const QString& typed) {
        make->setDisabledReason(typed.trimmed().isEmpty() ? tr("Give it a name.") : QString());
    });
    connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    connect(make, &QPushButton::clicked, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, this, [this, name] { create(name->text().trimmed()); });
    name->setFocus();
    dialog->open();
}

/// Shows a new secret, whatever became of the panel meanwhile: it cannot be read a second time.
std::function<void(contract::Outcome<contract::NewApiKey>)> KeyPanel::secretShower(Button* button,
                                                                                  const QString& explanation)
{
    button->setBusy(true);
    return [self = QPointer(this), button = QPointer(button), &shell = m_shell,
            explanation](const contract::Outcome<contract::NewApiKey>& outcome) {
        if (button)
            button->setBusy(false);
        if (self)
            self->m_keys.repeat(); // also after a failure: the key may have been made
        if (!outcome)
            return toastFailure(shell, outcome.error());
        auto* dialog = new SecretDialog(tr("Key %1").arg(text(outcome->key.name)), explanation, text(outcome->api_key),
                                        shell.inspector().window());
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    };
}

void KeyPanel::create(const QString& name)
{
    m_shell.gateway().callWithKey<contract::CreateKey>(
        {m_agentId.toStdString(), name.toStdString(), {}}, newKey(), &m_shell.inspector(),
        secretShower(m_new, tr("It may ingest and read.")));
}

void KeyPanel::askRotation()
{
    const contract::ApiKey* key = selected();
    if (!key)
        return;
    auto* dialog = new SheetDialog(tr("Rotate %1").arg(text(key->name)), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setIdentity(text(key->prefix));
    auto* when = new QComboBox;
    when->setObjectName(QStringLiteral("rotateWhen"));
    when->setAccessibleName(tr("The old key"));
    when->addItem(tr("Overlap %1 h").arg(kOverlapHours), kOverlapHours);
    when->addItem(tr("Cut now"), 0);
    auto* effect = new TextLabel;
    effect->setObjectName(QStringLiteral("rotateEffect"));
    effect->setWordWrap(true);
    const auto say = [when, effect] {
        effect->setText(when->currentData().toInt() > 0
                            ? tr("A new key is shown once. The old one works for 24 h more, then it stops by itself.")
                            : tr("A new key is shown once. The old one stops at once: whoever still uses it is refused, "
                                 "and it cannot be brought back."));
    };
    say();
    dialog->body()->addWidget(new TextLabel(tr("The old key"), TextRole::LabelStrong));
    dialog->body()->addWidget(when);
    dialog->body()->addWidget(effect);
    auto* cancel = dialog->addButton(tr("Cancel"), ButtonKind::Secondary);
    auto* go = dialog->addButton(tr("Rotate key"), ButtonKind::Primary);
    go->setObjectName(QStringLiteral("rotateRun"));
    connect(when, &QComboBox::currentIndexChanged, effect, say);
    connect(cancel, &QPushButton::clicked, dialog, &QDialog::reject);
    connect(go, &QPushButton::clicked, dialog, &QDialog::accept);
    connect(dialog, &QDialog::accepted, this,
            [this, id = key->id, when] { rotate(id, when->currentData().toInt()); });
    dialog->open();
}

void KeyPanel::rotate(const std::string& keyId, int overlapHours)
{
    m_shell.gateway().callWithKey<contract::RotateKey>(
        {m_agentId.toStdString(), keyId, overlapHours}, newKey(), &m_shell.inspector(),
        secretShower(m_rotate, overlapHours > 0 ? tr("The old key works for %1 h more.").arg(overlapHours)
                                                : tr("The old key has stopped.")));
}

void KeyPanel::revoke()
{
    const contract::ApiKey* key = selected();
    if (!key)
        return;
    ConfirmText words;
    words.title = tr("Revoke %1").arg(text(key->name));
    words.identity = text(key->prefix);
    words.effect = tr("Whoever uses this key is refused within a second.");
    words.irreversible = tr("A revoked key cannot be brought back.");
    words.confirm = tr("Revoke key");
    auto* dialog = new ConfirmDialog(words, window());
    dialog->confirmButton()->setObjectName(QStringLiteral("confirmRevoke"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, id = key->id] {
        m_shell.gateway().callWithKey<contract::RevokeKey>(
            {m_agentId.toStdString(), id}, newKey(), this, [this](contract::Outcome<contract::ApiKey> outcome) {
                m_keys.repeat();
                if (!outcome)
                    toastFailure(m_shell, outcome.error());
            });
    });
    dialog->open();
}

void KeyPanel::showActivity()
{
    const contract::ApiKey* key = selected();
    if (!key)
        return;
    Location place = logsWith({condition(QStringLiteral("key"), text(key->id))});
    place.scope = m_agentId; // the present scope may be another agent
    m_shell.open(place);
}

} // namespace bursar::ui

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

#include <QInputDialog>
#include <QMenu>
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
      m_table(new DataTable({})), m_new(new Button(tr("New key…"))), m_rotate(new Button(tr("Rotate"))),
      m_revoke(new Button(tr("Revoke…"), ButtonKind::DestructiveText)),
      m_activity(new Button(tr("What this key did"), ButtonKind::Text))
{
    m_table->setObjectName(QStringLiteral("keys"));
    m_table->setColumns(columns());
    m_table->setModel(&m_rows);
    m_table->setFooterVisible(false);
    fitRows(m_table, 2, 20);
    auto* rotateMenu = new QMenu(m_rotate);
    rotateMenu->addAction(tr("Cut now: the old key stops at once"), this, [this] { rotate(0); });
    rotateMenu->addAction(tr("Overlap 24 h: both work until then"), this, [this] { rotate(kOverlapHours); });
    m_rotate->setMenu(rotateMenu);
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
    connect(m_new, &QPushButton::clicked, this, &KeyPanel::create);
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

void KeyPanel::selectionChanged()
{
    const contract::ApiKey* key = selected();
    const auto& me = m_shell.gateway().me();
    const auto role = me && me->role ? contract::roleFromWord(*me->role) : std::nullopt;
    const QString may = role && *role >= contract::Role::desk_operator ? QString() : tr("Operators manage keys.");
    const QString one = key ? QString() : tr("Select a key first.");
    const QString live = key && key->status == "revoked" ? tr("This key is revoked already.") : QString();
    m_new->setDisabledReason(may);
    m_rotate->setDisabledReason(!may.isEmpty() ? may : !one.isEmpty() ? one : live);
    m_revoke->setDisabledReason(!may.isEmpty() ? may : !one.isEmpty() ? one : live);
    m_activity->setDisabledReason(one);
}

void KeyPanel::create()
{
    bool accepted = false;
    const QString name = QInputDialog::getText(this, tr("New key"), tr("Name, so that you know it again"),
                                               QLineEdit::Normal, {}, &accepted).trimmed();
    if (!accepted || name.isEmpty())
        return;
    m_new->setBusy(true);
    m_shell.gateway().callWithKey<contract::CreateKey>(
        {m_agentId.toStdString(), name.toStdString(), {}}, newKey(), this,
        [this](contract::Outcome<contract::NewApiKey> outcome) {
            m_new->setBusy(false);
            outcome ? showSecret(*outcome, tr("It may ingest and read.")) : fail(outcome.error());
        });
}

void KeyPanel::rotate(int overlapHours)
{
    const contract::ApiKey* key = selected();
    if (!key)
        return;
    const QString explanation = overlapHours > 0
                                    ? tr("The old key works for %1 h more.").arg(overlapHours)
                                    : tr("The old key has stopped.");
    m_rotate->setBusy(true);
    m_shell.gateway().callWithKey<contract::RotateKey>(
        {m_agentId.toStdString(), key->id, overlapHours}, newKey(), this,
        [this, explanation](contract::Outcome<contract::NewApiKey> outcome) {
            m_rotate->setBusy(false);
            outcome ? showSecret(*outcome, explanation) : fail(outcome.error());
        });
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
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, id = key->id] {
        m_shell.gateway().callWithKey<contract::RevokeKey>(
            {m_agentId.toStdString(), id}, newKey(), this, [this](contract::Outcome<contract::ApiKey> outcome) {
                outcome ? m_keys.repeat() : fail(outcome.error());
            });
    });
    dialog->open();
}

void KeyPanel::showActivity()
{
    if (const contract::ApiKey* key = selected())
        m_shell.open(logsWith({condition(QStringLiteral("key"), text(key->id))}));
}

void KeyPanel::showSecret(const contract::NewApiKey& made, const QString& explanation)
{
    auto* dialog = new SecretDialog(tr("Key %1").arg(text(made.key.name)), explanation, text(made.api_key), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    m_keys.repeat();
}

void KeyPanel::fail(const base::Error& error)
{
    m_shell.toastError(errorText(error).sentence);
}

} // namespace bursar::ui

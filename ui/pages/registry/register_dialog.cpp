// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/registry/register_dialog.h"

#include "ui/pages/common/cells.h"
#include "ui/pages/common/error_text.h"
#include "ui/theme/style.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QLineEdit>
#include <QUuid>
#include <QVBoxLayout>

namespace bursar::ui {

RegisterDialog::RegisterDialog(models::Gateway& gateway, QWidget* window)
    : SheetDialog(tr("Register an agent"), window), m_gateway(gateway),
      m_name(addField(QStringLiteral("agentName"), tr("Name"), tr("Search bot"))),
      m_id(addField(QStringLiteral("agentId"), tr("Id, made from the name when empty"), QStringLiteral("search-bot"))),
      m_origin(addField(QStringLiteral("agentOrigin"), tr("Origin, where it answers (optional)"),
                        QStringLiteral("https://bot.example/mcp"))),
      m_category(addField(QStringLiteral("agentCategory"), tr("Category (optional)"), tr("search"))),
      m_tier(new QComboBox), m_problem(new TextLabel({}, TextRole::Label, Ink::Negative))
{
    m_tier->addItem(tr("open: business intelligence"), QStringLiteral("open"));
    m_tier->addItem(tr("lite: and escrow channels"), QStringLiteral("lite"));
    body()->addWidget(new TextLabel(tr("Tier"), TextRole::LabelStrong));
    body()->addWidget(m_tier);
    m_problem->setWordWrap(true);
    body()->addWidget(m_problem);
    auto* cancel = addButton(tr("Cancel"), ButtonKind::Secondary);
    m_register = addButton(tr("Register agent"), ButtonKind::Primary);
    m_register->setObjectName(QStringLiteral("registerRun"));
    m_tier->setObjectName(QStringLiteral("agentTier"));
    m_tier->setAccessibleName(tr("Tier"));
    m_problem->setObjectName(QStringLiteral("registerProblem"));
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_register, &QPushButton::clicked, this, &RegisterDialog::send);
    connect(m_tier, &QComboBox::currentIndexChanged, this, &RegisterDialog::check);
    check();
    m_name->setFocus();
}

QLineEdit* RegisterDialog::addField(const QString& name, const QString& label, const QString& placeholder)
{
    auto* edit = new QLineEdit;
    edit->setObjectName(name);
    edit->setAccessibleName(label);
    edit->setPlaceholderText(placeholder);
    body()->addWidget(new TextLabel(label, TextRole::LabelStrong));
    body()->addWidget(edit);
    connect(edit, &QLineEdit::textChanged, this, [this] { check(); });
    return edit;
}

void RegisterDialog::check()
{
    m_attempt = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    if (!m_register)
        return;
    const bool named = !m_name->text().trimmed().isEmpty() || !m_id->text().trimmed().isEmpty();
    m_register->setDisabledReason(named ? QString() : tr("Give it a name or an id."));
    for (QLineEdit* edit : {m_name, m_id, m_origin, m_category})
        setError(edit, false);
    m_problem->setText({});
}

void RegisterDialog::send()
{
    contract::RegisterAgent::Input input;
    auto put = [](const QLineEdit* edit, std::optional<std::string>& out) {
        if (const QString value = edit->text().trimmed(); !value.isEmpty())
            out = value.toStdString();
    };
    put(m_name, input.name);
    put(m_id, input.agent_id);
    put(m_origin, input.origin_endpoint);
    put(m_category, input.category);
    input.tier = m_tier->currentData().toString().toStdString();
    m_register->setBusy(true);
    m_gateway.callWithKey<contract::RegisterAgent>(
        std::move(input), m_attempt, this, [this](contract::Outcome<contract::RegisteredAgent> outcome) {
            m_register->setBusy(false);
            if (!outcome)
                return show(outcome.error());
            Q_EMIT registered(text(outcome->agent_id), text(outcome->api_key));
            accept();
        });
}

void RegisterDialog::show(const base::Error& error)
{
    m_problem->setText(errorText(error).sentence);
    const std::map<std::string, QLineEdit*> fields{
        {"name", m_name}, {"agent_id", m_id}, {"origin_endpoint", m_origin}, {"category", m_category}};
    for (const base::FieldError& field : error.fields()) {
        const auto found = fields.find(field.path);
        if (found == fields.end())
            continue;
        setError(found->second, true);
        m_problem->setText(text(field.path + ": " + field.detail));
        found->second->setFocus();
    }
}

} // namespace bursar::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/setting_editor.h"

#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/button.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QLineEdit>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
QString text(const std::string& value)
{
    return QString::fromStdString(value);
}
} // namespace

SettingEditor::SettingEditor(QWidget* parent)
    : QWidget(parent), m_description(new TextLabel), m_facts(new FactList), m_edit(new QLineEdit),
      m_choice(new QComboBox), m_problem(new TextLabel({}, TextRole::Label, Ink::Negative)),
      m_save(new Button(tr("Save for the next start"), ButtonKind::Primary)),
      m_reset(new Button(tr("Back to default"), ButtonKind::Secondary))
{
    m_description->setWordWrap(true);
    m_problem->setWordWrap(true);
    m_edit->setObjectName(QStringLiteral("settingValue"));
    m_choice->setObjectName(QStringLiteral("settingChoice"));
    m_save->setObjectName(QStringLiteral("settingSave"));
    m_reset->setObjectName(QStringLiteral("settingReset"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme().px(12));
    column->addWidget(m_description);
    column->addWidget(m_edit);
    column->addWidget(m_choice);
    column->addWidget(m_problem);
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_save);
    buttons->addWidget(m_reset);
    buttons->addStretch();
    column->addLayout(buttons);
    column->addWidget(m_facts);
    column->addStretch();
    connect(m_edit, &QLineEdit::textChanged, this, &SettingEditor::check);
    connect(m_choice, &QComboBox::currentTextChanged, this, &SettingEditor::check);
    connect(m_edit, &QLineEdit::returnPressed, this, [this] {
        if (m_save->isEnabled())
            m_save->click();
    });
    connect(m_save, &QPushButton::clicked, this, [this] { Q_EMIT saveRequested(m_key, value()); });
    connect(m_reset, &QPushButton::clicked, this, [this] { Q_EMIT resetRequested(m_key); });
}

void SettingEditor::show(const contract::SettingRow& row, bool pending, const QString& whyReadOnly)
{
    m_row = row;
    m_key = text(row.key);
    m_description->setText(text(row.description));
    const bool choice = row.type == "choice" || row.type == "boolean";
    m_edit->setVisible(!choice);
    m_choice->setVisible(choice);
    m_choice->clear();
    if (row.type == "boolean")
        m_choice->addItems({QStringLiteral("true"), QStringLiteral("false")});
    for (const std::string& word : row.choices)
        m_choice->addItem(text(word));
    m_choice->setCurrentText(text(row.value));
    m_edit->setText(row.secret ? QString() : text(row.value));
    m_edit->setEchoMode(row.secret ? QLineEdit::Password : QLineEdit::Normal);
    m_edit->setPlaceholderText(row.secret ? tr("write-only: type a new value") : tr("not set"));
    m_facts->clear();
    m_facts->addFact(tr("Source"), models::Text{text(row.source)});
    m_facts->addFact(tr("Default"), row.default_value.empty() ? models::Cell(models::Absent{tr("not set")})
                                                              : models::Cell(models::Code{text(row.default_value)}));
    m_facts->addFact(tr("Type"), models::Text{text(row.type)});
    if (row.minimum || row.maximum)
        m_facts->addFact(tr("Limits"), models::Text{limits()});
    for (const std::string& name : row.environment)
        m_facts->addFact(tr("Environment"), models::Code{text(name)});
    if (row.source == "environment" || row.source == "option")
        m_facts->addWideFact(tr("Overridden"), models::Text{tr("The file's value counts only when neither the "
                                                               "environment nor an option sets it.")});
    if (pending)
        m_facts->addWideFact(tr("Written"), models::Text{tr("In force after the engine's next start.")});
    setReadOnlyReason(whyReadOnly);
}

void SettingEditor::setReadOnlyReason(const QString& reason)
{
    m_whyReadOnly = reason;
    m_edit->setReadOnly(!reason.isEmpty());
    m_choice->setEnabled(reason.isEmpty());
    check();
}

bool SettingEditor::isChanged() const
{
    return m_row.secret ? !value().isEmpty() : value() != text(m_row.value);
}

QString SettingEditor::limits() const
{
    if (m_row.minimum && m_row.maximum)
        return tr("%1 to %2").arg(*m_row.minimum).arg(*m_row.maximum);
    return m_row.minimum ? tr("at least %1").arg(*m_row.minimum) : tr("at most %1").arg(m_row.maximum.value_or(0));
}

QString SettingEditor::value() const
{
    return m_choice->isVisibleTo(this) ? m_choice->currentText() : m_edit->text().trimmed();
}

QString SettingEditor::problemOf(const QString& value) const
{
    if (m_row.type != "integer" && m_row.type != "seconds")
        return {};
    bool isNumber = false;
    const qint64 number = value.toLongLong(&isNumber);
    if (!isNumber)
        return tr("Must be a whole number.");
    if ((m_row.minimum && number < *m_row.minimum) || (m_row.maximum && number > *m_row.maximum))
        return tr("Must be within its limits: %1.").arg(limits());
    return {};
}

void SettingEditor::check()
{
    const QString problem = isChanged() ? problemOf(value()) : QString();
    showProblem(problem);
    const bool same = !isChanged();
    m_save->setDisabledReason(!m_whyReadOnly.isEmpty() ? m_whyReadOnly
                              : !problem.isEmpty()     ? problem
                              : same                   ? tr("Nothing changed.")
                                                       : QString());
    m_reset->setDisabledReason(!m_whyReadOnly.isEmpty()        ? m_whyReadOnly
                               : m_row.source == "default"     ? tr("This is the default.")
                                                               : QString());
}

void SettingEditor::setBusy(bool busy)
{
    m_save->setBusy(busy);
    m_reset->setBusy(busy);
}

void SettingEditor::showProblem(const QString& sentence)
{
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    setError(m_edit, !sentence.isEmpty());
}

} // namespace bursar::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/channels/channel_forms.h"

#include "models/pages/channels/channel_cells.h"
#include "ui/pages/common/cells.h"
#include "ui/theme/theme.h"
#include "ui/widgets/money_dialog.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
constexpr int kLines = 76;
constexpr qsizetype kMemoBytesMax = 1'024;
constexpr std::int64_t kCreditsMax = 1'000'000'000'000'000;

QVBoxLayout* columnOf(QWidget* form)
{
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins({});
    column->setSpacing(theme().px(8));
    return column;
}

/// Several lines: one thing a line.
QPlainTextEdit* addLines(QVBoxLayout* column, const char* name, const QString& label, const QString& placeholder)
{
    auto* field = new QPlainTextEdit;
    field->setObjectName(QLatin1String(name));
    field->setAccessibleName(label);
    field->setPlaceholderText(placeholder);
    field->setFont(fontOf(TextRole::Mono));
    field->setFixedHeight(theme().px(kLines));
    field->document()->setDocumentMargin(theme().px(8));
    field->setTabChangesFocus(true);
    auto* part = new QVBoxLayout;
    part->setSpacing(theme().px(4));
    part->addWidget(new TextLabel(label, TextRole::Label, Ink::Muted));
    part->addWidget(field);
    column->addLayout(part);
    return field;
}

QComboBox* addParticipants(QVBoxLayout* column, const char* name, const QString& label,
                           const contract::ChannelDetail& channel)
{
    auto* box = new QComboBox;
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(label);
    for (const contract::ChannelParticipant& participant : channel.participants) {
        if (participant.state != contract::ParticipantState::active)
            continue;
        QString words = models::whoText(participant.agent_id);
        if (participant.role)
            words += QStringLiteral(" · ") + models::roleWord(*participant.role);
        box->addItem(words, text(participant.agent_id));
        box->setItemData(box->count() - 1, text(participant.agent_id), Qt::ToolTipRole);
    }
    auto* part = new QVBoxLayout;
    part->setSpacing(theme().px(4));
    part->addWidget(new TextLabel(label, TextRole::Label, Ink::Muted));
    part->addWidget(box);
    column->addLayout(part);
    return box;
}

std::string chosen(const QComboBox* box)
{
    return box->currentData().toString().toStdString();
}

/// `1,000` and `1000` are the same; zero and less are none.
std::optional<std::int64_t> creditsIn(const QString& typed)
{
    bool isNumber = false;
    const qint64 amount = QString(typed).remove(QLatin1Char(',')).trimmed().toLongLong(&isNumber);
    return isNumber && amount > 0 && amount <= kCreditsMax ? std::optional<std::int64_t>(amount) : std::nullopt;
}

/// The lines that say something, as words; the first word names the thing.
std::vector<QStringList> wordsIn(const QPlainTextEdit* field)
{
    std::vector<QStringList> out;
    for (const QString& line : field->toPlainText().split(QLatin1Char('\n'))) {
        const QStringList words = line.simplified().split(QLatin1Char(' '), Qt::SkipEmptyParts);
        if (!words.isEmpty())
            out.push_back(words);
    }
    return out;
}
} // namespace

OpenForm::OpenForm(QWidget* parent) : ChannelForm(parent)
{
    QVBoxLayout* column = columnOf(this);
    m_participants = addLines(column, "openParticipants", tr("Participants, one a line: id or address, role, credits"),
                              QStringLiteral("meerkat-19 provider 0\n0x12ab33fe5c0177d2a90b6e11f4c8d3a709c19f31 client 1000"));
    m_amount = MoneyDialog::addField(column, QStringLiteral("openAmount"), tr("USDC that is paid in"));
    m_amount->setPlaceholderText(QStringLiteral("100"));
    m_milestones = addLines(column, "openMilestones", tr("Milestones (optional), one a line: name, credits"),
                            QStringLiteral("dataset 25000"));
    connect(m_participants, &QPlainTextEdit::textChanged, this, &ChannelForm::changed);
    connect(m_amount, &QLineEdit::textChanged, this, &ChannelForm::changed);
    connect(m_milestones, &QPlainTextEdit::textChanged, this, &ChannelForm::changed);
}

ChannelForm::Order OpenForm::order() const
{
    contract::CreateChannel::Input input;
    std::map<std::string, std::int64_t> balances;
    for (const QStringList& words : wordsIn(m_participants)) {
        contract::json::object participant{{"agent_id", words[0].toStdString()}};
        for (const QString& word : words.mid(1)) {
            if (word == QLatin1String("client") || word == QLatin1String("provider")) {
                participant["role"] = word.toStdString();
                continue;
            }
            const auto credits = word == QLatin1String("0") ? std::optional<std::int64_t>(0) : creditsIn(word);
            if (!credits)
                return {{}, tr("%1: a role is client or provider, credits are a whole number.").arg(words[0])};
            balances[words[0].toStdString()] = *credits;
        }
        input.participants.emplace_back(std::move(participant));
    }
    if (input.participants.empty())
        return {{}, tr("Name the participants.")};
    const QString amount = m_amount->text().remove(QLatin1Char(',')).trimmed();
    if (amount.isEmpty())
        return {{}, tr("Say how much is paid in.")};
    input.usdc_amount = contract::json::value(amount.toStdString());
    if (!balances.empty())
        input.balances = balances;
    for (const QStringList& words : wordsIn(m_milestones)) {
        const auto credits = creditsIn(words.last());
        if (words.size() < 2 || !credits)
            return {{}, tr("A milestone is a name and a whole number of credits: %1").arg(words.join(QLatin1Char(' ')))};
        if (!input.milestones)
            input.milestones.emplace();
        input.milestones->push_back({words.mid(0, words.size() - 1).join(QLatin1Char(' ')).toStdString(), *credits, {}, {}});
    }
    return {input, {}};
}

TopUpForm::TopUpForm(const contract::ChannelDetail& channel, QWidget* parent)
    : ChannelForm(parent), m_id(channel.channel.channel_id)
{
    QVBoxLayout* column = columnOf(this);
    m_who = addParticipants(column, "topUpWho", tr("Who gets the credits"), channel);
    m_amount = MoneyDialog::addField(column, QStringLiteral("topUpAmount"), tr("Credits, 1,000 for a USDC"));
    connect(m_who, &QComboBox::currentIndexChanged, this, &ChannelForm::changed);
    connect(m_amount, &QLineEdit::textChanged, this, &ChannelForm::changed);
}

ChannelForm::Order TopUpForm::order() const
{
    const auto amount = creditsIn(m_amount->text());
    if (!amount)
        return {{}, tr("Say how many credits: a whole number.")};
    return {contract::TopUpChannel::Input{.id = m_id, .agent_id = chosen(m_who), .amount = *amount}, {}};
}

TransactForm::TransactForm(const contract::ChannelDetail& channel, QWidget* parent)
    : ChannelForm(parent), m_id(channel.channel.channel_id)
{
    QVBoxLayout* column = columnOf(this);
    m_from = addParticipants(column, "transactFrom", tr("From"), channel);
    m_to = addParticipants(column, "transactTo", tr("To"), channel);
    m_to->setCurrentIndex(std::min(1, m_to->count() - 1));
    m_amount = MoneyDialog::addField(column, QStringLiteral("transactAmount"), tr("Credits"));
    m_memo = MoneyDialog::addField(column, QStringLiteral("transactMemo"), tr("Memo (optional)"));
    connect(m_from, &QComboBox::currentIndexChanged, this, &ChannelForm::changed);
    connect(m_to, &QComboBox::currentIndexChanged, this, &ChannelForm::changed);
    connect(m_amount, &QLineEdit::textChanged, this, &ChannelForm::changed);
    connect(m_memo, &QLineEdit::textChanged, this, &ChannelForm::changed);
}

ChannelForm::Order TransactForm::order() const
{
    const auto amount = creditsIn(m_amount->text());
    if (!amount)
        return {{}, tr("Say how many credits: a whole number.")};
    const QByteArray memo = m_memo->text().toUtf8();
    if (memo.size() > kMemoBytesMax)
        return {{}, tr("The memo is too long: at most 1,024 bytes.")};
    contract::SendTransaction::Input input{.id = m_id, .from = chosen(m_from), .to = chosen(m_to), .amount = *amount};
    if (!memo.isEmpty())
        input.memo = memo.toStdString();
    return {input, {}};
}

ExitForm::ExitForm(const contract::ChannelDetail& channel, QWidget* parent)
    : ChannelForm(parent), m_id(channel.channel.channel_id)
{
    m_who = addParticipants(columnOf(this), "exitWho", tr("Who leaves"), channel);
    connect(m_who, &QComboBox::currentIndexChanged, this, &ChannelForm::changed);
}

ChannelForm::Order ExitForm::order() const
{
    if (m_who->count() == 0)
        return {{}, tr("Nobody takes part any more.")};
    return {contract::ExitChannel::Input{.id = m_id, .agent_id = chosen(m_who)}, {}};
}

FixedForm::FixedForm(models::ChannelOrder order, QWidget* parent) : ChannelForm(parent), m_order(std::move(order))
{
    hide();
}

} // namespace bursar::ui

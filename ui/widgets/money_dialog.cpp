// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/money_dialog.h"

#include "ui/widgets/badge.h"
#include "ui/widgets/button.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace bursar::ui {

namespace {
constexpr int kAround = 190; // title, foot and margins of the dialog, and a little of the window
constexpr int kLeast = 160;

TextLabel* wrapped(TextRole role, Ink ink)
{
    auto* label = new TextLabel({}, role, ink);
    label->setWordWrap(true);
    label->hide();
    return label;
}

void say(TextLabel* label, const QString& text)
{
    label->setText(text);
    label->setVisible(!text.isEmpty());
}

void clear(QVBoxLayout* layout)
{
    while (QLayoutItem* item = layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
}

models::StateLook lookOf(MoneyOutcome::Kind kind, const QString& word)
{
    switch (kind) {
    case MoneyOutcome::Kind::Done: return {Glyph::Check, Tone::Positive, word};
    case MoneyOutcome::Kind::Refused: return {Glyph::Cross, Tone::Negative, word};
    case MoneyOutcome::Kind::Unknown: break;
    }
    return {Glyph::Question, Tone::Unknown, word};
}
} // namespace

MoneyDialog::MoneyDialog(const MoneyWords& words, QWidget* window)
    : SheetDialog(words.title, window), m_scroll(new QScrollArea), m_question(new QWidget), m_answer(new QWidget),
      m_form(new QVBoxLayout), m_extra(new QVBoxLayout), m_effectBox(new QWidget),
      m_caption(new TextLabel({}, TextRole::Label, Ink::Muted)), m_amount(new TextLabel({}, TextRole::Value)),
      m_asset(new TextLabel({}, TextRole::Body, Ink::Muted)), m_table(new MoneyEffectTable),
      m_notes(wrapped(TextRole::Label, Ink::Muted)), m_irreversible(wrapped(TextRole::Body, Ink::Text)),
      m_wait(wrapped(TextRole::Body, Ink::Muted)), m_strips(new QVBoxLayout), m_difference(new WhyStrip),
      m_receipt(new QWidget)
{
    build(words);
    buildFoot();
    m_settle.setSingleShot(true);
    m_settle.setInterval(kSettle);
    connect(&m_settle, &QTimer::timeout, this, &MoneyDialog::updateButton);
    updateButton();
}

void MoneyDialog::build(const MoneyWords& words)
{
    setIdentity(words.identity);
    auto* content = new QWidget;
    auto* whole = new QVBoxLayout(content);
    whole->setContentsMargins({});
    whole->addWidget(m_question);
    whole->addWidget(m_answer);
    whole->addStretch();
    m_answer->hide();
    auto* column = new QVBoxLayout(m_question);
    column->setContentsMargins({});
    column->setSpacing(theme().px(12));
    m_form->setSpacing(theme().px(4));
    m_extra->setSpacing(theme().px(4));
    m_strips->setSpacing(theme().px(8));
    column->addLayout(m_form);
    m_difference->setObjectName(QStringLiteral("moneyDifference"));
    m_difference->hide();
    column->addWidget(m_difference);
    buildEffect(column);
    column->addLayout(m_extra);
    if (!words.reason.isEmpty())
        m_reason = addField(column, QStringLiteral("moneyReason"), words.reason);
    column->addLayout(m_strips);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->viewport()->setAutoFillBackground(false);
    content->setAutoFillBackground(false);
    body()->addWidget(m_scroll);
    content->installEventFilter(this);
    m_confirm = addButton({}, words.confirm);
}

void MoneyDialog::buildEffect(QVBoxLayout* column)
{
    auto* box = new QVBoxLayout(m_effectBox);
    box->setContentsMargins({});
    box->setSpacing(theme().px(12));
    auto* figure = new QHBoxLayout;
    figure->setSpacing(theme().px(8));
    figure->addWidget(m_amount);
    figure->addWidget(m_asset, 1, Qt::AlignBottom);
    auto* top = new QVBoxLayout;
    top->setSpacing(0);
    top->addWidget(m_caption);
    top->addLayout(figure);
    box->addLayout(top);
    box->addWidget(m_table);
    auto* sentences = new QVBoxLayout;
    sentences->setSpacing(theme().px(4));
    sentences->addWidget(m_notes);
    sentences->addWidget(m_irreversible);
    box->addLayout(sentences);
    m_amount->setObjectName(QStringLiteral("moneyAmount"));
    m_wait->setObjectName(QStringLiteral("moneyWait"));
    m_effectBox->hide();
    column->addWidget(m_effectBox);
    column->addWidget(m_wait);
}

void MoneyDialog::buildFoot()
{
    auto* row = new QHBoxLayout(m_receipt);
    row->setContentsMargins({});
    row->setSpacing(theme().px(4));
    const auto add = [this, row](const QString& text, const char* name) {
        auto* button = new Button(text, ButtonKind::Text);
        button->setObjectName(QLatin1String(name));
        row->addWidget(button);
        return button;
    };
    connect(add(tr("Copy receipt"), "receiptCopy"), &QPushButton::clicked, this, &MoneyDialog::receiptCopied);
    connect(add(tr("PDF…"), "receiptPdf"), &QPushButton::clicked, this,
            [this] { Q_EMIT receiptWanted(QStringLiteral("pdf")); });
    connect(add(tr("JSON…"), "receiptJson"), &QPushButton::clicked, this,
            [this] { Q_EMIT receiptWanted(QStringLiteral("json")); });
    m_receipt->hide();
    setFootWidget(m_receipt);
    m_again = addButton(tr("Ask again"), ButtonKind::Secondary);
    m_again->setObjectName(QStringLiteral("moneyAskAgain"));
    m_again->setToolTip(tr("Bears the same key: it takes effect at most once."));
    m_again->hide();
    m_cancel = addButton(tr("Cancel"), ButtonKind::Secondary);
    m_cancel->setObjectName(QStringLiteral("moneyCancel"));
    auto* foot = m_confirm->parentWidget()->layout();
    foot->removeWidget(m_confirm);
    foot->addWidget(m_confirm); // the last
    m_confirm->setObjectName(QStringLiteral("moneyConfirm"));
    connect(m_cancel, &QPushButton::clicked, this, &MoneyDialog::reject);
    connect(m_again, &QPushButton::clicked, this, &MoneyDialog::askedAgain);
    connect(m_confirm, &QPushButton::clicked, this, &MoneyDialog::confirmed);
}

QLineEdit* MoneyDialog::addField(QVBoxLayout* into, const QString& name, const QString& label)
{
    auto* part = new QVBoxLayout;
    part->setSpacing(theme().px(4));
    auto* field = new QLineEdit;
    field->setObjectName(name);
    field->setAccessibleName(label);
    part->addWidget(new TextLabel(label, TextRole::Label, Ink::Muted));
    part->addWidget(field);
    into->addLayout(part);
    return field;
}

void MoneyDialog::setEffect(const MoneyEffect& effect)
{
    const bool isSame = m_hasEffect && effect == m_effect;
    m_hasEffect = true;
    say(m_wait, {});
    m_effectBox->show();
    if (isSame)
        return updateButton();
    m_effect = effect;
    m_caption->setText(effect.caption);
    m_amount->setText(effect.amount);
    m_asset->setText(effect.asset);
    m_table->setEffect(effect);
    say(m_notes, effect.notes.join(QLatin1Char(' ')));
    say(m_irreversible, effect.irreversible.isEmpty() ? QString() : tr("Cannot be undone: %1").arg(effect.irreversible));
    fillStrips(effect);
    m_settle.start();
    updateButton();
}

void MoneyDialog::fillStrips(const MoneyEffect& effect)
{
    clear(m_strips);
    const auto add = [this](Tone tone, Glyph glyph, const QString& title, const QString& text) {
        auto* strip = new WhyStrip;
        strip->setWhy(tone, glyph, title, text);
        m_strips->addWidget(strip);
    };
    if (!effect.refusal.isEmpty())
        add(Tone::Negative, Glyph::Cross, tr("It would be refused now"), effect.refusal);
    for (const QString& warning : effect.warnings)
        add(Tone::Warning, Glyph::Triangle, warning, {});
}

void MoneyDialog::clearEffect(const QString& sentence, bool isFault)
{
    m_hasEffect = false;
    m_effect = {};
    m_effectBox->hide();
    clear(m_strips);
    m_wait->setInk(isFault ? Ink::Negative : Ink::Muted);
    say(m_wait, sentence);
    updateButton();
}

void MoneyDialog::setDifference(const QStringList& sentences)
{
    m_difference->setVisible(!sentences.isEmpty());
    if (!sentences.isEmpty())
        m_difference->setWhy(Tone::Warning, Glyph::Triangle, tr("It changed since. Nothing has moved."),
                             sentences.join(QLatin1Char(' ')));
}

void MoneyDialog::setConfirmText(const QString& text)
{
    m_confirm->setText(text);
}

void MoneyDialog::setWhyNot(const QString& reason)
{
    m_whyNot = reason;
    updateButton();
}

void MoneyDialog::updateButton()
{
    const QString why = !m_whyNot.isEmpty()       ? m_whyNot
        : !m_hasEffect                            ? tr("What it would do is not known yet.")
        : !m_effect.refusal.isEmpty()             ? m_effect.refusal
        : m_settle.isActive()                     ? tr("Look at the effect first.")
                                                  : QString();
    m_confirm->setDisabledReason(why);
}

void MoneyDialog::showSending()
{
    m_isSending = true;
    m_question->setEnabled(false);
    m_answer->hide();
    m_question->show();
    m_again->hide();
    m_confirm->show();
    m_confirm->setBusy(true);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setDisabledReason(tr("It is under way."));
}

void MoneyDialog::showQuestion()
{
    m_isSending = false;
    m_answer->hide();
    m_question->show();
    m_question->setEnabled(true);
    m_again->hide();
    m_confirm->show();
    m_confirm->setBusy(false);
    m_cancel->setText(tr("Cancel"));
    m_cancel->setDisabledReason({});
    updateButton();
}

void MoneyDialog::showOutcome(const MoneyOutcome& outcome)
{
    m_isSending = false;
    m_confirm->setBusy(false);
    m_confirm->hide();
    m_cancel->setDisabledReason({});
    m_cancel->setText(tr("Close"));
    m_question->hide();
    delete m_answer->layout();
    qDeleteAll(m_answer->findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly));
    auto* column = new QVBoxLayout(m_answer);
    column->setContentsMargins({});
    column->setSpacing(theme().px(12));
    auto* badge = new Badge(lookOf(outcome.kind, outcome.title));
    badge->setObjectName(QStringLiteral("moneyOutcome"));
    auto* sentence = wrapped(TextRole::Body, Ink::Text);
    sentence->setObjectName(QStringLiteral("moneySentence"));
    column->addWidget(badge);
    column->addWidget(sentence);
    say(sentence, outcome.sentence);
    if (!outcome.code.isEmpty())
        column->addWidget(new TextLabel(outcome.code, TextRole::Mono, Ink::Muted));
    if (!outcome.facts.empty()) {
        auto* facts = new FactList;
        for (const auto& [label, value] : outcome.facts)
            facts->addWideFact(label, value);
        column->addWidget(facts);
    }
    m_answer->show();
    m_receipt->setVisible(outcome.kind == MoneyOutcome::Kind::Done);
    m_again->setVisible(outcome.kind == MoneyOutcome::Kind::Unknown);
    m_cancel->setFocus();
}

QString MoneyDialog::reason() const
{
    return m_reason ? m_reason->text().trimmed() : QString();
}

/// While the command is under way the dialog stays: its outcome must be read.
void MoneyDialog::reject()
{
    if (!m_isSending)
        SheetDialog::reject();
}

bool MoneyDialog::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize)
        QMetaObject::invokeMethod(this, &MoneyDialog::fit, Qt::QueuedConnection);
    return SheetDialog::eventFilter(watched, event);
}

void MoneyDialog::showEvent(QShowEvent* event)
{
    fit();
    SheetDialog::showEvent(event);
    const QList<QWidget*> inside = m_question->findChildren<QWidget*>();
    const auto first = std::ranges::find_if(inside, [](const QWidget* each) {
        const bool isField = qobject_cast<const QLineEdit*>(each) || qobject_cast<const QPlainTextEdit*>(each)
            || qobject_cast<const QComboBox*>(each);
        return isField && each->isVisibleTo(each->window());
    });
    (first == inside.end() ? m_cancel : *first)->setFocus();
}

/// As high as its content, and never higher than its window: then the content scrolls.
void MoneyDialog::fit()
{
    QLayout* content = m_scroll->widget()->layout();
    content->activate();
    const int width = m_scroll->viewport()->width();
    const int wanted = content->hasHeightForWidth() ? content->totalHeightForWidth(width) : content->totalSizeHint().height();
    const int room = parentWidget() ? parentWidget()->window()->height() - theme().px(kAround) : wanted;
    const int height = std::clamp(wanted, 1, std::max(theme().px(kLeast), room));
    m_scroll->setFixedHeight(height);
    layout()->activate();
    const QSize fitting(this->width(), layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(this->width())
                                                                     : layout()->totalSizeHint().height());
    resize(fitting);
    place();
}

} // namespace bursar::ui

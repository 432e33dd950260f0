// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/dialogs.h"

#include "ui/theme/glyph.h"
#include "ui/theme/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/scrim.h"
#include "ui/widgets/text_label.h"

#include <QApplication>
#include <QClipboard>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace bursar::ui {
namespace {

constexpr int kWidth = 560;
constexpr int kFoot = 64;
constexpr std::chrono::seconds kClipboardTime{60};

class DialogFoot : public QWidget {
protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintHairline(&painter, {0, 0}, {double(width()), 0}, tokens().border);
    }
};

/// The secret itself, selectable, on sunken ground.
class SecretField : public QWidget {
public:
    explicit SecretField(const QString& secret)
    {
        auto* layout = new QVBoxLayout(this);
        layout->setContentsMargins(theme().px(14), theme().px(12), theme().px(14), theme().px(12));
        auto* text = new TextLabel(secret, TextRole::Mono);
        text->setWordWrap(true);
        text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
        layout->addWidget(text);
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintPanel(&painter, rect(), theme().pxF(6), tokens().sunken, tokens().border);
    }
};

TextLabel* wrapped(const QString& text, TextRole role = TextRole::Body, Ink ink = Ink::Text)
{
    auto* label = new TextLabel(text, role, ink);
    label->setWordWrap(true);
    return label;
}

QLineEdit* addField(QVBoxLayout* body, const QString& title)
{
    auto* label = new TextLabel(title, TextRole::Label, Ink::Muted);
    auto* field = new QLineEdit;
    field->setAccessibleName(title);
    body->addSpacing(theme().px(4));
    body->addWidget(label);
    body->addWidget(field);
    return field;
}

} // namespace

SheetDialog::SheetDialog(const QString& title, QWidget* window)
    : QDialog(window, Qt::Dialog | Qt::FramelessWindowHint), m_title(wrapped(title, TextRole::Section)),
      m_identity(new TextLabel({}, TextRole::Mono, Ink::Muted)), m_body(new QVBoxLayout),
      m_foot(new DialogFoot)
{
    setAttribute(Qt::WA_TranslucentBackground);
    setWindowModality(Qt::WindowModal);
    setWindowTitle(title);
    setFixedWidth(theme().px(kWidth));
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(1, 1, 1, 1);
    outer->setSpacing(0);
    auto* content = new QVBoxLayout;
    content->setContentsMargins(theme().px(24), theme().px(20), theme().px(24), theme().px(20));
    content->setSpacing(theme().px(4));
    content->addWidget(m_title);
    content->addWidget(m_identity);
    m_identity->setElided(Qt::ElideMiddle);
    m_identity->hide();
    content->addSpacing(theme().px(8));
    m_body->setSpacing(theme().px(8));
    content->addLayout(m_body);
    outer->addLayout(content, 1);
    auto* foot = new QHBoxLayout(m_foot);
    foot->setContentsMargins(theme().px(24), 0, theme().px(24), 0);
    foot->setSpacing(theme().px(8));
    foot->addStretch(1);
    m_foot->setFixedHeight(theme().px(kFoot));
    outer->addWidget(m_foot);
}

SheetDialog::~SheetDialog()
{
    delete m_scrim;
}

void SheetDialog::setIdentity(const QString& identity)
{
    m_identity->setText(identity);
    m_identity->setVisible(!identity.isEmpty());
}

Button* SheetDialog::addButton(const QString& text, ButtonKind kind)
{
    auto* button = new Button(text, kind);
    m_foot->layout()->addWidget(button);
    return button;
}

void SheetDialog::setFootWidget(QWidget* widget)
{
    static_cast<QHBoxLayout*>(m_foot->layout())->insertWidget(0, widget);
}

void SheetDialog::showEvent(QShowEvent* event)
{
    QDialog::showEvent(event);
    QWidget* window = parentWidget() != nullptr ? parentWidget()->window() : nullptr;
    if (window == nullptr || m_scrim != nullptr)
        return;
    m_scrim = new Scrim(window);
    m_scrim->show();
    m_scrim->raise();
    place();
}

void SheetDialog::place()
{
    const QWidget* window = parentWidget() != nullptr ? parentWidget()->window() : nullptr;
    if (window == nullptr)
        return;
    const QPoint middle = window->mapToGlobal(window->rect().center());
    move(middle.x() - width() / 2,
         std::max(window->mapToGlobal(QPoint()).y() + 8, middle.y() - height() / 2));
}

void SheetDialog::hideEvent(QHideEvent* event)
{
    delete m_scrim;
    m_scrim = nullptr;
    QDialog::hideEvent(event);
}

void SheetDialog::keyPressEvent(QKeyEvent* event)
{
    // QDialog would press the default button; here only the button that has the focus is pressed.
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        return event->accept();
    QDialog::keyPressEvent(event);
}

void SheetDialog::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    paintPanel(&painter, rect(), theme().pxF(10), tokens().raised, tokens().border);
}

ConfirmDialog::ConfirmDialog(const ConfirmText& text, QWidget* window) : SheetDialog(text.title, window)
{
    setIdentity(text.identity);
    if (!text.effect.isEmpty())
        body()->addWidget(wrapped(text.effect));
    if (!text.irreversible.isEmpty())
        body()->addWidget(wrapped(tr("Cannot be undone: %1").arg(text.irreversible)));
    if (!text.warning.isEmpty()) {
        auto* strip = new WhyStrip;
        strip->setWhy(Tone::Warning, Glyph::Triangle, text.warning, {});
        body()->addWidget(strip);
    }
    if (text.asksReason)
        m_reason = addField(body(), tr("Reason (goes to the audit log)"));
    if (!text.typedName.isEmpty())
        m_name = addField(body(), tr("Type %1 to confirm").arg(text.typedName));
    auto* cancel = addButton(tr("Cancel"), ButtonKind::Secondary);
    m_confirm = addButton(text.confirm, ButtonKind::Destructive);
    connect(cancel, &Button::clicked, this, &QDialog::reject);
    connect(m_confirm, &Button::clicked, this, &QDialog::accept);
    if (m_name != nullptr) {
        const QString missing = tr("Type the name first.");
        m_confirm->setDisabledReason(missing);
        connect(m_name, &QLineEdit::textChanged, this,
                [this, name = text.typedName, missing](const QString& typed) {
                    m_confirm->setDisabledReason(typed == name ? QString() : missing);
                });
    }
    if (QWidget* first = m_reason != nullptr ? m_reason : m_name)
        first->setFocus();
    else
        cancel->setFocus();
}

QString ConfirmDialog::reason() const
{
    return m_reason != nullptr ? m_reason->text().trimmed() : QString();
}

SecretDialog::SecretDialog(const QString& title, const QString& explanation, const QString& secret,
                           QWidget* window)
    : SheetDialog(title, window), m_secret(secret), m_copied(new TextLabel({}, TextRole::Label, Ink::Muted))
{
    body()->addWidget(wrapped(explanation));
    body()->addWidget(new SecretField(secret));
    body()->addWidget(wrapped(tr("It is shown once and cannot be read again."), TextRole::Label, Ink::Muted));
    setFootWidget(m_copied);
    auto* copy = addButton(tr("Copy"), ButtonKind::Secondary);
    copy->setIcon(icon(Icon::Copy));
    auto* stored = addButton(tr("I have stored it"), ButtonKind::Primary);
    connect(copy, &Button::clicked, this, &SecretDialog::copySecret);
    connect(stored, &Button::clicked, this, &QDialog::accept);
    copy->setFocus();
}

void SecretDialog::copySecret()
{
    QApplication::clipboard()->setText(m_secret);
    m_copied->setText(tr("Copied. The clipboard is cleared in 60 s."));
    // On the application: the promise holds after the dialog is gone.
    QTimer::singleShot(kClipboardTime, qApp, [secret = m_secret] { clearClipboardIfHolds(secret); });
    connect(qApp, &QCoreApplication::aboutToQuit, qApp,
            [secret = m_secret] { clearClipboardIfHolds(secret); });
}

void SecretDialog::clearClipboardIfHolds(const QString& secret)
{
    if (QApplication::clipboard()->text() == secret)
        QApplication::clipboard()->clear();
}

} // namespace bursar::ui

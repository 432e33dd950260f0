// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/key_router.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QShortcut>
#include <QTextEdit>

namespace bursar::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto kSecondKeyWithin = 1500ms;

/// Held with Ctrl, Alt or Meta, or a function key: a shortcut that also acts in text fields.
bool actsEverywhere(const QKeySequence& keys)
{
    if (keys.count() != 1)
        return false;
    const QKeyCombination combination = keys[0];
    const bool isHeld = combination.keyboardModifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier);
    const int key = combination.key();
    return isHeld || (key >= Qt::Key_F1 && key <= Qt::Key_F35);
}

QKeySequence keysOf(const QKeyEvent& event)
{
    // Shift is part of `?`, but makes another command of a letter.
    const bool isLetter = event.key() >= Qt::Key_A && event.key() <= Qt::Key_Z;
    const bool isShifted = event.modifiers().testFlag(Qt::ShiftModifier) && isLetter;
    return QKeySequence(QKeyCombination(isShifted ? Qt::ShiftModifier : Qt::NoModifier, Qt::Key(event.key())));
}

QStringList shownSteps(const QKeySequence& keys)
{
    QStringList steps;
    for (int i = 0; i < keys.count(); ++i) {
        const QString step = QKeySequence(keys[uint(i)]).toString(QKeySequence::NativeText);
        const bool isLetter = step.size() == 1 && keys.count() > 1;
        steps.append(isLetter ? step.toLower() : step);
    }
    return steps;
}
} // namespace

bool takesText(const QWidget* widget)
{
    if (const auto* combo = qobject_cast<const QComboBox*>(widget))
        return combo->isEditable();
    return qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QTextEdit*>(widget)
        || qobject_cast<const QPlainTextEdit*>(widget) || qobject_cast<const QAbstractSpinBox*>(widget);
}

KeyRouter::KeyRouter(QWidget* window, const QSettings& settings, QObject* parent)
    : QObject(parent), m_window(window), m_settings(settings)
{
    m_second.setSingleShot(true);
    m_second.setInterval(kSecondKeyWithin);
    connect(&m_second, &QTimer::timeout, this, [this] { m_first = 0; });
    qApp->installEventFilter(this);
}

KeyRouter::~KeyRouter()
{
    qDeleteAll(m_shortcuts);
}

void KeyRouter::adopt(std::vector<KeyCommand>& commands)
{
    for (KeyCommand& command : commands) {
        const QString remapped = m_settings.value(QStringLiteral("shortcuts/") + command.id).toString();
        if (!remapped.isEmpty())
            command.keys = QKeySequence(remapped);
    }
}

void KeyRouter::setCommands(std::vector<KeyCommand> commands)
{
    m_commands = std::move(commands);
    adopt(m_commands);
    rebuildShortcuts();
}

void KeyRouter::setPageCommands(std::vector<KeyCommand> commands)
{
    m_pageCommands = std::move(commands);
    adopt(m_pageCommands);
    rebuildShortcuts();
}

void KeyRouter::rebuildShortcuts()
{
    qDeleteAll(m_shortcuts);
    m_shortcuts.clear();
    for (const auto* list : {&m_commands, &m_pageCommands}) {
        for (const KeyCommand& command : *list) {
            if (!actsEverywhere(command.keys))
                continue;
            auto* shortcut = new QShortcut(command.keys, m_window);
            connect(shortcut, &QShortcut::activated, this, [run = command.run] { run(); });
            m_shortcuts.push_back(shortcut);
        }
    }
}

const KeyCommand* KeyRouter::find(const QKeySequence& keys) const
{
    for (const auto* list : {&m_pageCommands, &m_commands}) { // the page's own letters come first
        for (const KeyCommand& command : *list) {
            if (command.keys == keys && command.run)
                return &command;
        }
    }
    return nullptr;
}

bool KeyRouter::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress || !watched->isWidgetType())
        return false;
    const auto* widget = static_cast<QWidget*>(watched);
    const QWidget* focus = QApplication::focusWidget();
    if (widget->window() != m_window || (focus && focus != widget) || QApplication::activePopupWidget()
        || takesText(widget) || (m_suspended && m_suspended()))
        return false;
    return press(*static_cast<QKeyEvent*>(event));
}

bool KeyRouter::press(const QKeyEvent& event)
{
    if (event.modifiers() & (Qt::ControlModifier | Qt::AltModifier | Qt::MetaModifier))
        return false;
    const QKeySequence keys = keysOf(event);
    if (m_first != 0) {
        const QKeySequence both(m_first, keys[0].toCombined());
        m_first = 0;
        m_second.stop();
        if (const KeyCommand* command = find(both)) {
            const auto run = command->run; // the command may replace the list
            run();
        }
        return true;
    }
    if (event.key() == Qt::Key_G && keys[0].keyboardModifiers() == Qt::NoModifier) {
        m_first = Qt::Key_G;
        m_second.start();
        return true;
    }
    const KeyCommand* command = actsEverywhere(keys) ? nullptr : find(keys);
    if (!command)
        return false;
    const auto run = command->run;
    run();
    return true;
}

QString KeyRouter::shownKeys(const QString& id) const
{
    for (const auto* list : {&m_commands, &m_pageCommands}) {
        for (const KeyCommand& command : *list) {
            if (command.id == id)
                return shownSteps(command.keys).join(u' ');
        }
    }
    return {};
}

std::vector<ShortcutRow> KeyRouter::sheetRows() const
{
    std::vector<ShortcutRow> rows;
    for (const auto* list : {&m_commands, &m_pageCommands}) {
        for (const KeyCommand& command : *list) {
            if (!command.keys.isEmpty())
                rows.push_back({command.group, command.name, shownSteps(command.keys)});
        }
    }
    return rows;
}

} // namespace bursar::ui

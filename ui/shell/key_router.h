// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/page.h"
#include "ui/widgets/shortcut_sheet.h"

#include <QObject>
#include <QTimer>

class QKeyEvent;
class QSettings;
class QShortcut;

namespace bursar::ui {

/// Something that a key does in a window.
struct KeyCommand {
    QString id;    ///< for remapping: `shortcuts/<id>` in the settings
    QString group; ///< of the shortcuts sheet
    QString name;
    QKeySequence keys; ///< one key, or `g` and a second key
    std::function<void()> run;
};

/// Sends keys of one window to commands. Single letters act outside text fields only; two-key sequences begin with
/// `g`. A key in the settings under `shortcuts/<id>` takes the place of the command's own.
class KeyRouter : public QObject {
    Q_OBJECT

public:
    KeyRouter(QWidget* window, const QSettings& settings, QObject* parent = nullptr);
    ~KeyRouter() override;

    void setCommands(std::vector<KeyCommand> commands);
    /// The commands of the page in view.
    void setPageCommands(std::vector<KeyCommand> commands);
    /// Single letters wait while this says so (palette, sheet).
    void setSuspended(std::function<bool()> suspended) { m_suspended = std::move(suspended); }
    std::vector<ShortcutRow> sheetRows() const;
    /// The keys of a command as shown (`Ctrl+K`, `g c`); empty when it has none.
    QString shownKeys(const QString& id) const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool press(const QKeyEvent& event);
    void adopt(std::vector<KeyCommand>& commands);
    void rebuildShortcuts();
    const KeyCommand* find(const QKeySequence& keys) const;

    QWidget* m_window;
    const QSettings& m_settings;
    std::vector<KeyCommand> m_commands;
    std::vector<KeyCommand> m_pageCommands;
    std::vector<QShortcut*> m_shortcuts;
    std::function<bool()> m_suspended;
    QTimer m_second; ///< how long a second key is waited for
    int m_first = 0;
};

/// A field that letters are typed into.
bool takesText(const QWidget* widget);

} // namespace bursar::ui

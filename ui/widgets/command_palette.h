// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

#include <QWidget>

#include <functional>
#include <vector>

class QLineEdit;
class QTimer;

namespace bursar::ui {

enum class PaletteGroup { GoTo, Do, Records, Recent };

/// Something that the palette can do. Forbidden actions are absent, not grey.
struct PaletteItem {
    PaletteGroup group = PaletteGroup::GoTo;
    Icon icon = Icon::ChevronRight;
    QString name;
    QString context;  ///< muted, after the name
    QString shortcut; ///< at the right
    QStringList keywords; ///< also matched, not shown
    bool isExact = false; ///< an id that is exactly what was typed: goes first
    std::function<void()> run;
};

using PaletteAnswer = std::function<void(std::vector<PaletteItem>)>;

/// How well a query matches a name: the matched positions, and a score (higher is better, -1: none).
struct PaletteMatch {
    int score = -1;
    std::vector<int> positions;
};
PaletteMatch matchPalette(const QString& query, const QString& name);

class PaletteList;

/// Ctrl+K: a child of the window, 640 wide, 96 from the top.
class CommandPalette : public QWidget {
    Q_OBJECT

public:
    explicit CommandPalette(QWidget* window);
    ~CommandPalette() override;

    /// Answers at once from local lists; matched and ranked by the palette.
    void addLocalProvider(std::function<std::vector<PaletteItem>()> provider);
    /// Asked 80 ms after the last key; answers later. Its items are shown as they are, in their order.
    void addRemoteProvider(std::function<void(const QString& query, PaletteAnswer answer)> provider);

    void open(const QString& query = {});
    void close();
    bool isOpen() const { return isVisible(); }
    QLineEdit* edit() const { return m_edit; }
    /// The rows as shown now; for tests and screen readers.
    QStringList shownNames() const;

Q_SIGNALS:
    void closed();

protected:
    void paintEvent(QPaintEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    void refresh();
    void askRemote();
    void place();
    void runCurrent();

    std::vector<std::function<std::vector<PaletteItem>()>> m_local;
    std::vector<std::function<void(const QString&, PaletteAnswer)>> m_remote;
    std::vector<PaletteItem> m_records;
    QWidget* m_window;
    QWidget* m_panel;
    QLineEdit* m_edit;
    PaletteList* m_list;
    QTimer* m_delay;
    quint64 m_generation = 0;
};

} // namespace bursar::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QScrollArea>

#include <vector>

class QBoxLayout;
class QVBoxLayout;

namespace bursar::ui {

class DataTable;

/// The body of a page: one column of cards that scrolls, with the page's padding (24, below 1360 px 16) and gaps of 16.
class PageScroll : public QScrollArea {
    Q_OBJECT

public:
    explicit PageScroll(QWidget* parent = nullptr);
    QVBoxLayout* column() const { return m_column; }
    int scrollPosition() const;
    /// Restored once the content is high enough, so that a saved place survives the first load.
    void setScrollPosition(int position);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void updatePadding();
    QWidget* m_body;
    QVBoxLayout* m_column;
    int m_wanted = 0;
};

/// Cards side by side, by their shares of the width; one below the other where they do not fit.
class ResponsiveRow : public QWidget {
    Q_OBJECT

public:
    explicit ResponsiveRow(QWidget* parent = nullptr);
    /// Below `minimumWidth` px (at text size 100 %) for any part, the row becomes a column.
    void addPart(QWidget* part, int share, int minimumWidth);
    /// Height of the parts while side by side; below each other they take their own.
    bool isStacked() const { return m_stacked; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void place(int width);
    struct Part {
        QWidget* widget;
        int share;
        int minimumWidth;
    };
    QBoxLayout* m_layout;
    std::vector<Part> m_parts;
    bool m_stacked = false;
};

/// Gives a table inside a scrolling page the height of its rows (at least `least`, at most `most` of them), so that
/// the page scrolls and not the table.
void fitRows(DataTable* table, int least, int most);

/// A least height in pixels at text size 100 %, kept when the text size changes.
void keepMinimumHeight(QWidget* widget, int at100);

} // namespace bursar::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/cell.h"
#include "ui/theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QScrollArea;
class QSplitter;
class QStackedWidget;
class QVBoxLayout;

namespace bursar::ui {

class Badge;
class Button;
class IconButton;
class SegmentedTabs;
class TextLabel;
class WhyStrip;

/// Facts in two columns: label 120 px muted, value selectable. Later rows may span both columns.
class FactList : public QWidget {
    Q_OBJECT

public:
    explicit FactList(QWidget* parent = nullptr);
    ~FactList() override;
    void clear();
    void addFact(const QString& label, const models::Cell& value, const QString& note = {});
    /// A fact over the whole width.
    void addWideFact(const QString& label, const models::Cell& value, const QString& note = {});
    void addWidget(QWidget* widget);
    void addHeading(const QString& text);
    QSize sizeHint() const override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    struct Row;
    void refit();
    void append(Row row);
    int placeRow(const Row& row, QRect area, bool apply) const;
    int place(int width, bool apply) const;
    std::vector<Row> m_rows;
};

/// One step of a timeline or link of an evidence chain.
struct TimelineStep {
    Glyph glyph = Glyph::Ring;
    Tone tone = Tone::Neutral;
    QString title;
    QString note;     ///< second line, muted
    QString time;     ///< already formatted
    QString amount;
    QString link;     ///< id to open; empty: not clickable
    bool isBroken = false; ///< the chain breaks before this link
    bool isStrong = false;
};

/// Steps from top to bottom with glyph, words and time (withdrawal timeline, Evidence).
class Timeline : public QWidget {
    Q_OBJECT

public:
    explicit Timeline(QWidget* parent = nullptr);
    void setSteps(std::vector<TimelineStep> steps);
    const std::vector<TimelineStep>& steps() const { return m_steps; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void linkActivated(const QString& link);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    QRect stepRect(int step) const;
    int stepAt(const QPoint& position) const;
    std::vector<TimelineStep> m_steps;
    int m_hovered = -1;
    int m_focused = -1;
};

/// The pane beside a list that shows one record. Esc closes it.
class Inspector : public QWidget {
    Q_OBJECT

public:
    explicit Inspector(QWidget* parent = nullptr);

    void setKind(const QString& kind);
    void setTitle(const QString& title, const QString& asset = {});
    void setState(const models::State& state);
    void setStateLook(const models::StateLook& look);
    void setId(const QString& id);
    /// A second line under the title (`to Acme treasury, paid 14 times`).
    void setContext(const QString& text);
    /// Why it is so and what happens next; an empty title hides it.
    void setWhy(Tone tone, Glyph glyph, const QString& title, const QString& text = {});

    /// Adds a tab, or replaces the content of the tab with that key; it keeps its scroll position.
    int addTab(const QString& key, const QString& title, QWidget* content);
    /// A record of another kind follows, with tabs of its own.
    void clearTabs();
    void setCurrentTab(const QString& key);
    QString currentTab() const;
    void addAction(QWidget* action);
    void clearActions();
    /// A sentence beside the actions (`off until the outcome is known`).
    void setActionNote(const QString& text);

    /// Puts the pane into a splitter as its last part; its width is kept under `settingsKey`.
    void attach(QSplitter* splitter, const QString& settingsKey);
    void open();
    void close();
    bool isOpen() const { return m_open; }
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void closed();
    void openedInWindow();
    void tabChanged(const QString& key);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void buildHeader(QVBoxLayout* outer);
    void buildFoot(QVBoxLayout* outer);
    void fillTab(QWidget* page, QWidget* content);
    void slideIn();
    void finishSlide();

    TextLabel* m_kind;
    TextLabel* m_title;
    TextLabel* m_asset;
    TextLabel* m_id;
    TextLabel* m_context;
    Badge* m_badge;
    QWidget* m_idRow;
    WhyStrip* m_why;
    SegmentedTabs* m_tabs;
    QStackedWidget* m_pages;
    QWidget* m_foot;
    QHBoxLayout* m_actions;
    TextLabel* m_actionNote;
    QSplitter* m_splitter = nullptr;
    QWidget* m_sliding = nullptr;
    QString m_settingsKey;
    QStringList m_tabKeys;
    int m_openWidth = 0;
    bool m_open = false;
};

/// A soft strip with a 3 px bar: why a state is as it is and what happens next.
class WhyStrip : public QWidget {
    Q_OBJECT

public:
    explicit WhyStrip(QWidget* parent = nullptr);
    void setWhy(Tone tone, Glyph glyph, const QString& title, const QString& text);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    int heightFor(int width) const;
    Tone m_tone = Tone::Neutral;
    Glyph m_glyph = Glyph::None;
    QString m_title;
    QString m_text;
};

} // namespace bursar::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QWidget>

class QHBoxLayout;
class QStackedLayout;
class QTimer;

namespace bursar::ui {

class EmptyState;
class TextLabel;

/// The shape of a card's content, for its first load.
enum class SkeletonShape { Chart, Rows, Stat };
void paintSkeleton(QPainter* painter, const QRectF& rect, SkeletonShape shape);

/// A panel with a header of 44, an action slot and the states of visual.md §8.
class Card : public QWidget {
    Q_OBJECT

public:
    explicit Card(const QString& title = {}, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    QString title() const;
    void setSubtitle(const QString& subtitle);
    /// A widget at the right of the header (text button, menu, chip).
    void addAction(QWidget* widget);
    /// The last one in the header, after every action.
    void setMenuButton(QWidget* button);
    /// The content; the card owns it. `padded` keeps 16 px around it.
    void setContent(QWidget* content, bool padded = true);
    QWidget* content() const { return m_content; }
    void setSkeleton(SkeletonShape shape);

    /// First load: blocks after 120 ms while there is no content yet.
    void showLoading();
    /// Reload: a 2 px accent bar after 300 ms, the data stays.
    void showReloading();
    void showContent();
    /// With data: a strip above it; without: the sentence in its place.
    void showFailed(const QString& sentence, const QString& code, const QString& requestId, bool hasData);
    /// Shows the empty state; set its words through `emptyState()`.
    void showEmpty();
    EmptyState* emptyState() const { return m_empty; }
    /// ◷ `as of 14:02:11` in the header; empty: fresh.
    void setAsOf(const QString& asOf);
    /// `2 of 3 RPCs answered` in the header; empty: whole.
    void setPartial(const QString& sentence);

Q_SIGNALS:
    void retryRequested();
    void clearFiltersRequested();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    enum class Shown { Content, Skeleton, Empty };
    void present(Shown shown);
    void refreshHeader();

    QWidget* m_header;
    TextLabel* m_title;
    TextLabel* m_subtitle;
    QWidget* m_asOf;
    TextLabel* m_partial;
    QHBoxLayout* m_actions;
    QWidget* m_menu = nullptr;
    QWidget* m_strip;
    QWidget* m_body;
    QStackedLayout* m_stack;
    QWidget* m_content = nullptr;
    QWidget* m_contentFrame;
    QWidget* m_skeletonView;
    EmptyState* m_empty;
    QWidget* m_reloadBar;
    QTimer* m_delay;
    bool m_pendingReload = false;
};

/// The strip of a failed reload: 28 high, negativeSoft, `✕ sentence  code · id  Copy  Retry`.
class FailureStrip : public QWidget {
    Q_OBJECT

public:
    explicit FailureStrip(QWidget* parent = nullptr);
    void setFailure(const QString& sentence, const QString& code, const QString& requestId);

Q_SIGNALS:
    void retryRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    TextLabel* m_sentence;
    TextLabel* m_code;
    QString m_copied;
};

} // namespace bursar::ui

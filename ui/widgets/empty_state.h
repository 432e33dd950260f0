// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/theme.h"

#include <QPointer>
#include <QWidget>

class QVBoxLayout;

namespace bursar::ui {

class Button;
class TextLabel;

/// What stands where content would be: nothing yet, nothing matches, nothing wrong, failed, not allowed.
/// No illustrations (visual.md §8).
class EmptyState : public QWidget {
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// What would be here, the snippet with the real key to copy, and what is waited for.
    void showNever(const QString& sentence, const QString& snippet = {}, const QString& waiting = {});
    /// "Nothing matches" with `Clear filters`; `nearest` names the nearest hit outside the range.
    void showFiltered(const QString& nearest = {});
    /// "No dead letters. The last was 3 days ago."
    void showGood(const QString& sentence);
    /// ✕, a sentence, code and request id with Copy, Retry.
    void showFailed(const QString& sentence, const QString& code, const QString& requestId);
    /// Who can grant it, or which setting is missing; `action` is a link, empty for none.
    void showNotAllowed(const QString& sentence, const QString& action = {});

Q_SIGNALS:
    void clearFiltersRequested();
    void nearestRequested();
    void retryRequested();
    void actionRequested();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void start();
    void addSentence(const QString& text);
    void fitSentence();
    void addMono(const QString& text, bool block);

    QVBoxLayout* m_layout;
    QWidget* m_content = nullptr;
    QPointer<TextLabel> m_sentence;
};

} // namespace bursar::ui

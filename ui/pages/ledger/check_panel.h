// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/ledger.h"
#include "models/pages/common/query.h"
#include "ui/theme/theme.h"

#include <QTimer>
#include <QWidget>

class QPlainTextEdit;

namespace bursar::ui {

class Button;
class TextLabel;

/// The check of the ledger: that it runs and for how long, then its result, which stays until it is closed.
class CheckPanel : public QWidget {
    Q_OBJECT

public:
    CheckPanel(models::Query<contract::CheckLedger>& check, models::Gateway& gateway, QWidget* parent = nullptr);
    void start();
    bool isRunning() const { return m_check.isLoading(); }
    /// The result as a file has it; empty before there is one.
    QByteArray asJson() const;

Q_SIGNALS:
    /// It began, or ended.
    void changed();
    void exportRequested();

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void build();
    void showState();
    void showRunning();
    void showResult(const contract::LedgerCheck& result);
    void fitFaults();
    void showFailure(const base::Error& error);
    void say(Tone tone, Glyph glyph, const QString& title, const QString& detail);

    models::Query<contract::CheckLedger>& m_check;
    models::Gateway& m_gateway;
    TextLabel* m_title;
    TextLabel* m_detail;
    QPlainTextEdit* m_faults;
    Button* m_retry;
    Button* m_export;
    QTimer m_tick;
    std::optional<models::Instant> m_startedAt;
    Tone m_tone = Tone::Progress;
    Glyph m_glyph = Glyph::None; ///< None: a spinner
    int m_angle = 0;
    bool m_wasRunning = false;
};

} // namespace bursar::ui

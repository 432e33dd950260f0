// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/common/cell.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/money_effect.h"

#include <QTimer>

#include <chrono>

class QLineEdit;
class QScrollArea;

namespace bursar::ui {

class FactList;
class WhyStrip;

/// What a money dialog is about.
struct MoneyWords {
    QString title;    ///< verb and object: `Close channel and settle`
    QString identity; ///< id and server
    ButtonKind confirm = ButtonKind::Primary; ///< `Destructive` where something ends
    QString reason;   ///< label of the field for a reason; empty: none is asked for
};

/// How it ended: the result takes the dialog's place.
struct MoneyOutcome {
    enum class Kind { Done, Refused, Unknown } kind = Kind::Done;
    QString title;
    QString sentence;
    std::vector<std::pair<QString, models::Cell>> facts; ///< of the receipt
    QString code; ///< of a refusal
};

/// Asks before value moves (visual.md §10): what is done to what on which server, the amount, the exact effect on
/// everyone, what cannot be undone. It knows no engine: who shows it sets the effect and hears `confirmed`.
///
/// The button waits after each change of the effect, so that nothing is confirmed unseen. Enter confirms only while the
/// button has focus; Esc cancels, but not while the command is under way.
class MoneyDialog : public SheetDialog {
    Q_OBJECT

public:
    static constexpr std::chrono::milliseconds kSettle{600};

    MoneyDialog(const MoneyWords& words, QWidget* window);

    /// Fields that say what is ordered, above the effect.
    QVBoxLayout* form() const { return m_form; }
    /// What goes along with it, below the effect.
    QVBoxLayout* extra() const { return m_extra; }
    /// A labelled line in `into`.
    static QLineEdit* addField(QVBoxLayout* into, const QString& name, const QString& label);

    void setEffect(const MoneyEffect& effect);
    /// There is none to show: being computed, incomplete, or failed (`isFault`).
    void clearEffect(const QString& sentence, bool isFault = false);
    /// What is other than it was when it was confirmed; sentences. Empty: nothing.
    void setDifference(const QStringList& sentences);
    void setConfirmText(const QString& text);
    /// Why it may not be confirmed; empty: it may.
    void setWhyNot(const QString& reason);
    void showSending();
    /// Back from sending to what can be confirmed.
    void showQuestion();
    void showOutcome(const MoneyOutcome& outcome);

    QString reason() const;
    Button* confirmButton() const { return m_confirm; }
    bool isSending() const { return m_isSending; }

Q_SIGNALS:
    void confirmed();
    /// The same command once more, with the same key.
    void askedAgain();
    /// The receipt: to the clipboard, or as a file of that kind.
    void receiptCopied();
    void receiptWanted(const QString& suffix);

protected:
    void reject() override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    void build(const MoneyWords& words);
    void buildEffect(QVBoxLayout* column);
    void buildFoot();
    void fillStrips(const MoneyEffect& effect);
    void updateButton();
    void fit();

    MoneyEffect m_effect;
    QScrollArea* m_scroll;
    QWidget* m_question;
    QWidget* m_answer;
    QVBoxLayout* m_form;
    QVBoxLayout* m_extra;
    QWidget* m_effectBox;
    TextLabel* m_caption;
    TextLabel* m_amount;
    TextLabel* m_asset;
    MoneyEffectTable* m_table;
    TextLabel* m_notes;
    TextLabel* m_irreversible;
    TextLabel* m_wait; ///< in place of the effect
    QVBoxLayout* m_strips;
    WhyStrip* m_difference;
    QLineEdit* m_reason = nullptr;
    QWidget* m_receipt;
    Button* m_cancel;
    Button* m_confirm;
    Button* m_again;
    QTimer m_settle;
    QString m_whyNot;
    bool m_hasEffect = false;
    bool m_isSending = false;
};

} // namespace bursar::ui

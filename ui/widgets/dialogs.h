// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QDialog>

class QLineEdit;
class QTimer;
class QVBoxLayout;

namespace bursar::ui {

class Button;
class TextLabel;

/// The frame of dialogs that decide something: 560 wide, raised, a scrim over its window only, foot h 64.
/// Enter never confirms unless the button has focus; Esc cancels.
class SheetDialog : public QDialog {
    Q_OBJECT

public:
    SheetDialog(const QString& title, QWidget* window);
    ~SheetDialog() override;

    /// A mono line under the title (id and server name).
    void setIdentity(const QString& identity);
    QVBoxLayout* body() const { return m_body; }
    Button* addButton(const QString& text, ButtonKind kind);
    /// Something at the left of the foot.
    void setFootWidget(QWidget* widget);

protected:
    /// Puts the dialog into the middle of its window: when it is shown, and when its height changed.
    void place();
    void paintEvent(QPaintEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    TextLabel* m_title;
    TextLabel* m_identity;
    QVBoxLayout* m_body;
    QWidget* m_foot;
    QWidget* m_scrim = nullptr;
};

/// What a destructive question says.
struct ConfirmText {
    QString title;       ///< verb and object: `Purge signed-tx-dlq`
    QString identity;    ///< id and server
    QString effect;      ///< what happens, in a sentence
    QString irreversible; ///< what cannot be undone
    QString warning;
    QString typedName;   ///< must be typed exactly; empty: nothing to type
    QString confirm;     ///< button: verb and object again
    bool asksReason = false;
};

/// Asks before destruction, with the name typed where it is required.
class ConfirmDialog : public SheetDialog {
    Q_OBJECT

public:
    ConfirmDialog(const ConfirmText& text, QWidget* window);
    QString reason() const;
    Button* confirmButton() const { return m_confirm; }
    QLineEdit* nameEdit() const { return m_name; }

private:
    QLineEdit* m_name = nullptr;
    QLineEdit* m_reason = nullptr;
    Button* m_confirm;
};

/// A secret that is shown once: mono, Copy, "I have stored it". The clipboard is cleared after 60 s if it
/// still holds the secret.
class SecretDialog : public SheetDialog {
    Q_OBJECT

public:
    SecretDialog(const QString& title, const QString& explanation, const QString& secret, QWidget* window);
    void copySecret();
    /// Public for tests: what the timer does.
    static void clearClipboardIfHolds(const QString& secret);

private:
    QString m_secret;
    TextLabel* m_copied;
};

} // namespace bursar::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace bursar::ui {

/// Looks like a field, opens the palette: 300 wide, down to 180, then an icon.
class SearchField : public QAbstractButton {
    Q_OBJECT

public:
    explicit SearchField(QWidget* parent = nullptr);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// The signed-in person as a disc with initials; opens the menu of what is theirs.
class Avatar : public QAbstractButton {
    Q_OBJECT

public:
    explicit Avatar(QWidget* parent = nullptr);
    void setName(const QString& name);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_initials;
};

/// `Jung Kim` → `JK`, `owner` → `O`, `김정` → `김`.
QString initialsOf(const QString& name);

} // namespace bursar::ui

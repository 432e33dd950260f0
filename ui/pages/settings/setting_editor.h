// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/system.h"

#include <QWidget>

class QComboBox;
class QLineEdit;

namespace bursar::ui {

class Button;
class FactList;
class TextLabel;

/// One engine setting in the inspector: what it means, its limits, where its value comes from, and a field to change it.
class SettingEditor : public QWidget {
    Q_OBJECT

public:
    explicit SettingEditor(QWidget* parent = nullptr);

    void show(const contract::SettingRow& row, bool pending, const QString& whyReadOnly);
    const QString& key() const { return m_key; }
    /// Why nothing can be changed now; empty: it can. What was typed stays.
    void setReadOnlyReason(const QString& reason);
    /// Something was typed or chosen that is not saved.
    bool isChanged() const;
    void setBusy(bool busy);
    /// What the engine said against the value; the value stays in the field.
    void showProblem(const QString& sentence);

Q_SIGNALS:
    void saveRequested(const QString& key, const QString& value);
    void resetRequested(const QString& key);

private:
    QString value() const;
    void check();
    QString problemOf(const QString& value) const;
    QString limits() const;

    QString m_key;
    contract::SettingRow m_row;
    TextLabel* m_description;
    FactList* m_facts;
    QLineEdit* m_edit;
    QComboBox* m_choice;
    TextLabel* m_problem;
    Button* m_save;
    Button* m_reset;
    QString m_whyReadOnly;
};

} // namespace bursar::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLocale>
#include <QWidget>

class QComboBox;
class QSettings;

namespace bursar::ui {

/// How the console looks: applied at once, kept per account.
class AppearanceForm : public QWidget {
    Q_OBJECT

public:
    explicit AppearanceForm(QSettings& settings, QWidget* parent = nullptr);
    /// Shows what is in force; it may have been changed elsewhere.
    void refresh();

Q_SIGNALS:
    /// Another language than the present one was chosen; the shell switches.
    void languageChosen(QLocale::Language language);

private:
    void chooseLanguage(int index);
    QComboBox* addChoice(const QString& name, const QString& label, const QString& hint, const QStringList& words);
    void apply();

    QSettings& m_settings;
    QComboBox* m_language;
    QComboBox* m_theme;
    QComboBox* m_textSize;
    QComboBox* m_density;
    QComboBox* m_contrast;
    QComboBox* m_motion;
    QComboBox* m_zone;
    bool m_refreshing = false;
};

} // namespace bursar::ui

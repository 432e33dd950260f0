// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/settings/appearance_form.h"

#include "models/common/time.h"
#include "ui/shell/appearance.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace bursar::ui {

namespace {
constexpr std::array kTextSizes{90, 100, 115, 130};
constexpr std::array kLanguages{QLocale::English, QLocale::Korean};
constexpr int kLabelWidth = 160;
constexpr int kChoiceWidth = 220;
} // namespace

AppearanceForm::AppearanceForm(QSettings& settings, QWidget* parent) : QWidget(parent), m_settings(settings)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins({});
    column->setSpacing(theme().px(12));
    // Each language by its own name, so that it is found by who reads it.
    m_language = addChoice(QStringLiteral("language"), tr("Language"), tr("The window is built anew; its place stays."),
                           {QStringLiteral("English"), QStringLiteral("한국어")});
    m_theme = addChoice(QStringLiteral("theme"), tr("Theme"), tr("System follows the desktop."),
                        {tr("System"), tr("Light"), tr("Dark")});
    m_textSize = addChoice(QStringLiteral("textSize"), tr("Text size"), tr("Everything grows with it."),
                           {QStringLiteral("90 %"), QStringLiteral("100 %"), QStringLiteral("115 %"),
                            QStringLiteral("130 %")});
    m_density = addChoice(QStringLiteral("density"), tr("Tables"), tr("Compact rows show a quarter more."),
                          {tr("Comfortable"), tr("Compact")});
    m_contrast = addChoice(QStringLiteral("contrast"), tr("Contrast"), tr("High draws every edge in full."),
                           {tr("System"), tr("Normal"), tr("High")});
    m_motion = addChoice(QStringLiteral("motion"), tr("Motion"), tr("Off: panes open at once."),
                         {tr("System"), tr("Off")});
    m_zone = addChoice(QStringLiteral("zone"), tr("Times"), tr("U switches anywhere. Days on charts stay UTC days."),
                       {tr("UTC"), tr("Local")});
    m_language->disconnect(this); // not an appearance that applies in place
    connect(m_language, &QComboBox::activated, this, &AppearanceForm::chooseLanguage);
    refresh();
    connect(&theme(), &Theme::changed, this, &AppearanceForm::refresh);
    connect(&models::displaySettings(), &models::DisplaySettings::changed, this, &AppearanceForm::refresh);
}

QComboBox* AppearanceForm::addChoice(const QString& name, const QString& label, const QString& hint,
                                     const QStringList& words)
{
    auto* row = new QHBoxLayout;
    row->setSpacing(theme().px(12));
    auto* caption = new TextLabel(label);
    caption->setFixedWidth(theme().px(kLabelWidth));
    auto* choice = new QComboBox;
    choice->setObjectName(name);
    choice->setAccessibleName(label);
    choice->addItems(words);
    choice->setFixedWidth(theme().px(kChoiceWidth));
    row->addWidget(caption);
    row->addWidget(choice);
    row->addWidget(new TextLabel(hint, TextRole::Label, Ink::Muted));
    row->addStretch();
    static_cast<QVBoxLayout*>(layout())->addLayout(row);
    connect(choice, &QComboBox::activated, this, &AppearanceForm::apply);
    return choice;
}

void AppearanceForm::refresh()
{
    m_refreshing = true;
    const auto language = std::ranges::find(kLanguages, models::displaySettings().language());
    m_language->setCurrentIndex(static_cast<int>(language - kLanguages.begin()));
    m_theme->setCurrentIndex(static_cast<int>(theme().mode()));
    const auto size = std::find(kTextSizes.begin(), kTextSizes.end(), theme().textSize());
    m_textSize->setCurrentIndex(static_cast<int>(size - kTextSizes.begin()));
    m_density->setCurrentIndex(static_cast<int>(theme().density()));
    m_contrast->setCurrentIndex(static_cast<int>(theme().contrastMode()));
    m_motion->setCurrentIndex(static_cast<int>(theme().motionMode()));
    m_zone->setCurrentIndex(static_cast<int>(models::displaySettings().zone()));
    m_refreshing = false;
}

void AppearanceForm::chooseLanguage(int index)
{
    const QLocale::Language language = kLanguages.at(static_cast<std::size_t>(index));
    if (language != models::displaySettings().language())
        Q_EMIT languageChosen(language);
}

void AppearanceForm::apply()
{
    if (m_refreshing)
        return;
    const int size = kTextSizes.at(static_cast<std::size_t>(m_textSize->currentIndex()));
    const auto mode = static_cast<ThemeMode>(m_theme->currentIndex());
    const auto density = static_cast<Density>(m_density->currentIndex());
    const auto contrast = static_cast<ContrastMode>(m_contrast->currentIndex());
    const auto motion = static_cast<MotionMode>(m_motion->currentIndex());
    const auto zone = static_cast<models::Zone>(m_zone->currentIndex());
    theme().setMode(mode);
    theme().setTextSize(size);
    theme().setDensity(density);
    theme().setContrastMode(contrast);
    theme().setMotionMode(motion);
    models::displaySettings().setZone(zone);
    appearance::save(m_settings);
}

} // namespace bursar::ui

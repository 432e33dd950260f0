// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/appearance.h"

#include "models/common/time.h"
#include "ui/theme/theme.h"

#include <QActionGroup>
#include <QApplication>
#include <QLibraryInfo>
#include <QMenu>
#include <QSettings>
#include <QTranslator>

/// A static library's resources must be asked for by name, outside of any namespace.
static void initTranslations()
{
    Q_INIT_RESOURCE(bursar_i18n);
}

namespace bursar::ui {

namespace {
const QString kLanguage = QStringLiteral("appearance/language");
const QString kZone = QStringLiteral("appearance/zone");
constexpr QLatin1StringView kLocalZone("local");

/// One thing to choose: how it reads in a menu, and what it does.
struct Choice {
    QString text;
    bool isChosen = false;
    std::function<void()> choose;
};

struct Group {
    QString title;
    Icon icon;
    std::vector<Choice> choices;
};

QString words(const char* source)
{
    return QCoreApplication::translate("Appearance", source);
}

Group themeGroup(QSettings& settings)
{
    const auto choice = [&settings](const char* text, ThemeMode mode) {
        return Choice{words(text), theme().mode() == mode, [&settings, mode] {
                          theme().setMode(mode);
                          appearance::save(settings);
                      }};
    };
    return {words(QT_TRANSLATE_NOOP("Appearance", "Theme")),
            Icon::Theme,
            {choice(QT_TRANSLATE_NOOP("Appearance", "As the system"), ThemeMode::System),
             choice(QT_TRANSLATE_NOOP("Appearance", "Light"), ThemeMode::Light),
             choice(QT_TRANSLATE_NOOP("Appearance", "Dark"), ThemeMode::Dark)}};
}

Group contrastGroup(QSettings& settings)
{
    const auto choice = [&settings](const char* text, ContrastMode mode) {
        return Choice{words(text), theme().contrastMode() == mode, [&settings, mode] {
                          theme().setContrastMode(mode);
                          appearance::save(settings);
                      }};
    };
    return {words(QT_TRANSLATE_NOOP("Appearance", "Contrast")),
            Icon::Eye,
            {choice(QT_TRANSLATE_NOOP("Appearance", "As the system"), ContrastMode::System),
             choice(QT_TRANSLATE_NOOP("Appearance", "Normal"), ContrastMode::Normal),
             choice(QT_TRANSLATE_NOOP("Appearance", "High"), ContrastMode::High)}};
}

Group textSizeGroup(QSettings& settings)
{
    Group group{words(QT_TRANSLATE_NOOP("Appearance", "Text size")), Icon::Sliders, {}};
    for (const int percent : {90, 100, 115, 130})
        group.choices.push_back({QStringLiteral("%1 %").arg(percent), theme().textSize() == percent,
                                 [&settings, percent] {
                                     theme().setTextSize(percent);
                                     appearance::save(settings);
                                 }});
    return group;
}

Group densityGroup(QSettings& settings)
{
    const auto choice = [&settings](const char* text, Density density) {
        return Choice{words(text), theme().density() == density, [&settings, density] {
                          theme().setDensity(density);
                          appearance::save(settings);
                      }};
    };
    return {words(QT_TRANSLATE_NOOP("Appearance", "Density")),
            Icon::Table,
            {choice(QT_TRANSLATE_NOOP("Appearance", "Comfortable"), Density::Comfortable),
             choice(QT_TRANSLATE_NOOP("Appearance", "Compact"), Density::Compact)}};
}

Group motionGroup(QSettings& settings)
{
    const auto choice = [&settings](const char* text, MotionMode mode) {
        return Choice{words(text), theme().motionMode() == mode, [&settings, mode] {
                          theme().setMotionMode(mode);
                          appearance::save(settings);
                      }};
    };
    return {words(QT_TRANSLATE_NOOP("Appearance", "Motion")),
            Icon::Play,
            {choice(QT_TRANSLATE_NOOP("Appearance", "As the system"), MotionMode::System),
             choice(QT_TRANSLATE_NOOP("Appearance", "Off"), MotionMode::Off)}};
}

Group languageGroup(const std::function<void(QLocale::Language)>& setLanguage)
{
    const QLocale::Language present = models::displaySettings().language();
    // Each language by its own name, so that it is found by who reads it.
    return {words(QT_TRANSLATE_NOOP("Appearance", "Language")),
            Icon::Globe,
            {{QStringLiteral("English"), present == QLocale::English, [setLanguage] { setLanguage(QLocale::English); }},
             {QStringLiteral("한국어"), present == QLocale::Korean, [setLanguage] { setLanguage(QLocale::Korean); }}}};
}

std::vector<Group> groups(QSettings& settings, const std::function<void(QLocale::Language)>& setLanguage)
{
    return {themeGroup(settings),   contrastGroup(settings), textSizeGroup(settings),
            densityGroup(settings), motionGroup(settings),   languageGroup(setLanguage)};
}
} // namespace

namespace appearance {

void load(const QSettings& settings)
{
    theme().load(settings);
    const bool isLocal = settings.value(kZone).toString() == kLocalZone;
    models::displaySettings().setZone(isLocal ? models::Zone::Local : models::Zone::Utc);
}

void save(QSettings& settings)
{
    theme().save(settings);
    const bool isLocal = models::displaySettings().zone() == models::Zone::Local;
    settings.setValue(kZone, isLocal ? QString(kLocalZone) : QStringLiteral("utc"));
    settings.setValue(kLanguage, models::displaySettings().isKorean() ? QStringLiteral("ko") : QStringLiteral("en"));
}

QLocale::Language languageOf(const QSettings& settings)
{
    const QString kept = settings.value(kLanguage).toString();
    if (kept.isEmpty())
        return QLocale::system().language() == QLocale::Korean ? QLocale::Korean : QLocale::English;
    return kept == QLatin1StringView("ko") ? QLocale::Korean : QLocale::English;
}

void switchZone(QSettings& settings)
{
    models::displaySettings().switchZone();
    save(settings);
}

void switchTheme(QSettings& settings)
{
    theme().setMode(theme().isDark() ? ThemeMode::Light : ThemeMode::Dark);
    save(settings);
}

void fillMenu(QMenu* menu, QSettings& settings, const std::function<void(QLocale::Language)>& setLanguage)
{
    for (const Group& group : groups(settings, setLanguage)) {
        QMenu* submenu = menu->addMenu(icon(group.icon), group.title);
        auto* exclusive = new QActionGroup(submenu);
        for (const Choice& choice : group.choices) {
            QAction* action = submenu->addAction(choice.text, menu, [choose = choice.choose] { choose(); });
            action->setCheckable(true);
            action->setChecked(choice.isChosen);
            exclusive->addAction(action);
        }
    }
}

std::vector<PaletteItem> paletteItems(QSettings& settings, const std::function<void(QLocale::Language)>& setLanguage)
{
    std::vector<PaletteItem> items;
    for (const Group& group : groups(settings, setLanguage)) {
        for (const Choice& choice : group.choices) {
            if (choice.isChosen)
                continue;
            PaletteItem item;
            item.group = PaletteGroup::Do;
            item.icon = group.icon;
            item.name = group.title + QStringLiteral(": ") + choice.text;
            item.run = choice.choose;
            items.push_back(std::move(item));
        }
    }
    return items;
}

} // namespace appearance

void installLanguage(QLocale::Language language)
{
    initTranslations();
    static QTranslator ours;
    static QTranslator qts; // the few words that Qt's own dialogs and fields show
    qApp->removeTranslator(&ours);
    qApp->removeTranslator(&qts);
    models::displaySettings().setLanguage(language);
    QLocale::setDefault(QLocale(language));
    if (language != QLocale::Korean)
        return;
    if (qts.load(QStringLiteral("qtbase_ko"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
        qApp->installTranslator(&qts);
    if (ours.load(QStringLiteral(":/bursar/i18n/bursar_ko.qm")))
        qApp->installTranslator(&ours);
}

} // namespace bursar::ui

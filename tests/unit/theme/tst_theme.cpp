// SPDX-License-Identifier: GPL-3.0-or-later
#include "color_math.h"
#include "models/common/time.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/theme/system_preferences.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontInfo>
#include <QFontMetricsF>
#include <QPainter>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace bursar;
using namespace bursar::ui;
using namespace color_math;

namespace {

struct Named {
    const char* name;
    QColor color;
};

std::vector<Named> toneColors(const Tokens& t)
{
    return {{"positive", t.positive}, {"warning", t.warning},   {"negative", t.negative},
            {"progress", t.progress}, {"unknown", t.unknown},   {"neutral", t.neutral}};
}

std::vector<QColor> firstSeries(const Tokens& t, int count)
{
    return {t.series.begin(), t.series.begin() + count};
}

/// The distances of visual.md §3 are rounded to a tenth.
bool atLeast(double value, double limit)
{
    return value >= limit - 0.05;
}

} // namespace

class TestTheme : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void cleanup()
    {
        theme().setMode(ThemeMode::Light);
        theme().setTextSize(100);
        theme().setContrastMode(ContrastMode::Normal);
        theme().setMotionMode(MotionMode::System);
        theme().setDensity(Density::Comfortable);
    }

    void textCanBeReadOnEveryGround_data()
    {
        QTest::addColumn<int>("appearance");
        QTest::newRow("light") << int(Appearance::Light);
        QTest::newRow("dark") << int(Appearance::Dark);
    }

    void textCanBeReadOnEveryGround()
    {
        QFETCH(int, appearance);
        const Tokens& t = tokensOf(static_cast<Appearance>(appearance));
        const std::vector<Named> grounds {{"background", t.background}, {"surface", t.surface},
                                          {"raised", t.raised},         {"sunken", t.sunken},
                                          {"hover", t.hover},           {"selected", t.selected}};
        std::vector<Named> inks{{"text", t.text}, {"textMuted", t.textMuted}, {"accent", t.accent}};
        for (const Named& tone : toneColors(t))
            inks.push_back(tone);
        for (const Named& ink : inks)
            for (const Named& ground : grounds)
                QVERIFY2(contrast(ink.color, ground.color) >= 4.5,
                         qPrintable(QStringLiteral("%1 on %2: %3")
                                        .arg(QLatin1String(ink.name), QLatin1String(ground.name))
                                        .arg(contrast(ink.color, ground.color))));
        for (const Tone tone :
             {Tone::Positive, Tone::Warning, Tone::Negative, Tone::Progress, Tone::Unknown, Tone::Neutral}) {
            QVERIFY(contrast(t.tone(tone), t.soft(tone)) >= 4.5);
            QVERIFY(contrast(t.text, t.soft(tone)) >= 4.5);
        }
        QVERIFY(contrast(t.textFaint, t.surface) >= 4.7);
        QVERIFY(contrast(t.onAccent, t.accent) >= 6.1);
        QVERIFY(contrast(t.onNegative, t.negative) >= 6.1);
        QVERIFY(contrast(t.control, t.surface) >= 3.0);
        QVERIFY(contrast(t.accent, t.surface) >= 3.0);
        for (const QColor& series : t.series)
            QVERIFY(contrast(series, t.surface) >= 3.0);
        for (int step = 0; step < 7; ++step)
            QVERIFY(contrast(t.rampText(step), t.ramp[static_cast<std::size_t>(step)]) >= 4.8);
    }

    void coloursStayApartForEveryEye()
    {
        const Tokens& light = tokensOf(Appearance::Light);
        const Tokens& dark = tokensOf(Appearance::Dark);
        QVERIFY(atLeast(smallestDistance(firstSeries(light, 4)), 15.8));
        QVERIFY(atLeast(smallestDistance(firstSeries(dark, 4)), 14.7));
        QVERIFY(atLeast(smallestDistance(firstSeries(light, 6)), 15.8));
        QVERIFY(atLeast(smallestDistance(firstSeries(dark, 6)), 14.2));
        QVERIFY(atLeast(smallestDistance(firstSeries(light, 8)), 15.1));
        QVERIFY(atLeast(smallestDistance(firstSeries(dark, 8)), 11.7));
        for (const Tokens* t : {&light, &dark}) {
            std::vector<QColor> tones;
            for (const Named& tone : toneColors(*t))
                tones.push_back(tone.color);
            QVERIFY(atLeast(smallestDistance(tones), 11.0));
        }
        QVERIFY(
            atLeast(smallestDistance({light.ramp[3], light.neutral, light.series[1], light.negative}), 26.2));
        QVERIFY(atLeast(smallestDistance({dark.ramp[3], dark.neutral, dark.series[1], dark.negative}), 12.5));
    }

    void rampStepsStayApartAlsoInGrey()
    {
        for (const Appearance appearance : {Appearance::Light, Appearance::Dark})
            for (std::size_t step = 0; step + 1 < 7; ++step)
                for (const Sight sight :
                     {Sight::Normal, Sight::Protan, Sight::Deutan, Sight::Tritan, Sight::Grey}) {
                    const Tokens& t = tokensOf(appearance);
                    QVERIFY(atLeast(distance(t.ramp[step], t.ramp[step + 1], sight), 5.1));
                }
    }

    void highContrastStrengthensEdges()
    {
        const Tokens& normal = tokensOf(Appearance::Light);
        const Tokens& high = tokensOf(Appearance::Light, Contrast::High);
        QCOMPARE(high.border, normal.control);
        QCOMPARE(high.control, normal.text);
        QCOMPARE(high.text, normal.text);
    }

    void digitsHaveOneWidthInEveryRole()
    {
        for (const TextRole role : {TextRole::Caption, TextRole::Label, TextRole::Body, TextRole::BodyStrong,
                                    TextRole::Value, TextRole::Mono}) {
            const QFontMetricsF metrics(fontOf(role));
            const double width = metrics.horizontalAdvance(QStringLiteral("0000000000"));
            for (const QChar digit : QStringLiteral("123456789"))
                QVERIFY(std::abs(metrics.horizontalAdvance(QString(10, digit)) - width) < 0.1);
        }
    }

    void theFontsAreThoseOfTheDesign()
    {
        QCOMPARE(QFontInfo(fontOf(TextRole::Body)).family(), QStringLiteral("Bursar Sans"));
        QCOMPARE(QFontInfo(fontOf(TextRole::BodyStrong)).weight(), int(QFont::DemiBold));
        QCOMPARE(QFontInfo(fontOf(TextRole::Mono)).family(), QStringLiteral("JetBrains Mono"));
        QCOMPARE(fontOf(TextRole::Title).pixelSize(), 20);
        theme().setTextSize(130);
        QCOMPARE(fontOf(TextRole::Title).pixelSize(), 26);
        QCOMPARE(lineHeightOf(TextRole::Body), 26);
    }

    void koreanCaptionsAreOnePixelLarger()
    {
        models::displaySettings().setLanguage(QLocale::Korean);
        QCOMPARE(fontOf(TextRole::Caption).pixelSize(), 12);
        models::displaySettings().setLanguage(QLocale::English);
        QCOMPARE(fontOf(TextRole::Caption).pixelSize(), 11);
    }

    void latinAndHangulShareABaseline()
    {
        // The lowest painted row of letters without descenders must be the same.
        const auto bottomOf = [](const QString& text) {
            QImage image(80, 40, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            paintText(&painter, QRectF(0, 0, 80, 40), text, {});
            painter.end();
            for (int y = 39; y >= 0; --y)
                for (int x = 0; x < 80; ++x)
                    if (qAlpha(image.pixel(x, y)) > 128)
                        return y;
            return -1;
        };
        const int latin = bottomOf(QStringLiteral("HHH"));
        QVERIFY(std::abs(bottomOf(QString::fromUtf8("H한H")) - latin) <= 2);
    }

    void everyIconIsDrawnAndTinted()
    {
        for (int i = 0; i < kIconCount; ++i) {
            const QString path
                = QStringLiteral(":/bursar/icons/%1.svg").arg(iconFileName(static_cast<Icon>(i)));
            QVERIFY2(QFile::exists(path), qPrintable(path));
            QImage image(16, 16, QImage::Format_ARGB32_Premultiplied);
            image.fill(Qt::transparent);
            QPainter painter(&image);
            paintIcon(&painter, QRectF(0, 0, 16, 16), static_cast<Icon>(i), QColor(Qt::red));
            painter.end();
            int painted = 0;
            for (int y = 0; y < 16; ++y)
                for (int x = 0; x < 16; ++x) {
                    const QColor color = image.pixelColor(x, y);
                    painted += color.alpha() > 64 ? 1 : 0;
                    QVERIFY(color.alpha() == 0 || (color.green() == 0 && color.blue() == 0));
                }
            QVERIFY2(painted > 8, qPrintable(path));
        }
    }

    void theDesktopsPreferenceIsFollowedOnlyInSystemMode()
    {
        theme().setMode(ThemeMode::System);
        const QVariant wrapped
            = QVariant::fromValue(QDBusVariant(QVariant::fromValue(QDBusVariant(uint(1)))));
        SystemPreferences::applySetting(QStringLiteral("org.freedesktop.appearance"),
                                        QStringLiteral("color-scheme"), wrapped);
        QVERIFY(theme().isDark());
        theme().setMode(ThemeMode::Light);
        QVERIFY(!theme().isDark());
        SystemPreferences::applySetting(QStringLiteral("org.gnome.desktop.interface"),
                                        QStringLiteral("enable-animations"), QVariant(false));
        QVERIFY(!theme().motion());
        SystemPreferences::applySetting(QStringLiteral("org.gnome.desktop.interface"),
                                        QStringLiteral("enable-animations"), QVariant(true));
        QVERIFY(theme().motion());
    }

    void aSwitchSetsThePaletteOnce()
    {
        QSignalSpy changed(&theme(), &Theme::changed);
        theme().setMode(ThemeMode::Dark);
        QCOMPARE(changed.count(), 1);
        QCOMPARE(QApplication::palette().color(QPalette::WindowText), tokensOf(Appearance::Dark).text);
        theme().setMode(ThemeMode::Dark);
        QCOMPARE(changed.count(), 1);
    }

    void settingsAreKept()
    {
        QTemporaryDir folder;
        QSettings settings(folder.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        theme().setMode(ThemeMode::Dark);
        theme().setTextSize(115);
        theme().setDensity(Density::Compact);
        theme().save(settings);
        theme().setMode(ThemeMode::Light);
        theme().setTextSize(100);
        theme().load(settings);
        QVERIFY(theme().isDark());
        QCOMPARE(theme().textSize(), 115);
        QCOMPARE(theme().rowHeight(), theme().px(26));
        settings.setValue(QStringLiteral("theme/textSize"), 400);
        theme().load(settings);
        QCOMPARE(theme().textSize(), 100);
    }
};

int main(int argc, char** argv)
{
    QApplication app(argc, argv);
    initTheme(app);
    theme().setMode(ThemeMode::Light);
    TestTheme test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_theme.moc"

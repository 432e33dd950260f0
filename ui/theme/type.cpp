// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/type.h"

#include "models/common/time.h"
#include "ui/theme/theme.h"

#include <QFontDatabase>
#include <QStringList>

/// Outside any namespace, as Q_INIT_RESOURCE demands.
static void initKitResources()
{
    Q_INIT_RESOURCE(bursar_kit); // static library: the linker drops it otherwise
}

namespace bursar::ui {
namespace {

struct RoleSpec {
    int size;
    int line;
    bool isStrong;
    bool isMono;
};

constexpr RoleSpec specOf(TextRole role)
{
    switch (role) {
    case TextRole::Caption:
        return {11, 16, false, false};
    case TextRole::CaptionStrong:
        return {11, 16, true, false};
    case TextRole::Label:
        return {12, 16, false, false};
    case TextRole::LabelStrong:
        return {12, 16, true, false};
    case TextRole::Body:
        return {13, 20, false, false};
    case TextRole::BodyStrong:
        return {13, 20, true, false};
    case TextRole::Section:
        return {15, 24, true, false};
    case TextRole::Title:
        return {20, 28, true, false};
    case TextRole::Value:
        return {28, 36, true, false};
    case TextRole::ValueMedium:
        return {24, 36, true, false};
    case TextRole::ValueSmall:
        return {20, 36, true, false};
    case TextRole::Mono:
        return {12, 18, false, true};
    case TextRole::MonoStrong:
        return {12, 18, true, true};
    }
    return {13, 20, false, false};
}

QFont build(TextRole role)
{
    const RoleSpec spec = specOf(role);
    const bool isCaption = role == TextRole::Caption || role == TextRole::CaptionStrong;
    const int size = isCaption && models::displaySettings().isKorean() ? 12 : spec.size;
    QFont font;
    font.setFamilies(spec.isMono
                         ? QStringList {QStringLiteral("JetBrains Mono"), QStringLiteral("Noto Sans CJK KR")}
                         : QStringList {QStringLiteral("Bursar Sans"), QStringLiteral("Noto Sans CJK KR")});
    font.setPixelSize(theme().px(size));
    font.setWeight(spec.isStrong ? QFont::DemiBold : QFont::Normal);
    font.setHintingPreference(QFont::PreferNoHinting);
    if (spec.isMono) {
        font.setStyleHint(QFont::Monospace);
        font.setStyleStrategy(QFont::PreferNoShaping); // no ligatures: `:>` and `!=` stay two characters
        font.setFixedPitch(true);
    }
    return font;
}

} // namespace

void loadFonts()
{
    static const bool loaded = [] {
        initKitResources();
        const int regular
            = QFontDatabase::addApplicationFont(QStringLiteral(":/bursar/fonts/BursarSans-Regular.otf"));
        const int strong
            = QFontDatabase::addApplicationFont(QStringLiteral(":/bursar/fonts/BursarSans-SemiBold.otf"));
        return regular >= 0 && strong >= 0;
    }();
    if (!loaded)
        qFatal("Bursar Sans is not compiled in");
}

QFont fontOf(TextRole role)
{
    static quint64 key = ~quint64{0};
    static QFont fonts[static_cast<int>(TextRole::MonoStrong) + 1];
    if (const quint64 now = theme().cacheKey(); now != key) {
        key = now;
        for (int i = 0; i <= static_cast<int>(TextRole::MonoStrong); ++i)
            fonts[i] = build(static_cast<TextRole>(i));
    }
    return fonts[static_cast<int>(role)];
}

int lineHeightOf(TextRole role)
{
    return theme().px(specOf(role).line);
}

} // namespace bursar::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace bursar::ui {

/// The type roles of visual.md §2.
enum class TextRole {
    Caption,
    CaptionStrong,
    Label,
    LabelStrong,
    Body,
    BodyStrong,
    Section,
    Title,
    Value,
    ValueMedium,
    ValueSmall,
    Mono,
    MonoStrong
};

/// Loads Bursar Sans, which is compiled in. Called once by `initTheme`.
void loadFonts();
/// The font of a role at the current text size.
QFont fontOf(TextRole role);
/// The fixed line height of a role at the current text size: nothing jumps between languages.
int lineHeightOf(TextRole role);

} // namespace bursar::ui

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QProxyStyle>

namespace bursar::ui {

/// What a button is for; see visual.md §4.
enum class ButtonKind { Secondary, Primary, Destructive, Text, DestructiveText };

/// Dynamic properties that `BursarStyle` reads; set them through the helpers below.
inline constexpr char kButtonKindProperty[] = "bursarButtonKind";
inline constexpr char kSmallProperty[] = "bursarSmall";
inline constexpr char kErrorProperty[] = "bursarError";
inline constexpr char kBusyProperty[] = "bursarBusy";
inline constexpr char kFocusShownProperty[] = "bursarFocusShown";
inline constexpr char kBareProperty[] = "bursarBare";
inline constexpr char kSwitchProperty[] = "bursarSwitch";

/// Fusion with Bursar's controls (visual.md §4). No style sheets anywhere.
class BursarStyle : public QProxyStyle {
    Q_OBJECT

public:
    BursarStyle();

    void polish(QWidget* widget) override;
    void polish(QPalette& palette) override;
    void unpolish(QWidget* widget) override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption* option, QPainter* painter,
                       const QWidget* widget) const override;
    void drawControl(ControlElement element, const QStyleOption* option, QPainter* painter,
                     const QWidget* widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex* option, QPainter* painter,
                            const QWidget* widget) const override;
    int pixelMetric(PixelMetric metric, const QStyleOption* option, const QWidget* widget) const override;
    int styleHint(StyleHint hint, const QStyleOption* option, const QWidget* widget,
                  QStyleHintReturn* returnData) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption* option, const QSize& size,
                           const QWidget* widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption* option,
                         const QWidget* widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex* option, SubControl subControl,
                         const QWidget* widget) const override;
    QIcon standardIcon(StandardPixmap standardIcon, const QStyleOption* option,
                       const QWidget* widget) const override;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

/// Input in error: negative edge. The sentence below it is `FieldError`'s.
void setError(QWidget* field, bool on);
/// Height 28 instead of 32, as in tool rows.
void setSmall(QWidget* control, bool on);
/// An input without edge and fill, for fields inside painted frames.
void setBare(QWidget* field, bool on);

} // namespace bursar::ui

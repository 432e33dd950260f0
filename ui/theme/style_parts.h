// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/theme/style.h"

#include <QStyleOption>

/// The pieces that `BursarStyle` dispatches to; each paints one control from its option.
namespace bursar::ui::parts {

ButtonKind kindOf(const QWidget* widget);
bool isSmall(const QWidget* widget);
bool isBare(const QWidget* widget);

void paintButtonPanel(const QStyleOption* option, QPainter* painter, const QWidget* widget);
void paintButtonLabel(const QStyleOptionButton* option, QPainter* painter, const QWidget* widget);
void paintInput(const QStyleOption* option, QPainter* painter, const QWidget* widget);
void paintCheckIndicator(const QStyleOption* option, QPainter* painter, const QWidget* widget);
void paintRadioIndicator(const QStyleOption* option, QPainter* painter);
void paintCheckLabel(const QStyleOptionButton* option, QPainter* painter, const QWidget* widget);
void paintComboLabel(const QStyleOptionComboBox* option, QPainter* painter, const QStyle* style,
                     const QWidget* widget);
void paintCombo(const QStyleOptionComboBox* option, QPainter* painter, const QStyle* style,
                const QWidget* widget);
void paintSpinBox(const QStyleOptionSpinBox* option, QPainter* painter, const QStyle* style,
                  const QWidget* widget);
void paintScrollBar(const QStyleOptionSlider* option, QPainter* painter, const QStyle* style,
                    const QWidget* widget);
void paintSlider(const QStyleOptionSlider* option, QPainter* painter, const QStyle* style,
                 const QWidget* widget);
void paintToolButton(const QStyleOptionToolButton* option, QPainter* painter, const QWidget* widget);

void paintMenuPanel(const QStyleOption* option, QPainter* painter);
void paintMenuItem(const QStyleOptionMenuItem* option, QPainter* painter, const QWidget* widget);
QSize menuItemSize(const QStyleOptionMenuItem* option, const QWidget* widget);
void paintTooltipPanel(const QStyleOption* option, QPainter* painter);
void paintHeaderSection(const QStyleOptionHeader* option, QPainter* painter);
void paintHeaderLabel(const QStyleOptionHeader* option, QPainter* painter);
void paintTab(const QStyleOptionTab* option, QPainter* painter, const QWidget* widget);
void paintProgress(const QStyleOptionProgressBar* option, QPainter* painter);
void paintListRow(const QStyleOptionViewItem* option, QPainter* painter, const QWidget* widget);

} // namespace bursar::ui::parts

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/page_scroll.h"

#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/table_header.h"

#include <QAbstractItemModel>
#include <QScrollBar>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
constexpr int kGap = 16;
constexpr int kPadding = 24;
constexpr int kNarrowPadding = 16;
constexpr int kNarrowWindow = 1360;
} // namespace

PageScroll::PageScroll(QWidget* parent) : QScrollArea(parent), m_body(new QWidget), m_column(new QVBoxLayout(m_body))
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    // The body must not paint a ground of its own over the page's.
    m_body->setAutoFillBackground(false);
    viewport()->setAutoFillBackground(false);
    m_column->setSpacing(kGap);
    m_column->setContentsMargins(kPadding, 0, kPadding, kPadding);
    setWidget(m_body);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, [this](int, int maximum) {
        updatePadding();
        if (m_wanted > 0 && maximum >= m_wanted) {
            verticalScrollBar()->setValue(m_wanted);
            m_wanted = 0;
        }
    });
}

int PageScroll::scrollPosition() const
{
    return verticalScrollBar()->value();
}

void PageScroll::setScrollPosition(int position)
{
    m_wanted = position > verticalScrollBar()->maximum() ? position : 0;
    verticalScrollBar()->setValue(position);
}

void PageScroll::resizeEvent(QResizeEvent* event)
{
    updatePadding();
    QScrollArea::resizeEvent(event);
}

void PageScroll::updatePadding()
{
    const int padding = window()->width() < kNarrowWindow ? kNarrowPadding : kPadding;
    // The bar lies in the padding, so that cards end where the header's buttons end.
    const int bar = verticalScrollBar()->maximum() > 0 ? verticalScrollBar()->sizeHint().width() : 0;
    const QMargins margins(padding, 0, std::max(0, padding - bar), padding);
    if (m_column->contentsMargins() != margins)
        m_column->setContentsMargins(margins);
}

ResponsiveRow::ResponsiveRow(QWidget* parent)
    : QWidget(parent), m_layout(new QBoxLayout(QBoxLayout::LeftToRight, this))
{
    m_layout->setContentsMargins({});
    m_layout->setSpacing(kGap);
}

void ResponsiveRow::addPart(QWidget* part, int share, int minimumWidth)
{
    m_parts.push_back({part, share, minimumWidth});
    m_layout->addWidget(part, share);
    // Shares are of the width; what a part would like to have must not bend them.
    QSizePolicy policy = part->sizePolicy();
    policy.setHorizontalPolicy(QSizePolicy::Ignored);
    part->setSizePolicy(policy);
}

void ResponsiveRow::resizeEvent(QResizeEvent* event)
{
    place(width());
    QWidget::resizeEvent(event);
}

void ResponsiveRow::place(int width)
{
    int shares = 0;
    for (const Part& part : m_parts)
        shares += part.share;
    const int gaps = kGap * (static_cast<int>(m_parts.size()) - 1);
    const bool stacked = std::ranges::any_of(m_parts, [&](const Part& part) {
        return (width - gaps) * part.share / std::max(shares, 1) < theme().px(part.minimumWidth);
    });
    if (stacked == m_stacked)
        return;
    m_stacked = stacked;
    m_layout->setDirection(stacked ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    for (int i = 0; i < static_cast<int>(m_parts.size()); ++i)
        m_layout->setStretch(i, stacked ? 0 : m_parts[static_cast<std::size_t>(i)].share);
}

void fitRows(DataTable* table, int least, int most)
{
    table->view()->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    const auto fit = [table, least, most] {
        const int rows = table->model() ? table->model()->rowCount() : 0;
        const int shown = std::clamp(rows, least, most);
        const int header = table->header()->sizeHint().height();
        // At least: beside a taller card the rest stays empty below the rows.
        table->setMinimumHeight(header + shown * theme().rowHeight() + 1);
    };
    QAbstractItemModel* model = table->model();
    if (model) {
        QObject::connect(model, &QAbstractItemModel::rowsInserted, table, fit);
        QObject::connect(model, &QAbstractItemModel::rowsRemoved, table, fit);
        QObject::connect(model, &QAbstractItemModel::modelReset, table, fit);
    }
    QObject::connect(&theme(), &Theme::changed, table, fit);
    table->setFooterVisible(false);
    table->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    fit();
}

void keepMinimumHeight(QWidget* widget, int at100)
{
    const auto apply = [widget, at100] { widget->setMinimumHeight(theme().px(at100)); };
    QObject::connect(&theme(), &Theme::changed, widget, apply);
    apply();
}

} // namespace bursar::ui

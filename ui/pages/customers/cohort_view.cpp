// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/customers/cohort_view.h"

#include "models/common/format.h"
#include "ui/charts/heat_map.h"
#include "ui/pages/common/cells.h"
#include "ui/pages/common/page_scroll.h"
#include "ui/pages/common/panel_loader.h"
#include "ui/pages/common/snippet.h"
#include "ui/theme/style.h"
#include "ui/theme/theme.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <array>

namespace bursar::ui {

namespace {
constexpr std::array kMonths{6, 12, 24, 36};

/// Month number of `2026-11`; nothing for another form.
std::optional<int> monthNumber(const QString& month)
{
    bool hasYear = false;
    bool hasMonth = false;
    const int year = month.left(4).toInt(&hasYear);
    const int of = month.mid(5).toInt(&hasMonth);
    return hasYear && hasMonth ? std::optional(year * 12 + of - 1) : std::nullopt;
}

/// As wide as it is: the card scrolls sideways when it does not fit.
QScrollArea* sideways(QWidget* widget)
{
    auto* area = new QScrollArea;
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setWidget(widget); // makes it fill its ground: the card's shows through again
    widget->setAutoFillBackground(false);
    area->viewport()->setAutoFillBackground(false);
    return area;
}
} // namespace

CohortView::CohortView(models::CustomerReports& reports, models::Gateway& gateway, FirstSteps* firstSteps,
                       QWidget* parent)
    : QWidget(parent), m_reports(reports), m_card(new Card(tr("Who came back"))), m_map(new CohortMap),
      m_sum(new TextLabel({}, TextRole::Label, Ink::Muted)), m_months(new QComboBox)
{
    m_map->setObjectName(QStringLiteral("cohorts"));
    setSmall(m_months, true);
    m_months->setAccessibleName(tr("Months"));
    for (const int months : kMonths)
        m_months->addItem(tr("%1 months").arg(months), months);
    showMonths();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(theme().px(12));
    auto* area = sideways(m_map);
    column->addWidget(area);
    column->addWidget(m_sum);
    column->addStretch();
    m_sum->setWordWrap(true);
    m_card->setContent(content);
    m_card->setSkeleton(SkeletonShape::Rows);
    m_card->addAction(m_months);
    m_card->setSubtitle(tr("%, by month of the first request, UTC"));
    auto* scroll = new PageScroll(this);
    scroll->column()->addWidget(m_card);
    scroll->column()->addStretch();
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins({});
    outer->addWidget(scroll);

    auto* loader = new PanelLoader(m_card, reports.cohorts(), gateway);
    loader->setEmpty([this] { return m_reports.cohorts().data()->cohorts.empty(); },
                     [firstSteps](EmptyState* state) {
                         firstSteps->say(state, tr("Customers appear here by the month they first called."));
                     });
    connect(firstSteps, &FirstSteps::changed, loader, &PanelLoader::refresh);
    connect(&reports.cohorts(), &models::QueryBase::updated, this, [this, area] {
        fill();
        area->setFixedHeight(m_map->sizeHint().height() + area->horizontalScrollBar()->sizeHint().height());
    });
    connect(m_map, &CohortMap::cellActivated, this, &CohortView::customersRequested);
    connect(m_months, &QComboBox::activated, this, [this](int index) {
        m_reports.setMonths(m_months->itemData(index).toInt());
        Q_EMIT changed();
    });
}

void CohortView::showMonths()
{
    m_months->setCurrentIndex(std::max(0, m_months->findData(m_reports.months())));
}

void CohortView::fill()
{
    const QString thisMonth = models::formatRfc3339(models::displaySettings().now()).left(7);
    const auto present = monthNumber(thisMonth);
    std::vector<CohortRow> rows;
    std::int64_t everyone = 0;
    std::int64_t retained = 0;
    for (const contract::Cohort& cohort : m_reports.cohorts().data()->cohorts) {
        const auto month = monthNumber(text(cohort.month));
        const int last = static_cast<int>(cohort.retention.size()) - 1;
        rows.push_back({text(cohort.month), cohort.new_customers, cohort.retention,
                        month && present && *month + last >= *present});
        everyone += cohort.new_customers;
        retained += cohort.retained_customers;
    }
    m_map->setRows(std::move(rows), tr("month %1"));
    const double share = everyone > 0 ? double(retained) / double(everyone) : 0;
    m_sum->setText(tr("%1 of %2 customers (%3) were seen within the last 30 days. The hatched month is not over.")
                       .arg(models::formatCount(retained), models::formatCount(everyone),
                            models::formatRate(share, 1)));
}

} // namespace bursar::ui

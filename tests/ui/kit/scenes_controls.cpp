// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/charts/quota_bar.h"
#include "ui/kit/gallery_scenes.h"
#include "ui/kit/sample.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"
#include "ui/widgets/badge.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/button.h"
#include "ui/widgets/card.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/segmented_tabs.h"
#include "ui/widgets/stat_card.h"
#include "ui/widgets/status_item.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPainter>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QRadioButton>
#include <QSlider>
#include <QVBoxLayout>

#include <cmath>

using namespace bursar;
using namespace bursar::ui;

namespace kit {
namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

QHBoxLayout* row(QVBoxLayout* column, const std::vector<QWidget*>& widgets)
{
    auto* layout = new QHBoxLayout;
    layout->setSpacing(12);
    for (QWidget* widget : widgets)
        layout->addWidget(widget);
    layout->addStretch(1);
    column->addLayout(layout);
    return layout;
}

void setFocusShown(QWidget* widget)
{
    widget->setFocus(Qt::TabFocusReason);
}

void buildButtons(QWidget* window)
{
    auto* column = new QVBoxLayout(window);
    for (const bool enabled : {true, false}) {
        auto* primary = new Button(s("Open report"), ButtonKind::Primary);
        auto* secondary = new Button(s("Pause signing"));
        auto* destructive = new Button(s("Close and settle"), ButtonKind::Destructive);
        auto* text = new Button(s("Show logs"), ButtonKind::Text);
        auto* risky = new Button(s("Revoke…"), ButtonKind::DestructiveText);
        auto* small = new Button(s("Export"));
        setSmall(small, true);
        auto* withIcon = new Button(s("Export"));
        withIcon->setIcon(icon(Icon::Export));
        auto* primaryIcon = new Button(s("New withdrawal…"), ButtonKind::Primary);
        primaryIcon->setIcon(icon(Icon::Plus));
        for (QWidget* widget : {primary, secondary, destructive, text, risky, small, withIcon, primaryIcon})
            widget->setEnabled(enabled);
        row(column, {primary, secondary, destructive, text, risky, small, withIcon, primaryIcon});
    }
    auto* busy = new Button(s("Redrive 22"), ButtonKind::Primary);
    auto* busyToo = new Button(s("Look now"));
    busy->setBusy(true);
    busyToo->setBusy(true);
    auto* bell = new IconButton(Icon::Bell, s("Needs you"));
    bell->setCount(4);
    auto* more = new IconButton(Icon::More, s("More"));
    auto* off = new IconButton(Icon::Refresh, s("Refresh"));
    off->setEnabled(false);
    row(column, {busy, busyToo, bell, more, new IconButton(Icon::Copy, s("Copy")), off});
    auto* check = new QCheckBox(s("Check box"));
    auto* checked = new QCheckBox(s("Checked"));
    checked->setChecked(true);
    auto* partly = new QCheckBox(s("Partly"));
    partly->setTristate(true);
    partly->setCheckState(Qt::PartiallyChecked);
    auto* checkOff = new QCheckBox(s("Disabled"));
    checkOff->setEnabled(false);
    auto* radio = new QRadioButton(s("Radio"));
    auto* radioOn = new QRadioButton(s("Chosen"));
    radioOn->setChecked(true);
    auto* switchOff = new Switch(s("Switch"));
    auto* switchOn = new Switch(s("On"));
    switchOn->setChecked(true);
    row(column, {check, checked, partly, checkOff, radio, radioOn, switchOff, switchOn});
    auto* edit = new QLineEdit(s("Contract with client ended 20 Nov"));
    edit->setMinimumWidth(260);
    auto* placeholder = new QLineEdit;
    placeholder->setPlaceholderText(s("Search or run a command"));
    auto* wrong = new QLineEdit(s("not an address"));
    setError(wrong, true);
    auto* disabled = new QLineEdit(s("disabled"));
    disabled->setEnabled(false);
    row(column, {edit, placeholder, wrong, disabled});
    auto* combo = new QComboBox;
    combo->addItems({s("10 a second"), s("100 a second")});
    auto* comboOff = new QComboBox;
    comboOff->addItem(s("Disabled"));
    comboOff->setEnabled(false);
    auto* spin = new QSpinBox;
    spin->setRange(0, 100000);
    spin->setValue(4182);
    auto* slider = new QSlider(Qt::Horizontal);
    slider->setValue(40);
    auto* progress = new QProgressBar;
    progress->setValue(62);
    progress->setTextVisible(false);
    row(column, {combo, comboOff, spin, slider, progress});
    auto* focusedButton = new Button(s("Focused"), ButtonKind::Primary);
    focusedButton->setObjectName(s("focus"));
    auto* plain = new QPlainTextEdit(s("{ \"jsonrpc\": \"2.0\" }"));
    plain->setFont(fontOf(TextRole::Mono));
    plain->setFixedHeight(64);
    row(column, {focusedButton, plain});
    column->addStretch(1);
}

void buildBadges(QWidget* window)
{
    auto* grid = new QGridLayout(window);
    grid->setVerticalSpacing(6);
    int index = 0;
    for (const models::StateEntry& entry : models::stateTable()) {
        auto* badge = new Badge;
        const QStringList args{s("7"), s("12")};
        badge->setState(
            {entry.thing, QString::fromUtf8(entry.wire.data(), qsizetype(entry.wire.size())), args});
        grid->addWidget(badge, index % 26, index / 26, Qt::AlignLeft);
        ++index;
    }
    grid->setRowStretch(26, 1);
}

class IconSheet : public QWidget {
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        for (int i = 0; i < kIconCount; ++i) {
            const double x = 20 + (i % 10) * theme().pxF(96);
            const double y = 16 + (i / 10) * theme().pxF(64);
            paintIcon(&painter, {x + 28, y, theme().pxF(16), theme().pxF(16)}, static_cast<Icon>(i),
                      tokens().text);
            paintIcon(&painter, {x, y - 4, theme().pxF(24), theme().pxF(24)}, static_cast<Icon>(i),
                      tokens().accent);
            paintText(&painter, {x, y + theme().pxF(24), theme().pxF(92), theme().pxF(16)},
                      iconFileName(static_cast<Icon>(i)),
                      {.role = TextRole::Caption, .color = tokens().textMuted});
        }
    }
};

std::vector<Stat> stats()
{
    Stat requests {.label = s("Requests"),
                   .unit = {},
                   .value = s("184.2 k"),
                   .change = s("▲ 4.1 %"),
                   .direction = 1,
                   .against = s("vs 177.0 k"),
                   .series = wave(1, 40),
                   .tooltip = s("184,220"),
                   .absentReason = {}};
    Stat revenue {.label = s("Revenue, verified"),
                  .unit = s("USDC"),
                  .value = s("1,902.44"),
                  .change = s("▼ 18.6 %"),
                  .direction = -1,
                  .against = s("vs 2,337.10"),
                  .better = Better::More,
                  .series = wave(2, 40, -0.6),
                  .tooltip = {},
                  .absentReason = {}};
    Stat customers {.label = s("Customers"),
                    .unit = {},
                    .value = s("1,753"),
                    .change = s("▲ 22 new"),
                    .direction = 1,
                    .against = {},
                    .series = wave(3, 40, 0.4),
                    .tooltip = {},
                    .absentReason = {}};
    Stat errors {.label = s("Error rate"),
                 .unit = {},
                 .value = s("2.87 %"),
                 .change = s("▲ 1.9 pp"),
                 .direction = 1,
                 .against = s("vs 0.97 %"),
                 .better = Better::Less,
                 .series = wave(4, 40, 1),
                 .tooltip = {},
                 .absentReason = {}};
    Stat latency {.label = s("p95 latency"),
                  .unit = {},
                  .value = s("812 ms"),
                  .change = s("±0"),
                  .direction = 0,
                  .against = {},
                  .better = Better::Less,
                  .series = wave(5, 40),
                  .tooltip = {},
                  .absentReason = {}};
    return {requests, revenue, customers, errors, latency};
}

void buildStats(QWidget* window)
{
    auto* column = new QVBoxLayout(window);
    auto* first = new StatRow;
    for (const Stat& stat : stats())
        first->addCard({})->setStat(stat);
    column->addWidget(first);
    auto* second = new StatRow;
    second->addCard({})->setLoading(true);
    auto* longest = second->addCard({});
    longest->setStat({.label = s("Longest amount there is"),
                      .unit = s("USDC"),
                      .value = s("115,792,089,237,316.195423"),
                      .change = s("▲ 1,204.1 %"),
                      .direction = 1,
                      .against = s("vs 9,612,000,000.000000"),
                      .better = Better::More,
                      .series = wave(8, 30),
                      .tooltip = {},
                      .absentReason = {}});
    auto* stale = second->addCard({});
    stale->setStat(stats()[0]);
    stale->setStale(s("as of 14:02:11"));
    auto* failed = second->addCard({});
    failed->setStat(stats()[1]);
    failed->setFailure(s("The query took too long."));
    second->addCard({})->setStat({.label = s("No value"), .unit = {}, .value = {}, .change = {}, .against = {},
                                .series = {std::nan("")}, .tooltip = {}, .absentReason = s("no data")});
    column->addWidget(second);
    auto* third = new StatRow;
    for (int i = 0; i < 4; ++i) {
        Stat stat = stats()[static_cast<std::size_t>(i)];
        stat.series.clear();
        stat.change.clear();
        third->addCard({})->setStat(stat);
    }
    column->addWidget(third);
    column->addStretch(1);
}

Card* cardWithText(const char* title, const char* subtitle)
{
    auto* card = new Card(s(title));
    card->setSubtitle(s(subtitle));
    card->setContent(new TextLabel(s("Content of the card")));
    return card;
}

void buildCards(QWidget* window)
{
    auto* grid = new QGridLayout(window);
    auto* fresh = cardWithText("What moved", "revenue, 14:00 to now against the hour before");
    fresh->addAction(new Button(s("Show logs"), ButtonKind::Text));
    fresh->addAction(new IconButton(Icon::More, s("More")));
    auto* loading = new Card(s("First load"));
    loading->setSkeleton(SkeletonShape::Chart);
    loading->showLoading();
    auto* rows = new Card(s("First load"));
    rows->setSkeleton(SkeletonShape::Rows);
    rows->showLoading();
    auto* reloading = cardWithText("Reload", "the data stays");
    reloading->showReloading();
    auto* stale = cardWithText("Stale", "USDC per 5 min");
    stale->setAsOf(s("as of 14:02:11"));
    auto* failed = cardWithText("Failed with data", "");
    failed->showFailed(s("The database did not answer in time."), s("timeout"), s("req_01J9F2"), true);
    auto* failedEmpty = new Card(s("Failed"));
    failedEmpty->showFailed(s("The database did not answer in time."), s("timeout"), s("req_01J9F2"), false);
    auto* partial = cardWithText("Partial", "");
    partial->setPartial(s("2 of 3 RPCs answered"));
    auto* never = new Card(s("Empty, never"));
    never->emptyState()->showNever(
        s("Requests appear here as soon as your agent calls the gateway."),
        s("from bursar import Gateway\n\ngateway = Gateway(\n    key=\"mp_sk_live_ab12cd34\",\n)"
          "\ngateway.run(app)"),
        s("waiting for the first call…"));
    never->showEmpty();
    auto* filtered = new Card(s("Empty, filtered"));
    filtered->emptyState()->showFiltered(s("The nearest is from 18 Nov 09:12"));
    filtered->showEmpty();
    auto* good = new Card(s("Empty, good"));
    good->emptyState()->showGood(s("No dead letters. The last was 3 days ago."));
    good->showEmpty();
    auto* locked = new Card(s("Not allowed"));
    locked->emptyState()->showNotAllowed(
        s("Withdrawals need the role money operator. m.seo and d.ruiz can grant it."), s("Show my roles"));
    locked->showEmpty();
    int index = 0;
    for (Card* card : {fresh, loading, rows, reloading, stale, failed, failedEmpty, partial, never, filtered,
                       good, locked}) {
        grid->addWidget(card, index / 3, index % 3);
        ++index;
    }
    grid->setSpacing(16);
    for (int row = 0; row < 4; ++row)
        grid->setRowStretch(row, row == 2 ? 3 : 2);
}

void buildBars(QWidget* window)
{
    auto* column = new QVBoxLayout(window);
    column->setContentsMargins(0, 0, 0, 0);
    const auto chip = [](const char* label, const char* value) {
        auto* one = new ChipCombo(s(label));
        one->setValue(s(value));
        return one;
    };
    auto* connection = chip("", "prod-seoul · admin");
    connection->setDot(true);
    auto* offline = chip("", "prod-seoul · admin");
    offline->setDot(true, Tone::Neutral, true);
    auto* live = chip("", "Live");
    live->setDot(true);
    live->setStrong(true);
    live->setChevron(false);
    auto* top = row(column, {connection, chip("Scope", "All agents"), chip("Range", "20 Nov 08:00 – 14:30"),
                             live, offline, new SimulatedChip});
    top->setContentsMargins(16, 10, 16, 10);
    auto* tabs = new SegmentedTabs;
    for (const char* title : {"Requests", "Approvals", "Wallets", "Policies"})
        tabs->addTab(s(title));
    tabs->setCount(1, 2, Tone::Warning);
    tabs->setEnabled(3, false, s("needs admin"));
    column->addWidget(tabs);
    const auto banner = [&](Tone tone, Glyph glyph, const char* text, const char* action) {
        auto* one = new Banner;
        one->setBanner(tone, glyph, s(text), s(action));
        column->addWidget(one);
    };
    banner(Tone::Negative, Glyph::Cross,
           "Offline since 14:02:11. The data below is as of then; next try in 8 s.", "Try now");
    banner(Tone::Warning, Glyph::Pause, "Payments are frozen on Polygon by m.seo since 13:40.",
           "Lift the freeze…");
    banner(Tone::Unknown, Glyph::Question, "1 withdrawal has an unknown outcome since 28 min.", "Show it");
    banner(Tone::Progress, Glyph::Clock, "Finality on Polygon is late by 4 min.", "");
    const auto status = [](Glyph glyph, Tone tone, const char* text) {
        auto* one = new StatusItem;
        one->setStatus(glyph, tone, s(text));
        return one;
    };
    auto* foot = row(column, {status(Glyph::Check, Tone::Positive, "Engine 1.4.0"),
                              status(Glyph::Check, Tone::Positive, "Database 2 ms"),
                              status(Glyph::None, Tone::Neutral, "Ingest 1,284/s, lag 0.4 s"),
                              status(Glyph::Triangle, Tone::Warning, "Dead letters 31"),
                              status(Glyph::Clock, Tone::Progress, "Finality late 4 m")});
    foot->setSpacing(2);
    for (const double share : {0.3, 0.85, 1.2}) {
        auto* quota = new QuotaBar;
        quota->setUsed(share);
        quota->setFixedWidth(240);
        row(column, {quota})->setContentsMargins(16, 4, 16, 4);
    }
    for (const TextRole role : {TextRole::Caption, TextRole::Label, TextRole::Body, TextRole::BodyStrong,
                                TextRole::Section, TextRole::Title, TextRole::Value, TextRole::Mono})
        row(column, {new TextLabel(s("Revenue 1,234,567.890 한글 채널 0x12ab33fe −91.20 ▲ 4.1 %"), role)})
            ->setContentsMargins(16, 0, 16, 0);
    column->addStretch(1);
}

} // namespace

std::vector<Scene> controlScenes()
{
    return {{s("controls"), {1000, 420}, buildButtons,
             [](QWidget* window) { setFocusShown(window->findChild<QWidget*>(s("focus"))); }},
            {s("badges"), {1240, 700}, buildBadges, {}},
            {s("icons"), {1000, 540},
             [](QWidget* window) { (new QVBoxLayout(window))->addWidget(new IconSheet); }, {}},
            {s("stats"), {1100, 460}, buildStats, {}},
            {s("cards"), {1280, 860}, buildCards, {}, 400},
            {s("bars"), {1000, 620}, buildBars, {}}};
}

std::vector<Scene> scenes()
{
    std::vector<Scene> all;
    for (const auto& part : {controlScenes(), tableScenes(), chartScenes(), floatingScenes()})
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

} // namespace kit

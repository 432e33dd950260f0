// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/kit/gallery_scenes.h"
#include "ui/kit/sample.h"
#include "ui/theme/icons.h"
#include "ui/widgets/button.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/command_palette.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/money_dialog.h"
#include "ui/widgets/range_picker.h"
#include "ui/widgets/shortcut_sheet.h"
#include "ui/widgets/tasks_tray.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/toasts.h"

#include <QComboBox>
#include <QLineEdit>
#include <QMenu>
#include <QToolTip>
#include <QVBoxLayout>

using namespace bursar;
using namespace bursar::ui;

namespace kit {
namespace {

QString s(const char* text)
{
    return QString::fromUtf8(text);
}

void buildGround(QWidget* window)
{
    auto* column = new QVBoxLayout(window);
    auto* table = new DataTable({});
    table->setColumns(customerColumns());
    table->setModel(new CellModel(customerRows(), table));
    column->addWidget(table);
}

void openPalette(QWidget* window)
{
    auto* palette = new CommandPalette(window);
    palette->addLocalProvider([] {
        std::vector<PaletteItem> items;
        const auto page = [&](Icon icon, const char* name, const char* keys) {
            items.push_back({.group = PaletteGroup::GoTo, .icon = icon, .name = s(name), .context = s("page"),
                             .shortcut = s(keys), .keywords = {}, .run = {}});
        };
        page(Icon::Wallets, "Wallets", "g W");
        page(Icon::Withdrawals, "Withdrawals", "g w");
        page(Icon::Overview, "Overview", "g o");
        items.push_back({.group = PaletteGroup::Do,
                         .icon = Icon::Plus,
                         .name = s("New withdrawal…"),
                         .context = {},
                         .shortcut = {},
                         .keywords = {},
                         .run = {}});
        items.push_back({.group = PaletteGroup::Do,
                         .icon = Icon::Freeze,
                         .name = s("Freeze payments…"),
                         .context = s("by chain or all"),
                         .shortcut = {},
                         .keywords = {s("withdrawals stop")},
                         .run = {}});
        items.push_back({.group = PaletteGroup::Recent,
                         .icon = Icon::Person,
                         .name = s("Acme bot"),
                         .context = s("0x9f21c004…77ab0e13"),
                         .shortcut = {},
                         .keywords = {s("wi")},
                         .run = {}});
        return items;
    });
    palette->open(s("wi"));
}

void openSheet(QWidget* window)
{
    auto* sheet = new ShortcutSheet(window);
    std::vector<ShortcutRow> rows;
    const auto add = [&](const char* group, const char* name, const QStringList& keys) {
        rows.push_back({s(group), s(name), keys});
    };
    add("Everywhere", "Search or run a command", {s("Ctrl"), s("K")});
    add("Everywhere", "Keyboard shortcuts", {s("?")});
    add("Everywhere", "Next region", {s("F6")});
    add("Everywhere", "Back", {s("Alt"), s("←")});
    add("Lists", "Focus the filter", {s("/")});
    add("Lists", "Open the inspector", {s("Enter")});
    add("Lists", "Mark a row", {s("Space")});
    add("Lists", "Pause live", {s("P")});
    add("Go to", "Withdrawals", {s("g"), s("w")});
    add("Go to", "Logs", {s("g"), s("l")});
    add("Time", "Switch UTC and local", {s("U")});
    sheet->setRows(rows);
    sheet->open();
}

void openConfirm(QWidget* window)
{
    auto* dialog = new ConfirmDialog(
        {.title = s("Purge signed-tx-dlq"),
         .identity = s("signed-tx-dlq · prod-seoul"),
         .effect = s("31 messages move into an archive, from which they can be restored for 30 days."),
         .irreversible = s("workers will not see them again."),
         .warning = s("24 of them belong to withdrawals that wait for gas."),
         .typedName = s("signed-tx-dlq"),
         .confirm = s("Purge 31 messages"),
         .asksReason = true},
        window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void openMoney(QWidget* window)
{
    auto* dialog = new MoneyDialog({.title = s("Close channel and settle"),
                                    .identity = s("ch_1a2b3c4d-5e6 · prod-seoul"),
                                    .confirm = ButtonKind::Destructive,
                                    .reason = s("Reason (goes to the audit log)")},
                                   window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    MoneyEffect effect;
    effect.caption = s("Leaves escrow");
    effect.amount = s("1,250.000000");
    effect.asset = s("USDC");
    effect.columns = {s("Receives"), s("Balance"), s("USDC on Base")};
    effect.rows = {{s("meerkat-19"), s("provider"), {s("812,340 CREDIT"), s("812.340000")}, {},
                    s("0x742d35cc6634c0532925a3b844bc9e757f4faed1")},
                   {s("0x12ab33fe…09c19f31"), s("client"), {s("437,660 CREDIT"), s("437.660000")}, {}, {}}};
    effect.total = {s("1,250,000 CREDIT"), s("1,250.000000")};
    effect.notes = {s("Network fee about 0.000041 ETH, paid by hot-base-1. Final in about 2 min.")};
    effect.irreversible = s("the channel takes no more transactions.");
    effect.warnings = {s("2 milestones are pending: 40,000 CREDIT returns to the client.")};
    dialog->setEffect(effect);
    dialog->setConfirmText(s("Close and settle 1,250.000000 USDC"));
    dialog->open();
}

void openSecret(QWidget* window)
{
    auto* dialog = new SecretDialog(s("New key for search-agent"),
                                    s("Give this key to the agent that calls the gateway."),
                                    s("mp_sk_live_ab12cd34ef56ab78cd90ef12ab34cd56ef78ab90cd12ef34"), window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    dialog->copySecret();
}

void showToastsAndTray(QWidget* window)
{
    auto* toasts = new Toasts(window);
    toasts->show({s("The filter was saved."), Tone::Positive, {}, {}});
    toasts->show({s("24 messages are being sent again."), Tone::Progress, s("Undo"), [] {}});
    toasts->show({s("The export failed: the disk is full."), Tone::Negative, s("Retry"), [] {}});
    auto* tray = new TasksTray(window);
    tray->setRows(
        {{s("1"),
          s("Import access.log.gz"),
          0.62,
          s("1,204 lines/s"),
          s("40 s left"),
          TaskRow::State::Running,
          {},
          true},
         {s("2"), s("Export withdrawals"), -1, {}, {}, TaskRow::State::Running, {}, true},
         {s("3"), s("Import march.log"), 1, {}, {}, TaskRow::State::Warned, s("Done, 3 lines refused"), true},
         {s("4"),
          s("Integrity check"),
          1,
          {},
          {},
          TaskRow::State::Done,
          s("Done in 41 s, nothing differs"),
          true}});
    tray->move(16, window->height() - tray->height() - 42);
    tray->show();
}

void openRange(QWidget* window)
{
    auto* picker = new RangePicker(window);
    picker->setRange({RangePreset::Hours24, std::nullopt, true});
    picker->move(window->mapToGlobal(QPoint(40, 40)));
    picker->show();
    picker->findChildren<QLineEdit*>().first()->setText(s("30 Nov 08:00"));
}

void openMenu(QWidget* window)
{
    auto* menu = new QMenu(window);
    menu->addAction(icon(Icon::Filter), s("Filter by this"));
    menu->addAction(s("Exclude this"));
    menu->addSeparator();
    auto* checked = menu->addAction(s("Country"));
    checked->setCheckable(true);
    checked->setChecked(true);
    menu->addAction(s("Copy value"))->setShortcut(QKeySequence(s("Ctrl+C")));
    menu->addMenu(s("Copy rows as"));
    menu->addAction(s("Not possible now"))->setEnabled(false);
    menu->addSeparator();
    auto* remove = menu->addAction(s("Revoke…"));
    remove->setProperty(kButtonKindProperty, int(ButtonKind::DestructiveText));
    menu->setActiveAction(menu->actions().at(1));
    menu->popup(window->mapToGlobal(QPoint(60, 60)));
    auto* combo = new QComboBox(window);
    combo->addItems({s("10 a second"), s("100 a second"), s("as fast as it goes")});
    combo->move(360, 60);
    combo->show();
    combo->showPopup();
    QToolTip::showText(window->mapToGlobal(QPoint(360, 220)),
                       s("2025-11-20 14:21:08 UTC\n2025-11-20 23:21:08 KST\n9 m ago"));
}

} // namespace

std::vector<Scene> floatingScenes()
{
    return {{s("palette"), {1100, 640}, buildGround, openPalette},
            {s("shortcuts"), {1000, 560}, buildGround, openSheet},
            {s("confirm"), {1000, 640}, buildGround, openConfirm},
            {s("money"), {1000, 800}, buildGround, openMoney, 700},
            {s("secret"), {1000, 480}, buildGround, openSecret},
            {s("toasts"), {1000, 480}, buildGround, showToastsAndTray, 50},
            {s("range"), {700, 420}, buildGround, openRange},
            {s("menu"), {700, 420}, buildGround, openMenu}};
}

} // namespace kit

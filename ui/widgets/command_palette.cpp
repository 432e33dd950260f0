// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/command_palette.h"

#include "ui/theme/paint.h"
#include "ui/theme/style.h"
#include "ui/widgets/palette_list.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPainter>
#include <QPointer>
#include <QTimer>

#include <algorithm>
#include <array>
#include <utility>

namespace bursar::ui {
namespace {

constexpr int kWidth = 640;
constexpr int kTop = 96;
constexpr int kField = 48;
constexpr int kRemoteDelay = 80;
constexpr int kItemsPerGroup = 6;

bool startsWord(const QString& name, int at)
{
    return at == 0 || !name.at(at - 1).isLetterOrNumber();
}

} // namespace

PaletteMatch matchPalette(const QString& query, const QString& name)
{
    PaletteMatch match;
    const QString wanted = query.simplified();
    if (wanted.isEmpty())
        return {0, {}};
    // A whole piece first, best at the start of a word; then letters in order, as initials are typed.
    const auto whole = static_cast<int>(name.indexOf(wanted, 0, Qt::CaseInsensitive));
    if (whole >= 0) {
        match.score = 1000 - whole + (startsWord(name, whole) ? 500 : 0) - static_cast<int>(name.size());
        for (int i = 0; i < wanted.size(); ++i)
            match.positions.push_back(whole + i);
        return match;
    }
    int at = 0;
    int score = 300 - static_cast<int>(name.size());
    for (const QChar letter : wanted) {
        if (letter.isSpace())
            continue;
        int found = -1;
        for (int i = at; i < name.size(); ++i) {
            if (name.at(i).toLower() != letter.toLower())
                continue;
            const bool follows = !match.positions.empty() && i == match.positions.back() + 1;
            if (found < 0 || startsWord(name, i))
                found = found < 0 || !follows ? i : found;
            if (follows || startsWord(name, i))
                break;
        }
        if (found < 0)
            return {};
        const bool follows = !match.positions.empty() && found == match.positions.back() + 1;
        score += startsWord(name, found) ? 20 : follows ? 10 : -5;
        match.positions.push_back(found);
        at = found + 1;
    }
    match.score = std::max(1, score);
    return match;
}

CommandPalette::CommandPalette(QWidget* window)
    : QWidget(window), m_window(window), m_panel(new PalettePanel(this)), m_edit(new QLineEdit(m_panel)),
      m_list(new PaletteList(m_panel)), m_delay(new QTimer(this))
{
    hide();
    window->installEventFilter(this);
    setAccessibleName(tr("Command palette"));
    setBare(m_edit, true);
    m_edit->setFrame(false);
    m_edit->setPlaceholderText(tr("Search or run a command"));
    m_edit->setAccessibleName(tr("Search or run a command"));
    m_edit->installEventFilter(this);
    m_delay->setSingleShot(true);
    m_delay->setInterval(kRemoteDelay);
    connect(m_delay, &QTimer::timeout, this, &CommandPalette::askRemote);
    connect(m_edit, &QLineEdit::textChanged, this, [this] {
        ++m_generation;
        m_records.clear();
        refresh();
        m_delay->start();
    });
    connect(m_list, &PaletteList::activated, this, &CommandPalette::runCurrent);
}

CommandPalette::~CommandPalette() = default;

void CommandPalette::addLocalProvider(std::function<std::vector<PaletteItem>()> provider)
{
    m_local.push_back(std::move(provider));
}

void CommandPalette::addRemoteProvider(std::function<void(const QString&, PaletteAnswer)> provider)
{
    m_remote.push_back(std::move(provider));
}

void CommandPalette::open(const QString& query)
{
    ++m_generation;
    m_records.clear();
    QFont font = fontOf(TextRole::Body);
    font.setPixelSize(theme().px(15));
    m_edit->setFont(font);
    m_edit->setText(query);
    refresh();
    place();
    show();
    raise();
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_edit->selectAll();
}

void CommandPalette::close()
{
    if (!isVisible())
        return;
    ++m_generation;
    m_delay->stop();
    hide();
    Q_EMIT closed();
}

void CommandPalette::askRemote()
{
    const QString query = m_edit->text().simplified();
    if (query.isEmpty() || !isVisible())
        return;
    for (const auto& ask : m_remote)
        ask(query, [self = QPointer(this), generation = m_generation](std::vector<PaletteItem> items) {
            if (!self || self->m_generation != generation)
                return;
            for (PaletteItem& item : items)
                self->m_records.push_back(std::move(item));
            self->refresh();
        });
}

void CommandPalette::refresh()
{
    struct Ranked {
        PaletteItem item;
        PaletteMatch match;
    };
    const QString query = m_edit->text().simplified();
    std::array<std::vector<Ranked>, 4> groups;
    std::vector<Ranked> exact;
    const auto offer = [&](PaletteItem item, PaletteMatch match) {
        auto& list = item.isExact ? exact : groups.at(static_cast<std::size_t>(item.group));
        list.push_back({std::move(item), std::move(match)});
    };
    for (const auto& provider : m_local)
        for (PaletteItem& item : provider()) {
            PaletteMatch match = matchPalette(query, item.name);
            for (const QString& keyword : std::as_const(item.keywords))
                match.score = std::max(match.score, matchPalette(query, keyword).score - 100);
            if (match.score >= 0 && (!query.isEmpty() || item.group != PaletteGroup::Records))
                offer(std::move(item), std::move(match));
        }
    for (const PaletteItem& record : m_records)
        offer(record, matchPalette(query, record.name));
    std::vector<PaletteRow> rows;
    for (Ranked& one : exact)
        rows.push_back({std::move(one.item), std::move(one.match.positions), true});
    for (std::size_t i = 0; i < groups.size(); ++i) {
        auto& group = groups[i];
        if (static_cast<PaletteGroup>(i) != PaletteGroup::Records)
            std::stable_sort(group.begin(), group.end(),
                             [](const Ranked& a, const Ranked& b) { return a.match.score > b.match.score; });
        const std::size_t count = std::min<std::size_t>(group.size(), query.isEmpty() ? 24 : kItemsPerGroup);
        for (std::size_t row = 0; row < count; ++row)
            rows.push_back({std::move(group[row].item), std::move(group[row].match.positions), false});
    }
    m_list->setRows(std::move(rows));
    place();
}

QStringList CommandPalette::shownNames() const
{
    QStringList names;
    for (const PaletteRow& row : m_list->rows())
        names << row.item.name;
    return names;
}

void CommandPalette::runCurrent()
{
    const auto run = m_list->currentRun();
    close();
    if (run)
        run();
}

void CommandPalette::place()
{
    setGeometry(m_window->rect());
    const int width = std::min(theme().px(kWidth), this->width() - theme().px(32));
    const int field = theme().px(kField);
    const int top = std::min(theme().px(kTop), std::max(8, height() / 8));
    const int room = std::max(theme().px(80), height() - top - field - theme().px(24));
    const int list = std::min(m_list->wantedHeight(), room);
    m_panel->setGeometry((this->width() - width) / 2, top, width,
                         field + list + (list > 0 ? theme().px(6) : 0));
    m_edit->setGeometry(theme().px(44), 1, width - theme().px(60), field - 1);
    m_list->setGeometry(1, field, width - 2, list);
}

void CommandPalette::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), tokens().scrim);
}

void CommandPalette::mousePressEvent(QMouseEvent*)
{
    close();
}

void CommandPalette::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    place();
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_window && event->type() == QEvent::Resize && isVisible())
        place();
    if (watched != m_edit || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
    case Qt::Key_Escape:
        close();
        return true;
    case Qt::Key_Down:
        m_list->step(1);
        return true;
    case Qt::Key_Up:
        m_list->step(-1);
        return true;
    case Qt::Key_PageDown:
        m_list->step(8);
        return true;
    case Qt::Key_PageUp:
        m_list->step(-8);
        return true;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        runCurrent();
        return true;
    case Qt::Key_Tab:
    case Qt::Key_Backtab:
        return true; // the focus stays here
    default:
        return false;
    }
}

} // namespace bursar::ui

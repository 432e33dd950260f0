// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/filter_bar.h"

#include "ui/theme/paint.h"
#include "ui/widgets/button.h"
#include "ui/widgets/filter_parts.h"
#include "ui/widgets/text_label.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QMenu>
#include <QPainter>
#include <QSettings>

#include <algorithm>
#include <utility>

namespace bursar::ui {
namespace {

constexpr int kHistoryMax = 10;
constexpr int kTextWidthMin = 104;

} // namespace

FilterBar::FilterBar(const QString& settingsKey, QWidget* parent)
    : QWidget(parent), m_settingsKey(settingsKey), m_edit(new QLineEdit(this)),
      m_result(new TextLabel({}, TextRole::Label, Ink::Muted, this)),
      m_problem(new TextLabel({}, TextRole::Label, Ink::Negative, this)),
      m_saved(new IconButton(Icon::Star, tr("Saved filters"), this)),
      m_completer(new FilterCompleter(m_edit, this))
{
    setBare(m_edit, true);
    m_edit->setFrame(false);
    m_edit->setPlaceholderText(tr("Add a filter"));
    m_edit->setAccessibleName(tr("Filter"));
    m_edit->installEventFilter(this);
    m_problem->hide();
    m_completer->setFields(&m_fields);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(m_edit, &QLineEdit::textEdited, this, [this] {
        showProblem({});
        m_completer->refresh();
    });
    connect(m_completer, &FilterCompleter::picked, this, [this](const QString& text) {
        m_edit->setText(text);
        text.endsWith(QLatin1Char(':')) ? m_completer->refresh() : commitText();
    });
    connect(m_saved, &IconButton::clicked, this, &FilterBar::openSavedMenu);
    connect(&theme(), &Theme::changed, this, [this] { layoutContents(); });
    // What is typed is mono, the invitation to type is not.
    const auto chooseFont = [this] {
        m_edit->setFont(fontOf(m_edit->text().isEmpty() ? TextRole::Body : TextRole::Mono));
    };
    chooseFont();
    m_completer->setHistory(history());
    connect(m_edit, &QLineEdit::textChanged, m_edit, chooseFont);
    connect(&theme(), &Theme::changed, m_edit, chooseFont);
}

FilterBar::~FilterBar() = default;

void FilterBar::setFields(std::vector<FilterField> fields)
{
    m_fields = std::move(fields);
}

void FilterBar::setFilters(std::vector<Filter> filters)
{
    m_filters = std::move(filters);
    rebuildChips();
}

void FilterBar::addFilter(const Filter& filter)
{
    const auto same = std::find_if(m_filters.begin(), m_filters.end(), [&](const Filter& other) {
        return other.field == filter.field && other.op == filter.op;
    });
    const bool joins = filter.op == FilterOp::Is || filter.op == FilterOp::IsNot;
    if (same != m_filters.end() && joins) {
        for (const QString& value : filter.values)
            if (!same->values.contains(value))
                same->values << value;
    } else if (same != m_filters.end()) {
        same->values = filter.values;
    } else {
        m_filters.push_back(filter);
    }
    rebuildChips();
    changed();
}

void FilterBar::addFilterByCell(const QString& field, const models::Cell& cell, bool exclude)
{
    const QString value = models::copied(cell);
    if (!value.isEmpty())
        addFilter({field, exclude ? FilterOp::IsNot : FilterOp::Is, {value}});
}

void FilterBar::clear()
{
    if (m_filters.empty())
        return;
    m_filters.clear();
    rebuildChips();
    changed();
}

void FilterBar::setFilterText(const QString& text)
{
    FilterProblem problem;
    auto parsed = parseFilters(text, m_fields, &problem);
    showProblem(parsed ? QString() : problem.sentence);
    if (!parsed)
        return m_edit->setText(text);
    m_edit->clear();
    setFilters(std::move(*parsed));
}

QString FilterBar::problem() const
{
    return m_problem->isHidden() ? QString() : m_problem->fullText();
}

void FilterBar::changed()
{
    showProblem({});
    remember();
    Q_EMIT filtersChanged(m_filters);
}

void FilterBar::setResult(const QString& text)
{
    m_result->setText(text);
    layoutContents();
}

QString FilterBar::result() const
{
    return m_result->fullText();
}

void FilterBar::setPlaceholder(const QString& text)
{
    m_edit->setPlaceholderText(text);
}

void FilterBar::focusText()
{
    m_edit->setFocus(Qt::ShortcutFocusReason);
    m_completer->refresh();
}

void FilterBar::rebuildChips()
{
    for (FilterChip* chip : m_chips)
        chip->deleteLater();
    m_chips.clear();
    for (const Filter& filter : m_filters) {
        auto* chip = new FilterChip(filter, this);
        connect(chip, &FilterChip::removed, this, [this, filter] {
            std::erase(m_filters, filter);
            rebuildChips();
            m_edit->setFocus();
            changed();
        });
        connect(chip, &FilterChip::edited, this, [this, filter] {
            std::erase(m_filters, filter);
            rebuildChips();
            m_edit->setText(filterText(filter));
            m_edit->setFocus();
        });
        chip->show();
        m_chips.push_back(chip);
    }
    layoutContents();
}

void FilterBar::layoutContents()
{
    const int line = theme().px(32);
    const int gap = theme().px(6);
    const int left = theme().px(6);
    m_saved->resize(m_saved->sizeHint());
    m_result->resize(m_result->sizeHint());
    const int right = width() - theme().px(4) - m_saved->width();
    const int firstRight = right - (m_result->text().isEmpty() ? 0 : m_result->width() + theme().px(8));
    int x = left;
    int row = 0;
    const auto rightOf = [&](int which) { return which == 0 ? firstRight : width() - left; };
    for (FilterChip* chip : m_chips) {
        const QSize size(std::min(chip->sizeHint().width(), rightOf(row) - left), chip->sizeHint().height());
        if (x > left && x + size.width() > rightOf(row)) {
            ++row;
            x = left;
        }
        chip->setGeometry(x, row * line + (line - size.height()) / 2, size.width(), size.height());
        x += size.width() + gap;
    }
    if (x > left && x + theme().px(kTextWidthMin) > rightOf(row)) {
        ++row;
        x = left;
    }
    const int editHeight = theme().px(24);
    m_edit->setGeometry(x + theme().px(4), row * line + (line - editHeight) / 2,
                        std::max(40, rightOf(row) - x - theme().px(8)), editHeight);
    m_saved->move(right, (line - m_saved->height()) / 2);
    m_result->move(right - m_result->width() - theme().px(8), (line - m_result->height()) / 2);
    if (!m_problem->isHidden()) {
        m_problem->resize(width() - 2 * left, lineHeightOf(TextRole::Label));
        m_problem->move(left + theme().px(4), (row + 1) * line + theme().px(2));
    }
    const int rows = row + 1;
    if (rows != m_rows || height() != sizeHint().height()) {
        m_rows = rows;
        updateGeometry();
    }
    update();
}

QSize FilterBar::sizeHint() const
{
    const int problem = m_problem->isHidden() ? 0 : theme().px(20);
    return {theme().px(480), m_rows * theme().px(32) + problem};
}

void FilterBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layoutContents();
}

void FilterBar::showProblem(const QString& sentence)
{
    if (m_problem->fullText() == sentence)
        return;
    m_problem->setText(sentence.isEmpty() ? QString() : QString(QStringLiteral("✕ ") + sentence));
    m_problem->setVisible(!sentence.isEmpty());
    updateGeometry();
    layoutContents();
}

void FilterBar::commitText()
{
    m_completer->dismiss();
    const QString text = m_edit->text().trimmed();
    if (text.isEmpty())
        return;
    FilterProblem problem;
    const auto parsed = parseFilters(text, m_fields, &problem);
    if (!parsed)
        return showProblem(problem.sentence);
    showProblem({});
    m_edit->clear();
    for (const Filter& filter : *parsed)
        addFilter(filter);
}

bool FilterBar::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_edit)
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        if (event->type() == QEvent::FocusOut)
            m_completer->dismiss();
        update();
    }
    if (event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    auto* key = static_cast<QKeyEvent*>(event);
    switch (key->key()) {
    case Qt::Key_Down:
        if (!m_completer->isVisible())
            m_completer->refresh();
        return m_completer->step(1);
    case Qt::Key_Up:
        return m_completer->step(-1);
    case Qt::Key_Tab:
    case Qt::Key_Return:
    case Qt::Key_Enter: {
        QString chosen = m_completer->chosen();
        if (key->key() == Qt::Key_Tab && chosen.isEmpty() && m_completer->isVisible() && m_completer->step(1))
            chosen = m_completer->chosen();
        if (chosen.isEmpty() && key->key() == Qt::Key_Tab)
            return false;
        if (chosen.isEmpty()) {
            commitText();
            return true;
        }
        m_edit->setText(chosen);
        const bool needsValue = chosen.endsWith(QLatin1Char(':')) || chosen.endsWith(QLatin1Char('>'))
            || chosen.endsWith(QLatin1Char('<'));
        needsValue ? m_completer->refresh() : commitText();
        return true;
    }
    case Qt::Key_Escape:
        if (m_completer->isVisible()) {
            m_completer->dismiss();
            return true;
        }
        if (!m_edit->text().isEmpty()) {
            m_edit->clear();
            showProblem({});
            return true;
        }
        return false;
    case Qt::Key_Backspace:
        if (m_edit->text().isEmpty() && !m_filters.empty()) {
            m_filters.pop_back();
            rebuildChips();
            changed();
            return true;
        }
        return false;
    default:
        return false;
    }
}

void FilterBar::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    const Tokens& t = tokens();
    const QRectF frame(0, 0, width(), m_rows * theme().pxF(32));
    const bool isWrong = !m_problem->isHidden();
    const bool focused = m_edit->hasFocus();
    paintPanel(&painter, frame, theme().pxF(6), t.surface, isWrong ? t.negative : t.control);
    if (focused)
        paintPanel(&painter, frame, theme().pxF(6), QColor(), isWrong ? t.negative : t.accent, 2);
}

QStringList FilterBar::history() const
{
    if (m_settingsKey.isEmpty())
        return {};
    return QSettings().value(QStringLiteral("filters/%1/history").arg(m_settingsKey)).toStringList();
}

void FilterBar::remember()
{
    if (m_settingsKey.isEmpty() || m_filters.empty())
        return;
    QStringList lines = history();
    const QString text = filterText(m_filters);
    lines.removeAll(text);
    lines.prepend(text);
    while (lines.size() > kHistoryMax)
        lines.removeLast();
    QSettings().setValue(QStringLiteral("filters/%1/history").arg(m_settingsKey), lines);
    m_completer->setHistory(lines);
}

QStringList FilterBar::savedNames() const
{
    QSettings settings;
    settings.beginGroup(QStringLiteral("filters/%1/saved").arg(m_settingsKey));
    return settings.childKeys();
}

void FilterBar::saveAs(const QString& name)
{
    if (!m_settingsKey.isEmpty() && !name.isEmpty())
        QSettings().setValue(QStringLiteral("filters/%1/saved/%2").arg(m_settingsKey, name),
                             filterText(m_filters));
}

void FilterBar::removeSaved(const QString& name)
{
    QSettings().remove(QStringLiteral("filters/%1/saved/%2").arg(m_settingsKey, name));
}

void FilterBar::applySaved(const QString& name)
{
    const QString text
        = QSettings().value(QStringLiteral("filters/%1/saved/%2").arg(m_settingsKey, name)).toString();
    setFilterText(text);
    if (problem().isEmpty())
        changed();
}

void FilterBar::openSavedMenu()
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QStringList names = savedNames();
    for (const QString& name : names)
        connect(menu->addAction(icon(Icon::StarFilled), name), &QAction::triggered, this,
                [this, name] { applySaved(name); });
    if (!names.isEmpty())
        menu->addSeparator();
    QAction* save = menu->addAction(tr("Save this filter"));
    save->setEnabled(!m_filters.empty() && !m_settingsKey.isEmpty());
    connect(save, &QAction::triggered, this,
            [this] { saveAs(filterText(m_filters).replace(QLatin1Char('/'), QLatin1Char('|'))); });
    QAction* clearAll = menu->addAction(tr("Clear filters"));
    clearAll->setEnabled(!m_filters.empty());
    connect(clearAll, &QAction::triggered, this, &FilterBar::clear);
    if (!names.isEmpty()) {
        QMenu* remove = menu->addMenu(tr("Forget a saved filter"));
        for (const QString& name : names)
            connect(remove->addAction(name), &QAction::triggered, this, [this, name] { removeSaved(name); });
    }
    menu->popup(m_saved->mapToGlobal(QPoint(0, m_saved->height() + theme().px(4))));
}

} // namespace bursar::ui

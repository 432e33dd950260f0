// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/scope_picker.h"

#include "models/client/agent_directory.h"
#include "ui/theme/icons.h"
#include "ui/theme/paint.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace bursar::ui {

using models::AgentDirectory;

namespace {
constexpr int kWidth = 300;
constexpr int kRow = 28;
constexpr int kRowsShown = 10;

/// "All agents" on top of the directory.
class WithAll : public QAbstractListModel {
public:
    WithAll(AgentDirectory& agents, QObject* parent) : QAbstractListModel(parent), m_agents(agents)
    {
        connect(&agents, &AgentDirectory::modelAboutToBeReset, this, [this] { beginResetModel(); });
        connect(&agents, &AgentDirectory::modelReset, this, [this] { endResetModel(); });
    }
    int rowCount(const QModelIndex& parent = {}) const override
    {
        return parent.isValid() ? 0 : m_agents.rowCount() + 1;
    }
    QVariant data(const QModelIndex& index, int role) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        if (index.row() > 0)
            return m_agents.data(m_agents.index(index.row() - 1, 0), role);
        if (role == Qt::DisplayRole)
            return ScopePicker::tr("All agents");
        return role == AgentDirectory::IdRole ? QVariant(QString()) : QVariant();
    }

private:
    AgentDirectory& m_agents;
};

/// Finds by name and by id; "all agents" only while nothing is typed.
class Found : public QSortFilterProxyModel {
public:
    using QSortFilterProxyModel::QSortFilterProxyModel;
    void look(const QString& text)
    {
        m_text = text.trimmed();
        invalidateFilter();
    }

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override
    {
        if (m_text.isEmpty())
            return true;
        const QModelIndex index = sourceModel()->index(row, 0, parent);
        const QString id = index.data(AgentDirectory::IdRole).toString();
        return !id.isEmpty()
            && (id.contains(m_text, Qt::CaseInsensitive)
                || index.data().toString().contains(m_text, Qt::CaseInsensitive));
    }

private:
    QString m_text;
};

class RowDelegate : public QStyledItemDelegate {
public:
    RowDelegate(const QString& chosen, QObject* parent) : QStyledItemDelegate(parent), m_chosen(chosen) {}
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const Tokens& t = tokens();
        const QRectF rect = option.rect;
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
            paintPanel(painter, rect.adjusted(4, 0, -4, 0), 4, t.hover, t.hover);
        const QString id = index.data(AgentDirectory::IdRole).toString();
        if (id == m_chosen) {
            const double side = theme().pxF(16);
            paintIcon(painter, QRectF(rect.right() - side - 12, rect.center().y() - side / 2, side, side), Icon::Check,
                      t.accent);
        }
        const QString name = index.data().toString();
        const QRectF text = rect.adjusted(12, 0, -36, 0);
        const double used = paintText(painter, text, name, {.role = TextRole::Body});
        if (!id.isEmpty() && id != name)
            paintText(painter, text.adjusted(used + 8, 0, 0, 0), id, {.role = TextRole::Mono, .color = t.textMuted});
    }
    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override { return {100, theme().px(kRow)}; }

private:
    const QString& m_chosen;
};
} // namespace

ScopePicker::ScopePicker(AgentDirectory& agents, QWidget* parent)
    : QWidget(parent, Qt::Popup), m_agents(agents), m_found(new Found(this)), m_edit(new QLineEdit),
      m_list(new QListView)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 8, 8, 8);
    layout->setSpacing(4);
    layout->addWidget(m_edit);
    layout->addWidget(m_list);
    m_found->setSourceModel(new WithAll(agents, this));
    m_edit->setPlaceholderText(tr("Find an agent"));
    m_edit->setAccessibleName(tr("Find an agent"));
    m_edit->setClearButtonEnabled(true);
    m_edit->installEventFilter(this);
    m_list->setModel(m_found);
    m_list->setItemDelegate(new RowDelegate(m_scope, this));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setUniformItemSizes(true);
    m_list->setMouseTracking(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Agents"));
    m_list->viewport()->setAutoFillBackground(false);
    connect(m_edit, &QLineEdit::textChanged, this, [this](const QString& text) {
        static_cast<Found*>(m_found)->look(text);
        m_list->setCurrentIndex(m_found->index(0, 0));
        fit();
    });
    connect(m_list, &QListView::clicked, this, &ScopePicker::choose);
}

void ScopePicker::setScope(const QString& agentId)
{
    m_scope = agentId;
    m_list->viewport()->update();
}

void ScopePicker::showEvent(QShowEvent* event)
{
    m_edit->clear();
    fit();
    m_edit->setFocus();
    for (int row = 0; row < m_found->rowCount(); ++row) {
        if (m_found->index(row, 0).data(AgentDirectory::IdRole).toString() == m_scope)
            m_list->setCurrentIndex(m_found->index(row, 0));
    }
    QWidget::showEvent(event);
}

void ScopePicker::fit()
{
    const int rows = std::clamp(m_found->rowCount(), 1, kRowsShown);
    m_list->setFixedHeight(rows * theme().px(kRow));
    setFixedWidth(theme().px(kWidth));
    adjustSize();
}

void ScopePicker::choose(const QModelIndex& index)
{
    if (!index.isValid())
        return;
    const QString id = index.data(AgentDirectory::IdRole).toString();
    close();
    Q_EMIT scopeChosen(id);
}

bool ScopePicker::eventFilter(QObject* watched, QEvent* event)
{
    if (watched != m_edit || event->type() != QEvent::KeyPress)
        return QWidget::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const int row = m_list->currentIndex().row();
    switch (key->key()) {
    case Qt::Key_Up:
    case Qt::Key_Down: {
        const int wanted = row + (key->key() == Qt::Key_Down ? 1 : -1);
        m_list->setCurrentIndex(m_found->index(std::clamp(wanted, 0, std::max(m_found->rowCount() - 1, 0)), 0));
        return true;
    }
    case Qt::Key_Return:
    case Qt::Key_Enter: choose(m_list->currentIndex()); return true;
    case Qt::Key_Escape: close(); return true;
    default: return false;
    }
}

void ScopePicker::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintPanel(&painter, rect(), 6, tokens().raised, tokens().border);
}

} // namespace bursar::ui

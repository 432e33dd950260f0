// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/start_cards.h"

#include "models/common/format.h"
#include "ui/charts/quota_bar.h"
#include "ui/shell/role_words.h"
#include "ui/shell/server_delegate.h"
#include "ui/widgets/button.h"
#include "ui/widgets/text_label.h"

#include <QDir>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>

namespace bursar::ui {

namespace {
QString sizeText(std::int64_t bytes)
{
    return QLocale::c().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

/// `~/.local/share/bursar` rather than the whole path.
QString shortPath(const std::string& path)
{
    const QString whole = QString::fromStdString(path);
    const QString home = QDir::homePath();
    return home.size() > 1 && whole.startsWith(home + u'/') ? QLatin1StringView("~") + whole.mid(home.size()) : whole;
}
} // namespace

EngineCard::EngineCard(EngineProfile profile, QWidget* parent)
    : Card({}, parent), m_profile(profile), m_explanation(new TextLabel({}, TextRole::Body)),
      m_place(new TextLabel({}, TextRole::Mono, Ink::Muted)), m_state(new TextLabel({}, TextRole::Label, Ink::Muted)),
      m_bar(new QuotaBar), m_open(nullptr), m_cancel(nullptr), m_running(nullptr)
{
    const bool isDemo = profile == EngineProfile::demo;
    setTitle(isDemo ? tr("Look around") : tr("Work on this machine"));
    m_explanation->setText(isDemo ? tr("90 days of simulated calls and payments. None of it is real.")
                                  : tr("Engine and database run inside this window."));
    m_open = new Button(isDemo ? tr("Open demo") : tr("Open local"), ButtonKind::Primary);
    m_open->setObjectName(isDemo ? QStringLiteral("openDemo") : QStringLiteral("openLocal"));
    m_cancel = new Button(tr("Cancel"), ButtonKind::Text);
    m_running = new Button(tr("Connect to it"), ButtonKind::Text);
    build();
    connect(m_open, &Button::clicked, this, &EngineCard::openRequested);
    connect(m_cancel, &Button::clicked, this, &EngineCard::cancelRequested);
    connect(m_running, &Button::clicked, this, &EngineCard::runningRequested);
}

void EngineCard::build()
{
    m_explanation->setWordWrap(true);
    m_state->setWordWrap(true);
    m_place->setElided(Qt::ElideMiddle);
    m_place->setVisible(false);
    m_bar->setTone(Tone::Progress);
    m_bar->hide();
    m_state->hide();
    m_cancel->hide();
    m_running->hide();
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(8);
    column->addWidget(m_explanation);
    column->addWidget(m_place);
    column->addStretch(1);
    column->addWidget(m_state);
    column->addWidget(m_bar);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_open);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_running);
    buttons->addStretch(1);
    column->addSpacing(4);
    column->addLayout(buttons);
    setContent(content);
}

void EngineCard::setData(const ProfileData& kept)
{
    if (kept.directory.empty())
        return;
    QString place = shortPath(kept.directory);
    if (kept.bytes > 0)
        place += QStringLiteral("  ") + sizeText(kept.bytes);
    m_place->setText(place);
    m_place->setVisible(true);
}

void EngineCard::setRunning(const std::optional<RunningEngine>& running)
{
    m_runningEngine = running;
    m_running->setVisible(running.has_value());
    if (!running)
        return;
    m_state->setText(tr("● An engine already runs on this data, agents reach it at %1")
                         .arg(QUrl(QString::fromStdString(running->url)).authority()));
    m_state->show();
    m_open->setDisabledReason(tr("Another process holds this data. Connect to it instead."));
}

void EngineCard::setProgress(const EngineProgress& progress)
{
    m_open->setBusy(true);
    m_cancel->show();
    m_state->setInk(Ink::Muted);
    QString text = QString::fromStdString(progress.sentence);
    if (progress.fraction)
        text += QStringLiteral("  %1 %").arg(int(*progress.fraction * 100));
    m_state->setText(text);
    m_state->show();
    m_bar->setVisible(progress.fraction.has_value());
    if (progress.fraction)
        m_bar->setUsed(*progress.fraction, text);
}

void EngineCard::setStopped(const QString& sentence)
{
    m_open->setBusy(false);
    m_cancel->hide();
    m_bar->hide();
    m_state->setInk(Ink::Negative);
    m_state->setText(sentence.isEmpty() ? QString() : QStringLiteral("✕ ") + sentence);
    m_state->setVisible(!sentence.isEmpty());
    if (m_runningEngine)
        setRunning(m_runningEngine);
}

void EngineCard::setUnavailable(const QString& reason)
{
    m_open->setDisabledReason(reason);
    m_state->setInk(Ink::Muted);
    m_state->setText(reason);
    m_state->show();
}

QString EngineCard::stateText() const
{
    return m_state->fullText();
}

ServersCard::ServersCard(models::ServerList& servers, models::ServerProfiles& profiles, QWidget* parent)
    : Card(tr("Connect to a server"), parent), m_servers(servers), m_profiles(profiles), m_filter(new QLineEdit),
      m_list(new QListView), m_empty(new TextLabel({}, TextRole::Body, Ink::Muted)),
      m_new(new Button(tr("+ New"), ButtonKind::Text)), m_connect(new Button(tr("Connect")))
{
    m_found.setSourceModel(&servers);
    m_found.setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_filter->setPlaceholderText(tr("Filter servers"));
    m_filter->setAccessibleName(tr("Filter servers"));
    m_filter->installEventFilter(this);
    m_list->setModel(&m_found);
    m_list->setItemDelegate(new ServerDelegate(servers, m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setMouseTracking(true);
    m_list->setAccessibleName(tr("Saved servers"));
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    m_list->setAttribute(Qt::WA_InputMethodEnabled, false);
    m_empty->setText(tr("No server is saved yet. A server is a bursard that runs elsewhere; you need its address and "
                        "an API key of yours."));
    m_empty->setWordWrap(true);
    m_new->setObjectName(QStringLiteral("newServer"));
    m_connect->setObjectName(QStringLiteral("connectServer"));
    addAction(m_new);
    auto* content = new QWidget;
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins({});
    column->setSpacing(8);
    column->addWidget(m_filter);
    column->addWidget(m_empty);
    column->addWidget(m_list, 1);
    column->addStretch(servers.rowCount() > 0 ? 0 : 1);
    column->addWidget(m_connect, 0, Qt::AlignRight);
    setContent(content);
    connect(m_filter, &QLineEdit::textChanged, &m_found, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_new, &Button::clicked, this, &ServersCard::newRequested);
    connect(m_connect, &Button::clicked, this, [this] { act(currentId()); });
    connect(m_list, &QListView::doubleClicked, this, [this] { act(currentId()); });
    connect(m_list, &QListView::customContextMenuRequested, this, &ServersCard::openMenu);
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &ServersCard::showCurrent);
    connect(&m_found, &QAbstractItemModel::modelReset, this, &ServersCard::showCurrent);
    connect(&m_found, &QAbstractItemModel::rowsInserted, this, &ServersCard::showCurrent);
    connect(&m_found, &QAbstractItemModel::rowsRemoved, this, &ServersCard::showCurrent);
    connect(&m_found, &QAbstractItemModel::dataChanged, this, &ServersCard::showCurrent);
    showCurrent();
}

QString ServersCard::currentId() const
{
    return m_list->currentIndex().data(models::ServerList::IdRole).toString();
}

void ServersCard::showCurrent()
{
    const bool hasServers = m_servers.rowCount() > 0;
    m_empty->setVisible(!hasServers);
    m_list->setVisible(hasServers);
    m_filter->setVisible(m_servers.rowCount() > 3);
    m_connect->setVisible(hasServers);
    if (!m_list->currentIndex().isValid() && m_found.rowCount() > 0)
        m_list->setCurrentIndex(m_found.index(0, 0));
    const models::ServerList::Row* row = m_servers.row(currentId());
    m_connect->setDisabledReason(row ? QString() : tr("Choose a server first."));
    const bool changed = row && row->seen == models::ServerList::Seen::CertificateChanged;
    m_connect->setText(changed ? tr("Compare…") : tr("Connect"));
}

void ServersCard::act(const QString& id)
{
    const models::ServerList::Row* row = m_servers.row(id);
    if (!row)
        return;
    if (row->seen == models::ServerList::Seen::CertificateChanged)
        Q_EMIT compareRequested(id);
    else
        Q_EMIT serverRequested(id);
}

void ServersCard::openMenu(const QPoint& position)
{
    const QString id = m_list->indexAt(position).data(models::ServerList::IdRole).toString();
    if (id.isEmpty())
        return;
    QMenu menu(this);
    menu.addAction(icon(Icon::Link), tr("Connect"), this, [this, id] { act(id); });
    menu.addAction(icon(Icon::Refresh), tr("Look again"), this, [this, id] { m_servers.look(id); });
    menu.addAction(icon(Icon::Edit), tr("Edit…"), this, [this, id] { Q_EMIT editRequested(id); });
    menu.addSeparator();
    menu.addAction(icon(Icon::Trash), tr("Forget this server"), this, [this, id] { m_profiles.remove(id); });
    menu.exec(m_list->viewport()->mapToGlobal(position));
}

bool ServersCard::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return Card::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (isEnter) {
        act(currentId());
        return true;
    }
    if (watched == m_filter && (key->key() == Qt::Key_Down || key->key() == Qt::Key_Up)) {
        m_list->setFocus(Qt::TabFocusReason);
        return true;
    }
    return Card::eventFilter(watched, event);
}

} // namespace bursar::ui

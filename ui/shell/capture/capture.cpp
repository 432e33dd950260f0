// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/capture/capture.h"

#include "ui/shell/appearance.h"
#include "ui/shell/capture/canned_engine_client.h"
#include "ui/shell/console_frame.h"
#include "ui/shell/inspector_dock.h"
#include "ui/shell/launch.h"
#include "ui/shell/main_window.h"
#include "ui/shell/page_header.h"
#include "ui/shell/start_screen.h"
#include "ui/shell/workspace.h"
#include "ui/theme/theme.h"
#include "ui/widgets/data_table.h"
#include "ui/widgets/dialogs.h"
#include "ui/widgets/inspector.h"
#include "ui/widgets/segmented_tabs.h"
#include "ui/widgets/shortcut_sheet.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QDir>
#include <QPainter>
#include <QPointer>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QTemporaryDir>

#include <cstdio>

namespace bursar::ui {

namespace {
using namespace std::chrono_literals;
constexpr auto kRound = 25ms;
constexpr auto kDialogTime = 900ms; // a preview arrives, and its button can be pressed
constexpr int kQuietRounds = 8;       // nothing busy for 200 ms: delayed skeletons and layouts have settled
constexpr int kWaitRoundsMax = 8'000; // 200 s: the demo prepares 90 days first

QString word(CaptureData data)
{
    constexpr std::array words{"usual", "empty", "one", "many", "longest", "offline", "failed", "unknown"};
    return QLatin1StringView(words[std::size_t(data)]);
}

class FrozenClock final : public base::Clock {
public:
    base::Time now() const override { return CaptureSetting::now(); }
};

/// Servers as an operator would have them, for the start screen.
void addServers(models::ServerProfiles& profiles)
{
    const QDateTime used = QDateTime::fromString(QStringLiteral("2026-11-20T09:12:00Z"), Qt::ISODate);
    profiles.save({QStringLiteral("1"), QStringLiteral("prod-seoul"), QUrl(QStringLiteral("https://bursar.acme.kr")),
                   models::Environment::Production, used, {}, QStringLiteral("admin")});
    profiles.save({QStringLiteral("2"), QStringLiteral("staging"), QUrl(QStringLiteral("https://st.acme.kr")),
                   models::Environment::Staging, used.addDays(-2), {}, QStringLiteral("operator")});
    profiles.save({QStringLiteral("3"), QStringLiteral("tokyo-2"), QUrl(QStringLiteral("https://10.2.0.8:8443")),
                   models::Environment::Production, used.addDays(-9), {}, QStringLiteral("observer")});
}
} // namespace

namespace {
QList<SheetDialog*> openDialogs()
{
    QList<SheetDialog*> dialogs;
    for (QWidget* window : QApplication::topLevelWidgets()) {
        if (auto* dialog = qobject_cast<SheetDialog*>(window); dialog && dialog->isVisible())
            dialogs.append(dialog);
    }
    return dialogs;
}
} // namespace

base::Time CaptureSetting::now()
{
    return base::Time(std::chrono::seconds(1'795'185'007));
}

Capture::Capture(const ConsoleOptions& options, std::unique_ptr<EngineHost> host, PageMaker pages, QSettings& settings)
    : m_options(options), m_pages(pages),
      m_app(options, std::move(host), std::move(pages), settings, models::KeyStore::Use::FileOnly)
{
    m_poll.setInterval(kRound);
    connect(&m_poll, &QTimer::timeout, this, &Capture::poll);
    connect(&m_app, &ConsoleApp::finished, this, [this] { Q_EMIT finished(true, {}); });
    m_app.setClientFilter([this](std::shared_ptr<contract::EngineClient> engine) {
        m_client = std::make_shared<CannedEngineClient>(std::move(engine), m_options.data);
        return m_client;
    });
}

Capture::~Capture() = default;

void Capture::start()
{
    addServers(m_app.profiles());
    m_app.showWindow(QSize(m_options.width, m_options.height));
    planStart();
    planPages();
    planExtras();
    next();
}

void Capture::planStart()
{
    m_steps.push_back({QStringLiteral("start"), [] {}, [] { return true; }, {}});
    m_steps.push_back({{},
                       [this] { m_app.openEngine(EngineProfile::demo); },
                       [this] { return m_app.frame() != nullptr && m_app.session()->gateway().me().has_value(); },
                       {}});
}

void Capture::addPage(const QString& id, const QString& picture)
{
    m_steps.push_back({picture,
                       [this, id] { m_app.frame()->open({id, {}, models::Range{}, QString()}); },
                       [this] {
                           const Page* page = m_app.frame()->workspace().page();
                           return page == nullptr || !page->isBusy();
                       },
                       [this, picture] {
                           if (!picture.isEmpty())
                               planRest(picture);
                       }});
}

void Capture::planRest(const QString& picture)
{
    Page* page = m_app.frame()->workspace().page();
    if (!page)
        return;
    const auto isReady = [page = QPointer<Page>(page)] { return !page || !page->isBusy(); };
    std::vector<Step> rest;
    const auto scrolls = page->findChildren<QScrollArea*>();
    for (QScrollArea* scroll : scrolls) {
        QScrollBar* bar = scroll->verticalScrollBar();
        if (scroll->isVisible() && bar->maximum() > 0) {
            rest.push_back({picture + QStringLiteral("-below"), [bar] { bar->setValue(bar->maximum()); }, isReady,
                            [bar] { bar->setValue(0); }});
            break;
        }
    }
    if (auto* tabs = page->findChild<SegmentedTabs*>(QStringLiteral("pageTabs"))) {
        for (int tab = 1; tab < tabs->count(); ++tab)
            rest.push_back({picture + QStringLiteral("-tab%1").arg(tab + 1), [tabs, tab] { tabs->setCurrent(tab); },
                            isReady, {}});
        rest.push_back({{}, [tabs] { tabs->setCurrent(0); }, isReady, {}});
    }
    m_steps.insert(m_steps.begin(), std::make_move_iterator(rest.begin()), std::make_move_iterator(rest.end()));
}

void Capture::planPages()
{
    const std::vector<PageEntry> entries = m_pages();
    if (m_options.data == CaptureData::offline) { // everything was read once
        for (const PageEntry& entry : entries)
            addPage(entry.id, {});
        m_steps.push_back({{}, [this] { m_client->goOffline(CaptureSetting::now() + 8s); }, [] { return true; }, {}});
    }
    for (const PageEntry& entry : entries) {
        if (m_options.page.empty() || entry.id == QString::fromStdString(m_options.page))
            addPage(entry.id, entry.id);
    }
}

bool Capture::showsRecord() const
{
    Page* page = m_app.frame()->workspace().page();
    return page && page->headline();
}

void Capture::planDialogs(const QString& picture)
{
    std::vector<Step> steps;
    for (const PageAction& action : m_app.frame()->workspace().header().actions()) {
        const bool asksForFile = action.icon == QLatin1String("export") || action.icon == QLatin1String("import");
        const bool isDisabled = action.whyDisabled && !action.whyDisabled().isEmpty();
        if (asksForFile || isDisabled || !action.text.endsWith(QChar(0x2026)))
            continue;
        auto settled = std::make_shared<QDeadlineTimer>();
        steps.push_back({picture + QLatin1Char('-') + action.id,
                         [action, settled] {
                             runAction(action);
                             settled->setRemainingTime(kDialogTime);
                         },
                         [settled] { return settled->hasExpired(); },
                         [] {
                             for (SheetDialog* dialog : openDialogs())
                                 dialog->close();
                         }});
    }
    m_steps.insert(m_steps.begin(), std::make_move_iterator(steps.begin()), std::make_move_iterator(steps.end()));
}

/// The first row of the page's first table that is in view, as Enter opens it.
Capture::Step Capture::inspectorStep(const QString& picture)
{
    return {picture + QStringLiteral("-inspector"),
            [this] {
                const Page* page = m_app.frame()->workspace().page();
                if (!page)
                    return;
                for (DataTable* table : page->findChildren<DataTable*>()) {
                    if (!table->isVisible() || !table->model() || table->model()->rowCount() == 0)
                        continue;
                    table->selectRow(0);
                    Q_EMIT table->rowActivated(table->model()->index(0, 0));
                    break;
                }
            },
            [this] {
                const Page* page = m_app.frame()->workspace().page();
                return !page || !page->isBusy();
            },
            [this, picture] {
                m_app.frame()->workspace().dock().close();
                if (!showsRecord())
                    return;
                m_steps.push_front({{}, [this] { m_app.frame()->workspace().back(); }, [] { return true; }, {}});
                planDialogs(picture);
                planRest(picture + QStringLiteral("-record"));
            }};
}

/// The inspectors of a page, of each tab in turn.
void Capture::planInspectors(const QString& id)
{
    addPage(id, {}); // its rows come first: an answer that arrives later would take the selection away
    m_steps.push_back({{}, [] {}, [] { return true; }, [this, id] { planDialogs(id); }});
    Step first = inspectorStep(id);
    first.after = [this, id, close = first.after] {
        close();
        Page* page = m_app.frame()->workspace().page();
        auto* tabs = page ? page->findChild<SegmentedTabs*>(QStringLiteral("pageTabs")) : nullptr;
        for (int tab = tabs ? tabs->count() - 1 : 0; tab > 0; --tab) {
            m_steps.push_front(inspectorStep(id + QStringLiteral("-tab%1").arg(tab + 1)));
            m_steps.push_front({{}, [tabs, tab] { tabs->setCurrent(tab); },
                                [page = QPointer<Page>(page)] { return !page || !page->isBusy(); }, {}});
        }
    };
    m_steps.push_back(std::move(first));
}

void Capture::planExtras()
{
    const std::vector<PageEntry> entries = m_pages();
    for (const PageEntry& entry : entries) {
        if (m_options.page.empty() || entry.id == QString::fromStdString(m_options.page))
            planInspectors(entry.id);
    }
    if (!m_options.page.empty())
        return;
    if (entries.empty())
        return;
    addPage(entries.front().id, {});
    m_steps.push_back({QStringLiteral("palette"), [this] { m_app.frame()->palette().open(QStringLiteral("re")); },
                       [] { return true; }, [this] { m_app.frame()->palette().close(); }});
    m_steps.push_back({QStringLiteral("shortcuts"), [this] { m_app.frame()->showShortcuts(); },
                       [] { return true; }, [this] { m_app.frame()->sheet().hide(); }});
}

void Capture::next()
{
    if (m_steps.empty())
        return end(true);
    m_step = std::move(m_steps.front());
    m_steps.pop_front();
    m_quietRounds = 0;
    m_waitedRounds = 0;
    m_step.prepare();
    m_poll.start();
}

void Capture::poll()
{
    if (StartScreen* screen = m_app.startScreen(); screen && !m_app.failure().isEmpty())
        return end(false, m_app.failure());
    if (++m_waitedRounds > kWaitRoundsMax)
        return end(false, QStringLiteral("no end of reading: ") + m_step.picture);
    m_quietRounds = m_step.isReady() ? m_quietRounds + 1 : 0;
    if (m_quietRounds < kQuietRounds)
        return;
    m_poll.stop();
    const bool hasInspector = m_step.picture.endsWith(QLatin1StringView("-inspector"));
    const bool isWanted = !hasInspector || m_app.frame()->workspace().dock().isOpen() || showsRecord();
    if (!m_step.picture.isEmpty() && isWanted && !keep(m_step.picture))
        return end(false, QStringLiteral("cannot write ") + fileName(m_step.picture));
    if (m_step.after)
        m_step.after();
    next();
}

QString Capture::fileName(const QString& picture) const
{
    QString name = picture + (theme().isDark() ? QStringLiteral("-dark") : QStringLiteral("-light"))
        + (models::displaySettings().isKorean() ? QStringLiteral("-ko") : QStringLiteral("-en"));
    const ConsoleOptions usual;
    if (m_options.data != usual.data)
        name += u'-' + word(m_options.data);
    if (m_options.width != usual.width || m_options.height != usual.height)
        name += QStringLiteral("-%1x%2").arg(m_options.width).arg(m_options.height);
    if (m_options.textSize != 0 && m_options.textSize != 100)
        name += QStringLiteral("-%1").arg(m_options.textSize);
    return QDir(QString::fromStdString(m_options.capture)).filePath(name + QStringLiteral(".png"));
}

bool Capture::keep(const QString& picture)
{
    QPixmap shown = m_app.window().grab();
    QPainter painter(&shown);
    for (SheetDialog* dialog : openDialogs())
        painter.drawPixmap(m_app.window().mapFromGlobal(dialog->mapToGlobal(QPoint())), dialog->grab());
    painter.end();
    return shown.save(fileName(picture));
}

void Capture::end(bool isDone, const QString& reason)
{
    m_poll.stop();
    if (!isDone)
        Q_EMIT finished(false, reason);
    else
        m_app.shutDown();
}

int runCapture(const ConsoleOptions& given, const EngineHostMaker& makeHost, PageMaker pages)
{
    QTemporaryDir folder;
    if (!folder.isValid() || !QDir().mkpath(QString::fromStdString(given.capture))) {
        std::fprintf(stderr, "bursar: cannot make the folder for captures\n");
        return 1;
    }
    // As root the database runs under another account, which must be able to pass through.
    QFile::setPermissions(folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner | QFile::ExeGroup
                                             | QFile::ExeOther);
    ConsoleOptions options = given;
    options.dataDirectory = folder.filePath(QStringLiteral("data")).toStdString();
    options.noListen = true;
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.filePath(QStringLiteral("config")));
    QSettings settings;
    if (options.theme.empty())
        options.theme = "light";
    if (options.language.empty())
        options.language = "en";
    applyAppearance(options, settings);
    theme().setMotionMode(MotionMode::Off);
    models::displaySettings().setZone(models::Zone::Utc);
    models::displaySettings().freezeNow(CaptureSetting::now());
    int exitCode = 1;
    {
        Capture capture(options, makeHost(options, std::make_shared<FrozenClock>(), CaptureSetting::kSeed),
                        std::move(pages), settings);
        QObject::connect(&capture, &Capture::finished, qApp, [&exitCode](bool isDone, const QString& reason) {
            exitCode = isDone ? 0 : 1;
            if (!isDone)
                std::fprintf(stderr, "bursar: %s\n", qPrintable(reason));
            QMetaObject::invokeMethod(qApp, &QCoreApplication::quit, Qt::QueuedConnection);
        });
        QMetaObject::invokeMethod(&capture, &Capture::start, Qt::QueuedConnection);
        QApplication::exec();
    }
    return exitCode;
}

} // namespace bursar::ui

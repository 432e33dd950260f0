// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/palette_content.h"

#include "contract/channels.h"
#include "contract/ledger.h"
#include "contract/system.h"
#include "ui/shell/console_session.h"
#include "ui/shell/page_header.h"
#include "ui/shell/workspace.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSettings>

namespace bursar::ui {

namespace {
const QString kRecentKey = QStringLiteral("palette/recent/");

struct KindLook {
    QLatin1StringView kind;
    Icon icon;
    const char* word;
};
constexpr std::array kKinds{
    KindLook{QLatin1StringView("agent"), Icon::Registry, QT_TRANSLATE_NOOP("PaletteContent", "Agent")},
    KindLook{QLatin1StringView("customer"), Icon::Customers, QT_TRANSLATE_NOOP("PaletteContent", "Customer")},
    KindLook{QLatin1StringView("log"), Icon::Logs, QT_TRANSLATE_NOOP("PaletteContent", "Request")},
    KindLook{QLatin1StringView("payment"), Icon::Payouts, QT_TRANSLATE_NOOP("PaletteContent", "Payment")},
    KindLook{QLatin1StringView("key"), Icon::Key, QT_TRANSLATE_NOOP("PaletteContent", "Key")},
    KindLook{QLatin1StringView("task"), Icon::Clock, QT_TRANSLATE_NOOP("PaletteContent", "Task")},
    KindLook{QLatin1StringView("batch"), Icon::Import, QT_TRANSLATE_NOOP("PaletteContent", "Batch")},
};

QString textOf(const std::string& value)
{
    return QString::fromStdString(value);
}

Location selected(const QString& page, const QString& id)
{
    return {page, {{QStringLiteral("selected"), id}}, {}, {}};
}

Location filtered(const QString& page, const QString& filter)
{
    return {page, {{QStringLiteral("filter"), filter}}, {}, {}};
}
} // namespace

Location placeOfRecord(const QString& kind, const QString& id, const QString& agentId)
{
    if (kind == QLatin1StringView("agent"))
        return selected(QStringLiteral("registry"), id);
    if (kind == QLatin1StringView("customer"))
        return selected(QStringLiteral("customers"), id);
    if (kind == QLatin1StringView("log"))
        return selected(QStringLiteral("logs"), id);
    if (kind == QLatin1StringView("payment"))
        return filtered(QStringLiteral("logs"), QLatin1StringView("payment:") + id);
    if (kind == QLatin1StringView("batch"))
        return filtered(QStringLiteral("logs"), QLatin1StringView("batch:") + id);
    if (kind == QLatin1StringView("key"))
        return selected(QStringLiteral("registry"), agentId);
    return {};
}

PaletteContent::PaletteContent(ConsoleSession& session, Workspace& workspace, CommandPalette& palette, QObject* parent)
    : QObject(parent), m_session(session), m_workspace(workspace)
{
    palette.addLocalProvider([this] { return pages(); });
    palette.addLocalProvider([this] { return pageActions(); });
    palette.addLocalProvider([this] { return m_commands ? m_commands() : std::vector<PaletteItem>(); });
    palette.addLocalProvider([this] { return agents(); });
    palette.addLocalProvider([this] { return recent(); });
    palette.addRemoteProvider(
        [this](const QString& query, PaletteAnswer answer) { findRecords(query, std::move(answer)); });
    palette.addRemoteProvider(
        [this](const QString& query, PaletteAnswer answer) { findInLedger(query, std::move(answer)); });
    palette.addRemoteProvider(
        [this](const QString& query, PaletteAnswer answer) { findChannels(query, std::move(answer)); });
}

std::vector<PaletteItem> PaletteContent::pages()
{
    std::vector<PaletteItem> items;
    for (const PageEntry* entry : m_workspace.allowedPages()) {
        PaletteItem item;
        item.group = PaletteGroup::GoTo;
        item.icon = iconNamed(entry->icon).value_or(Icon::ChevronRight);
        item.name = entry->title;
        item.keywords = {entry->id};
        if (!entry->goKey.isEmpty())
            item.shortcut = QLatin1StringView("g ") + entry->goKey.toString().toLower();
        item.run = [this, id = entry->id] { m_workspace.open({id, {}, {}, {}}); };
        items.push_back(std::move(item));
    }
    return items;
}

std::vector<PaletteItem> PaletteContent::agents()
{
    std::vector<PaletteItem> items;
    PaletteItem all;
    all.group = PaletteGroup::Do;
    all.icon = Icon::Filter;
    all.name = tr("Show all agents");
    all.run = [this] { m_workspace.view().setScope({}); };
    if (!m_workspace.view().scope().isEmpty())
        items.push_back(all);
    for (const models::AgentDirectory::Row& row : m_session.agents().rows()) {
        PaletteItem item;
        item.group = PaletteGroup::Do;
        item.icon = Icon::Filter;
        item.name = tr("Show only %1").arg(row.name);
        item.context = row.id;
        item.keywords = {row.id, row.name};
        item.run = [this, id = row.id] { m_workspace.view().setScope(id); };
        items.push_back(std::move(item));
    }
    return items;
}

std::vector<PaletteItem> PaletteContent::pageActions()
{
    std::vector<PaletteItem> items;
    for (const PageAction& action : m_workspace.header().actions()) {
        if (action.whyDisabled && !action.whyDisabled().isEmpty())
            continue; // absent, not grey
        PaletteItem item;
        item.group = PaletteGroup::Do;
        item.icon = iconNamed(action.icon).value_or(Icon::Bolt);
        item.name = action.text;
        item.context = m_workspace.page() ? m_workspace.page()->title() : QString();
        item.shortcut = action.shortcut.toString(QKeySequence::NativeText);
        item.keywords = {action.id};
        item.run = [action] { runAction(action); };
        items.push_back(std::move(item));
    }
    return items;
}

void PaletteContent::findRecords(const QString& query, PaletteAnswer answer)
{
    if (query.trimmed().size() < 2 || !m_session.gateway().isLive())
        return answer({});
    contract::FindAnything::Input input;
    input.q = query.trimmed().toStdString();
    input.limit = kRecordsMax;
    m_session.gateway().call<contract::FindAnything>(
        input, this, [this, query, answer](const contract::Outcome<contract::FoundItems>& outcome) {
            std::vector<PaletteItem> items;
            if (outcome) {
                for (const contract::FoundItem& found : outcome->items)
                    items.push_back(recordItem(found, query.trimmed()));
            }
            std::erase_if(items, [](const PaletteItem& item) { return !item.run; });
            answer(std::move(items));
        });
}

void PaletteContent::findChannels(const QString& query, PaletteAnswer answer)
{
    const QString page = QStringLiteral("channels");
    const QString id = query.trimmed();
    if (!id.startsWith(QLatin1String("ch_")) || !m_session.gateway().isLive() || !m_workspace.mayOpen(page))
        return answer({});
    contract::ListChannels::Input input;
    input.q = id.toStdString();
    input.limit = kRecordsMax;
    m_session.gateway().call<contract::ListChannels>(
        input, this, [this, page, id, answer](const contract::Outcome<contract::ChannelPage>& outcome) {
            std::vector<PaletteItem> items;
            for (const contract::Channel& channel : outcome ? outcome->channels : std::vector<contract::Channel>()) {
                PaletteItem item;
                item.group = PaletteGroup::Records;
                item.icon = Icon::Channels;
                item.name = textOf(channel.channel_id);
                item.context = tr("Channel");
                item.isExact = item.name == id;
                item.run = [this, name = item.name, text = item.context, place = selected(page, item.name)] {
                    openRecent(name, text, Icon::Channels, place);
                };
                items.push_back(std::move(item));
            }
            answer(std::move(items));
        });
}

void PaletteContent::findInLedger(const QString& query, PaletteAnswer answer)
{
    static const QRegularExpression kNumber(QStringLiteral("^#?([0-9]{1,18})$"));
    const auto match = kNumber.match(query.trimmed().remove(QLatin1Char(',')));
    const QString page = QStringLiteral("ledger");
    if (!match.hasMatch() || !m_session.gateway().isLive() || !m_workspace.mayOpen(page))
        return answer({});
    const auto make = [this, page](const QString& name, const QString& key) {
        PaletteItem item;
        item.group = PaletteGroup::Records;
        item.icon = Icon::Ledger;
        item.name = name;
        item.context = tr("Ledger");
        item.isExact = true;
        item.run = [this, name, text = item.context, place = selected(page, key)] {
            openRecent(name, text, Icon::Ledger, place);
        };
        return item;
    };
    const QString number = match.captured(1);
    m_session.gateway().call<contract::GetLedgerEntry>(
        {number.toLongLong()}, this, [make, number, answer](const contract::Outcome<contract::LedgerEntry>& outcome) {
            std::vector<PaletteItem> items;
            if (outcome)
                items.push_back(make(tr("Journal entry #%1").arg(number), QLatin1StringView("entry:") + number));
            if (outcome && outcome->type == "open")
                items.push_back(make(tr("Ledger account #%1").arg(number), QLatin1StringView("account:") + number));
            answer(std::move(items));
        });
}

PaletteItem PaletteContent::recordItem(const contract::FoundItem& found, const QString& query)
{
    PaletteItem item;
    item.group = PaletteGroup::Records;
    const QString kind = textOf(found.kind);
    item.name = found.title.empty() ? textOf(found.id) : textOf(found.title);
    QStringList context;
    for (const KindLook& look : kKinds) {
        if (kind == look.kind) {
            item.icon = look.icon;
            context.append(QCoreApplication::translate("PaletteContent", look.word));
        }
    }
    if (!found.detail.empty())
        context.append(textOf(found.detail));
    item.context = context.join(QStringLiteral(" · "));
    item.isExact = textOf(found.id).compare(query, Qt::CaseInsensitive) == 0;
    const Location place =
        placeOfRecord(kind, textOf(found.id), found.agent_id ? textOf(*found.agent_id) : QString());
    if (!place.page.isEmpty() && m_workspace.mayOpen(place.page))
        item.run = [this, name = item.name, text = item.context, icon = item.icon, place] {
            openRecent(name, text, icon, place);
        };
    return item;
}

void PaletteContent::openRecent(const QString& name, const QString& context, Icon icon, const Location& place)
{
    QSettings& settings = m_session.settings();
    const QString key = kRecentKey + m_session.identity().key;
    QJsonArray kept{QJsonObject{{QStringLiteral("name"), name},
                                {QStringLiteral("context"), context},
                                {QStringLiteral("icon"), iconFileName(icon)},
                                {QStringLiteral("place"), toJson(place)}}};
    const QJsonArray before = QJsonDocument::fromJson(settings.value(key).toByteArray()).array();
    for (const QJsonValue& row : before) {
        if (kept.size() < kRecentMax && row.toObject().value(QStringLiteral("name")).toString() != name)
            kept.append(row);
    }
    settings.setValue(key, QJsonDocument(kept).toJson(QJsonDocument::Compact));
    m_workspace.open(place);
}

std::vector<PaletteItem> PaletteContent::recent() const
{
    std::vector<PaletteItem> items;
    const QByteArray kept = m_session.settings().value(kRecentKey + m_session.identity().key).toByteArray();
    for (const QJsonValue& value : QJsonDocument::fromJson(kept).array()) {
        const QJsonObject row = value.toObject();
        PaletteItem item;
        item.group = PaletteGroup::Recent;
        item.icon = iconNamed(row.value(QStringLiteral("icon")).toString()).value_or(Icon::Clock);
        item.name = row.value(QStringLiteral("name")).toString();
        item.context = row.value(QStringLiteral("context")).toString();
        const Location place = locationFromJson(row.value(QStringLiteral("place")).toObject());
        item.run = [&workspace = m_workspace, place] { workspace.open(place); };
        items.push_back(std::move(item));
    }
    return items;
}

} // namespace bursar::ui

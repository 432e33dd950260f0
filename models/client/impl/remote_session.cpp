// SPDX-License-Identifier: GPL-3.0-or-later
#include "models/client/impl/remote_session.h"

#include "contract/identity.h"
#include "contract/system.h"

#include <QRandomGenerator>
#include <QVersionNumber>

namespace bursar::models {

using base::Error;
using base::ErrorCode;
using contract::LinkState;

namespace {
using namespace std::chrono_literals;
constexpr auto kSlow = 1s;

base::Time now()
{
    return std::chrono::floor<base::Duration>(std::chrono::system_clock::now());
}

bool isOlder(const std::string& version)
{
    const auto parse = [](const QString& text) { return QVersionNumber::fromString(text); };
    const QVersionNumber theirs = parse(QString::fromStdString(version));
    return !theirs.isNull() && theirs < parse(QStringLiteral(BURSAR_VERSION));
}
} // namespace

void RemoteShared::post(std::function<void(RemoteSession&)> job)
{
    const std::lock_guard lock(mutex);
    if (session)
        QMetaObject::invokeMethod(
            session, [target = session, job = std::move(job)] { job(*target); }, Qt::QueuedConnection);
}

RemoteSession::RemoteSession(RemoteOptions options, std::shared_ptr<RemoteShared> shared)
    : m_options(std::move(options)), m_shared(std::move(shared)), m_gate(m_options.pin, m_options.onPinned),
      m_lane({m_options.apiKey, m_options.timeout, m_options.inFlightMax, m_options.waitingMax}, m_gate, this),
      m_events(m_options.base, m_options.apiKey, m_options.pingEvery, m_gate, this), m_retry(this)
{
    m_retry.setSingleShot(true);
    connect(&m_retry, &QTimer::timeout, this, &RemoteSession::attempt);
    const auto changed = [this] {
        refused(LinkState::certificate_changed, tr("The server shows another certificate than before."));
    };
    connect(&m_lane, &HttpLane::certificateChanged, this, changed);
    connect(&m_events, &EventSocket::certificateChanged, this, changed);
    connect(&m_lane, &HttpLane::unreachable, this, [this] {
        if (m_events.isOpen() || m_isAttempting || m_retry.isActive() || isHalted())
            return; // the event stream tells, or it is being found out
        attempt();
    });
    connect(&m_events, &EventSocket::answered, this, &RemoteSession::eventsAnswered);
    connect(&m_events, &EventSocket::closed, this, &RemoteSession::eventsClosed);
    connect(&m_events, &EventSocket::received, this, [this](const contract::Event& event) {
        std::shared_ptr<RemoteShared::Topic> topic;
        {
            const std::lock_guard lock(m_shared->mutex);
            const auto found = m_shared->topics.find(event.topic);
            if (found != m_shared->topics.end())
                topic = found->second;
        }
        if (topic)
            topic->listeners.notify(event);
    });
}

RemoteSession::~RemoteSession()
{
    const std::lock_guard lock(m_shared->mutex);
    m_shared->session = nullptr;
}

bool RemoteSession::isHalted() const
{
    return m_link.state == LinkState::refused || m_link.state == LinkState::certificate_changed;
}

void RemoteSession::start()
{
    const bool encrypted = m_options.base.scheme() == QLatin1StringView("https");
    if (!m_options.base.isValid() || m_options.base.host().isEmpty()
        || (!encrypted && m_options.base.scheme() != QLatin1StringView("http"))) {
        refused(LinkState::refused, tr("This is not the address of a server."));
        return;
    }
    if (!encrypted && !isLoopback(m_options.base)) {
        refused(LinkState::refused, tr("Plain HTTP is only for this machine: use https."));
        return;
    }
    attempt();
}

void RemoteSession::retryNow()
{
    if (m_gate.hasChanged())
        return; // only trust() helps
    m_retry.stop();
    m_events.close();
    m_failures = 0;
    m_isAttempting = false;
    publish(LinkState::connecting);
    start();
}

void RemoteSession::trust(const QByteArray& pin)
{
    m_gate.setPin(pin);
    retryNow();
}

void RemoteSession::attempt()
{
    m_retry.stop();
    m_isAttempting = true;
    if (m_failures == 0)
        publish(LinkState::connecting);
    checkReadiness();
}

void RemoteSession::checkReadiness()
{
    probe(contract::GetReadiness::kName, [this](const contract::Outcome<contract::json::value>& outcome) {
        if (isHalted())
            return;
        if (!outcome && outcome.error().code() != ErrorCode::NotFound)
            return failed(QString::fromStdString(outcome.error().text()));
        m_isOlder = !outcome; // without a readiness path it is older than 0.1
        if (outcome) {
            try {
                m_isOlder = isOlder(contract::Codec<contract::GetReadiness>::decodeOutput(*outcome).version);
            } catch (const Error&) {
                m_isOlder = true;
            }
        }
        m_olderReason = m_isOlder ? tr("The server is older than this console: some things may be missing.") : QString();
        checkKey();
    });
}

void RemoteSession::checkKey()
{
    probe(contract::WhoAmI::kName, [this](const contract::Outcome<contract::json::value>& outcome) {
        if (isHalted())
            return;
        if (outcome)
            return openEvents();
        const ErrorCode code = outcome.error().code();
        if (code == ErrorCode::Unauthenticated || code == ErrorCode::Forbidden)
            return refused(LinkState::refused, QString::fromStdString(outcome.error().text()));
        failed(QString::fromStdString(outcome.error().text()));
    });
}

void RemoteSession::openEvents()
{
    m_events.open();
}

void RemoteSession::eventsAnswered(qint64 micros)
{
    m_isAttempting = false;
    m_failures = 0;
    m_link.roundTripMicros = micros;
    if (m_isOlder)
        publish(LinkState::older_server, m_olderReason);
    else if (std::chrono::microseconds(micros) > kSlow)
        publish(LinkState::slow, tr("The server answers slowly."));
    else
        publish(LinkState::live);
}

void RemoteSession::eventsClosed(const QString& reason)
{
    if (!isHalted())
        failed(reason);
}

void RemoteSession::failed(const QString& reason)
{
    m_isAttempting = false;
    m_events.close();
    // 0.5, 1, 2 … 30 s, each up to a fifth longer or shorter, so that consoles do not come back in step.
    const double factor = double(1ull << std::min(m_failures, 16));
    const double capped = std::min(double(m_options.retryMin.count()) * factor, double(m_options.retryMax.count()));
    const double jitter = 0.8 + 0.4 * QRandomGenerator::global()->generateDouble();
    const std::chrono::milliseconds wait(qint64(capped * jitter));
    ++m_failures;
    m_retry.start(wait);
    m_link.retryAt = now() + wait;
    m_link.roundTripMicros.reset();
    publish(LinkState::offline, reason);
}

void RemoteSession::refused(LinkState state, const QString& reason)
{
    m_isAttempting = false;
    m_retry.stop();
    m_events.close();
    publish(state, reason);
}

void RemoteSession::publish(LinkState state, const QString& reason)
{
    m_link.state = state;
    m_link.reason = reason.toStdString();
    if (state != LinkState::offline)
        m_link.retryAt.reset();
    {
        const std::lock_guard lock(m_shared->mutex);
        m_shared->link = m_link;
    }
    m_shared->watchers.notify(m_link);
}

void RemoteSession::addTopic(const std::string& topic, const std::string& token)
{
    m_events.addTopic(topic, token);
}

void RemoteSession::dropTopicIfUnused(const std::string& topic)
{
    {
        const std::lock_guard lock(m_shared->mutex);
        const auto found = m_shared->topics.find(topic);
        if (found == m_shared->topics.end() || !found->second->listeners.isEmpty())
            return;
        m_shared->topics.erase(found);
    }
    m_events.removeTopic(topic);
}

void RemoteSession::probe(std::string_view operation,
                          std::function<void(contract::Outcome<contract::json::value>)> reply)
{
    run({operation, contract::json::object{}, {},
         [this, guard = QPointer<RemoteSession>(this),
          reply = std::move(reply)](const contract::Outcome<contract::json::value>& outcome) {
             const bool isStopping = !outcome && outcome.error().reason() == "stopped";
             if (guard && !isStopping)
                 reply(outcome);
         }});
}

void RemoteSession::runCalls()
{
    std::deque<RemoteShared::Call> calls;
    {
        const std::lock_guard lock(m_shared->mutex);
        calls.swap(m_shared->calls);
    }
    for (RemoteShared::Call& call : calls) {
        if (isHalted()) {
            const bool changed = m_link.state == LinkState::certificate_changed;
            call.reply(Error(changed ? ErrorCode::Unavailable : ErrorCode::Unauthenticated,
                             changed ? "certificate_changed" : "refused", m_link.reason));
        } else {
            run(std::move(call));
        }
    }
}

void RemoteSession::run(RemoteShared::Call call)
{
    const contract::OperationInfo* info = contract::findOperation(call.operation);
    if (!info) {
        call.reply(Error(ErrorCode::NotImplemented, "unknown_operation", "No such operation."));
        return;
    }
    try {
        m_lane.submit({wire::requestOf(m_options.base, *info, call.input), info->effect == contract::Effect::read,
                       call.options.idempotencyKey, call.reply});
    } catch (const Error& error) {
        call.reply(error);
    }
}

} // namespace bursar::models

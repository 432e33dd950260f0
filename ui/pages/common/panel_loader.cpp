// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/common/panel_loader.h"

#include "models/common/format.h"
#include "ui/pages/common/error_text.h"
#include "ui/widgets/card.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/stat_card.h"

namespace bursar::ui {

QString staleSince(const models::QueryBase& query, const models::Gateway& gateway)
{
    if (!query.readAt() || (gateway.isLive() && !query.failure()))
        return {};
    return models::formatTime(*query.readAt());
}

PanelLoader::PanelLoader(Card* card, models::QueryBase& query, models::Gateway& gateway)
    : QObject(card), m_card(card), m_gateway(gateway)
{
    addQuery(query);
    connect(&gateway, &models::Gateway::linkChanged, this, &PanelLoader::show);
    connect(&models::displaySettings(), &models::DisplaySettings::changed, this, &PanelLoader::show);
    connect(card, &Card::retryRequested, this, [this] {
        for (const auto& each : m_queries) {
            if (each && each->failure())
                each->repeat();
        }
    });
}

void PanelLoader::setEmpty(std::function<bool()> isEmpty, std::function<void(EmptyState*)> say)
{
    m_isEmpty = std::move(isEmpty);
    m_sayEmpty = std::move(say);
    show();
}

void PanelLoader::addQuery(models::QueryBase& query)
{
    m_queries.emplace_back(&query);
    connect(&query, &models::QueryBase::stateChanged, this, &PanelLoader::show);
}

void PanelLoader::refresh()
{
    show();
}

bool PanelLoader::hasData() const
{
    return std::ranges::all_of(m_queries, [](const auto& query) { return query && query->hasData(); });
}

void PanelLoader::show()
{
    const models::QueryBase* failed = nullptr;
    bool loading = false;
    QString asOf;
    for (const auto& query : m_queries) {
        if (!query)
            return;
        if (query->failure())
            failed = query;
        loading = loading || (query->isLoading() && !(query->isQuiet() && query->hasData()));
        if (asOf.isEmpty())
            asOf = staleSince(*query, m_gateway);
    }
    m_card->setAsOf(asOf);
    const bool data = hasData();
    if (failed && !(data && !m_gateway.isLive()) && !loading) {
        const ErrorText words = errorText(*failed->failure());
        m_card->showFailed(words.sentence, words.code, words.requestId, data);
        return;
    }
    if (!data) {
        m_card->showLoading();
        return;
    }
    if (m_isEmpty && m_isEmpty()) {
        if (m_sayEmpty)
            m_sayEmpty(m_card->emptyState());
        m_card->showEmpty();
    } else if (loading) {
        m_card->showReloading();
    } else {
        m_card->showContent();
    }
}

StatLoader::StatLoader(std::vector<StatCard*> cards, models::QueryBase& query, models::Gateway& gateway,
                       QObject* parent)
    : QObject(parent), m_cards(std::move(cards)), m_query(query), m_gateway(gateway)
{
    connect(&query, &models::QueryBase::stateChanged, this, &StatLoader::show);
    connect(&gateway, &models::Gateway::linkChanged, this, &StatLoader::show);
    show();
}

void StatLoader::show()
{
    const bool failed = m_query.failure() && m_gateway.isLive();
    const QString failure = failed ? errorText(*m_query.failure()).sentence : QString();
    const QString asOf = staleSince(m_query, m_gateway);
    for (StatCard* card : m_cards) {
        card->setLoading(!m_query.hasData() && !m_query.failure());
        card->setFailure(failure);
        card->setStale(asOf);
    }
}

} // namespace bursar::ui

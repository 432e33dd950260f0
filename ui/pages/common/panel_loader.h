// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "models/client/gateway.h"
#include "models/pages/common/query.h"

#include <QObject>
#include <QPointer>

#include <functional>

namespace bursar::ui {

class Card;
class EmptyState;
class StatCard;

/// Keeps a card in step with what it shows: first load, reload, empty, failed with Retry, offline with "as of"
/// (visual.md §8). Lives as long as its card.
class PanelLoader : public QObject {
    Q_OBJECT

public:
    /// The card's content is filled by the page, on `QueryBase::updated`.
    PanelLoader(Card* card, models::QueryBase& query, models::Gateway& gateway);

    /// What counts as nothing to show, and what is said then (on the card's `EmptyState`).
    void setEmpty(std::function<bool()> isEmpty, std::function<void(EmptyState*)> say);
    /// A further query the card needs: its failures and its loading count too.
    void addQuery(models::QueryBase& query);
    /// Looks again; for changes that no query announces (the snippet's address arrived).
    void refresh();

private:
    bool hasData() const;
    void show();

    Card* m_card;
    models::Gateway& m_gateway;
    std::vector<QPointer<models::QueryBase>> m_queries;
    std::function<bool()> m_isEmpty;
    std::function<void(EmptyState*)> m_sayEmpty;
};

/// The same for stat cards that share one answer.
class StatLoader : public QObject {
    Q_OBJECT

public:
    StatLoader(std::vector<StatCard*> cards, models::QueryBase& query, models::Gateway& gateway, QObject* parent);

private:
    void show();

    std::vector<StatCard*> m_cards;
    models::QueryBase& m_query;
    models::Gateway& m_gateway;
};

/// `14:02:11` while the data is not what the engine would say now; empty while it is.
QString staleSince(const models::QueryBase& query, const models::Gateway& gateway);

} // namespace bursar::ui

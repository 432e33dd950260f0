// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "db/db.h"

#include <optional>
#include <string>
#include <string_view>

namespace bursar::analytics {

/// By which column customers are listed, with the customer as tie-break.
class CustomerOrder {
public:
    /// last_seen, first_seen, requests, revenue, errors, customer; `-` before it: descending. Default: -last_seen.
    static CustomerOrder parse(const std::optional<std::string>& asked);

    std::string_view word() const { return m_word; } // as asked, with its sign
    std::string_view expression() const;             // SQL over a row of customers
    std::string_view direction() const { return m_descending ? "DESC" : "ASC"; }
    /// Rows behind a key and a customer that are parameters.
    std::string after(std::string_view keyParameter, std::string_view customerParameter) const;
    /// The key of a row, from the column that holds expression(); exact.
    std::string keyOf(const db::Row& row, int column) const;
    /// Whether a text could be such a key: what a cursor brings is anybody's text.
    bool isKey(const std::string& key) const;

private:
    enum class Column { LastSeen, FirstSeen, Requests, Revenue, Errors, Customer };
    std::string_view sqlType() const;

    std::string m_word = "-last_seen";
    Column m_column = Column::LastSeen;
    bool m_descending = true;
};

/// The last row of a page. Opaque on the wire.
struct CustomerCursor {
    std::string key;
    std::string customer;

    std::string encode(const CustomerOrder& order) const;
    /// Throws InvalidInput on `cursor` when it is malformed or of another order.
    static CustomerCursor decode(const std::string& cursor, const CustomerOrder& order);
};

} // namespace bursar::analytics

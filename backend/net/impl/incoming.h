// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/impl/connection.h"

namespace bursar::net::impl {

/// The request under way on a connection.
struct Connection::Incoming {
    HttpRequest request;
    ResponseMeta meta;
    std::optional<BodyReader> reader;
    Steady::time_point bodySince;
    bool discarding = false; // answered already: the rest of its body is read over
    std::optional<StreamKind> stream;
    std::string webSocketKey;
};

} // namespace bursar::net::impl

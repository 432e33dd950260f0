// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace bursar::net::impl {

/// A refusal by the server itself: becomes the error body of the wire contract.
struct Fault {
    int status;
    std::string_view code; // stable, snake_case
    std::string text;      // a plain sentence
};

} // namespace bursar::net::impl

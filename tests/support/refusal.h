// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <string>

namespace bursar::test {

/// How a call ended: "401 invalid_api_key", or "done". For one-line comparisons of refusals.
template <class F>
std::string refusal(F&& call)
{
    try {
        call();
        return "done";
    } catch (const base::Error& error) {
        return std::to_string(base::httpStatus(error.code())) + " " + error.reason();
    }
}

/// The sentence of the refusal, as older clients compare it.
template <class F>
std::string refusalText(F&& call)
{
    try {
        call();
        return "done";
    } catch (const base::Error& error) {
        return error.text();
    }
}

} // namespace bursar::test

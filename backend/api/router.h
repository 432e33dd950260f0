// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bursar::api {

/// Finds the operation of a method and path. Built once from the contract; read only afterwards.
class Router {
public:
    Router();

    struct Match {
        const contract::OperationInfo* operation = nullptr;
        std::vector<std::pair<std::string_view, std::string>> parameters; // from {braces}
    };
    /// Empty when no operation has this path; with `allowed` filled when another method has it.
    std::optional<Match> find(std::string_view method, std::string_view path, std::string* allowed = nullptr) const;

private:
    struct Route {
        const contract::OperationInfo* operation;
        std::vector<std::string_view> segments; // "{name}" for parameters
    };
    std::map<std::size_t, std::vector<Route>> m_routes; // by number of segments; literals before parameters
};

} // namespace bursar::api

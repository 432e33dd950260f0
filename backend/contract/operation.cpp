// SPDX-License-Identifier: GPL-3.0-or-later
#include "contract/operation.h"

#include <unordered_map>

namespace bursar::contract {

std::vector<OperationInfo> systemOperations();
std::vector<OperationInfo> identityOperations();
std::vector<OperationInfo> registryOperations();
std::vector<OperationInfo> ingestOperations();
std::vector<OperationInfo> logsOperations();
std::vector<OperationInfo> analyticsOperations();
std::vector<OperationInfo> insightOperations();
std::vector<OperationInfo> ledgerOperations();
std::vector<OperationInfo> channelsOperations();

namespace {
const std::vector<OperationInfo>& table()
{
    static const std::vector<OperationInfo> all = [] {
        std::vector<OperationInfo> joined;
        for (auto area : {systemOperations, identityOperations, registryOperations, ingestOperations, logsOperations,
                          analyticsOperations, insightOperations, ledgerOperations, channelsOperations}) {
            std::vector<OperationInfo> part = area();
            joined.insert(joined.end(), std::make_move_iterator(part.begin()), std::make_move_iterator(part.end()));
        }
        return joined;
    }();
    return all;
}

constexpr std::array<std::string_view, 4> kRoleWords{"observer", "operator", "admin", "owner"};
constexpr std::array<std::string_view, 3> kScopeWords{"ingest", "read", "manage"};
} // namespace

std::span<const OperationInfo> operations()
{
    return table();
}

const OperationInfo* findOperation(OperationId name)
{
    static const std::unordered_map<std::string_view, const OperationInfo*> index = [] {
        std::unordered_map<std::string_view, const OperationInfo*> made;
        for (const OperationInfo& info : table())
            made.emplace(info.name, &info);
        return made;
    }();
    const auto found = index.find(name);
    return found == index.end() ? nullptr : found->second;
}

std::string_view methodWord(Method method)
{
    switch (method) {
    case Method::get: return "GET";
    case Method::post: return "POST";
    case Method::put: return "PUT";
    case Method::patch: return "PATCH";
    case Method::del: return "DELETE";
    }
    return "";
}

std::string_view roleWord(Role role)
{
    return kRoleWords[std::size_t(role)];
}

std::optional<Role> roleFromWord(std::string_view word)
{
    for (std::size_t i = 0; i < kRoleWords.size(); ++i) {
        if (kRoleWords[i] == word)
            return Role(i);
    }
    return std::nullopt;
}

std::string_view scopeWord(Scope scope)
{
    return kScopeWords[std::size_t(scope)];
}

std::optional<Scope> scopeFromWord(std::string_view word)
{
    for (std::size_t i = 0; i < kScopeWords.size(); ++i) {
        if (kScopeWords[i] == word)
            return Scope(i);
    }
    return std::nullopt;
}

const HandlerTable::Entry* HandlerTable::find(OperationId name) const
{
    const auto found = m_entries.find(name);
    return found == m_entries.end() ? nullptr : &found->second;
}

void HandlerTable::add(OperationId name, Kind kind, Raw run)
{
    m_entries[name] = Entry{kind, std::move(run)};
}

} // namespace bursar::contract

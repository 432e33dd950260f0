// SPDX-License-Identifier: GPL-3.0-or-later
#include "ledger/impl/job.h"

#include "base/error.h"

#include <boost/describe.hpp>
#include <boost/json.hpp>

namespace bursar::ledger {

namespace {
namespace json = boost::json;

[[noreturn]] void unreadable()
{
    throw base::Error(base::ErrorCode::Internal, "ledger_unreadable", "Another server's answer cannot be read.");
}
} // namespace

std::string encodeAnswer(const Answer& answer)
{
    json::object out;
    if (const auto* accepted = std::get_if<Accepted>(&answer)) {
        out = {{"id", number(accepted->id)}, {"at", base::formatTime(accepted->at)}, {"repeated", accepted->repeated}};
    } else {
        const auto& refusal = std::get<Refusal>(answer);
        out = {{"refused", int(refusal.code)}, {"text", refusal.text}};
        if (refusal.subject)
            out["subject"] = number(*refusal.subject);
    }
    return json::serialize(out);
}

Answer decodeAnswer(std::string_view text)
{
    json::error_code error;
    const json::value value = json::parse(json::string_view(text.data(), text.size()), error);
    if (error || !value.is_object())
        unreadable();
    const json::object& object = value.get_object();
    try {
        if (const json::value* code = object.if_contains("refused")) {
            Refusal refusal{RefusalCode(code->as_int64()), std::string(object.at("text").as_string()), {}};
            if (const json::value* subject = object.if_contains("subject"))
                refusal.subject = JournalId(subject->as_int64());
            return refusal;
        }
        const auto at = base::parseTime(std::string_view(object.at("at").as_string()));
        if (!at)
            unreadable();
        return Accepted{JournalId(object.at("id").as_int64()), *at, object.at("repeated").as_bool()};
    } catch (const std::exception&) {
        unreadable();
    }
}

} // namespace bursar::ledger

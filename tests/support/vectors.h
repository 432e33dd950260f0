// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json.hpp>

#include <fstream>
#include <sstream>
#include <string>

namespace json = boost::json;

namespace bursar::test {

/// A file of tests/data/vectors.
inline json::object vectors(const std::string& file)
{
    std::ifstream in(BURSAR_TEST_DATA "/vectors/" + file);
    std::stringstream text;
    text << in.rdbuf();
    return json::parse(text.str()).as_object();
}

/// A member that is a text; throws when it is missing.
inline std::string text(const json::value& object, std::string_view key)
{
    return std::string(object.as_object().at(key).as_string());
}

} // namespace bursar::test

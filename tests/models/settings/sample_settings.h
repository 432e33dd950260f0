// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/system.h"

#include <string>

namespace bursar::test {

inline contract::SettingRow setting(const std::string& key, const std::string& type, const std::string& value,
                                    const std::string& defaultValue, const std::string& source = "default")
{
    contract::SettingRow row;
    row.key = key;
    row.type = type;
    row.value = value;
    row.default_value = defaultValue;
    row.source = source;
    row.description = "What " + key + " does.";
    return row;
}

/// One of each kind.
inline contract::SettingList sampleSettings()
{
    contract::SettingList list;
    list.file = "/etc/bursar/bursar.toml";
    list.settings = {setting("ingest.workers", "integer", "4", "4"),
                     setting("http.address", "text", "127.0.0.1", "127.0.0.1"),
                     setting("log.level", "choice", "info", "info"),
                     setting("simulator.enabled", "boolean", "true", "false", "file"),
                     setting("retention.seconds", "seconds", "86400", "86400", "environment"),
                     setting("chain.token", "text", "", "")};
    list.settings[0].minimum = 1;
    list.settings[0].maximum = 64;
    list.settings[2].choices = {"debug", "info", "warning"};
    list.settings[4].minimum = 60;
    list.settings[4].environment = {"BURSAR_RETENTION"};
    list.settings[5].secret = true;
    return list;
}

} // namespace bursar::test

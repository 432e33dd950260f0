// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bursar::base {

enum class SettingType { Integer, Boolean, Text, Choice, Path, List };
enum class SettingSource { Default, File, Environment, Option };
std::string_view settingTypeWord(SettingType type);
std::string_view settingSourceWord(SettingSource source);

/// One setting: the only place that names its key, type, default, limits and meaning.
struct SettingInfo {
    std::string_view key; // in the file, and as --key with _ as -
    SettingType type = SettingType::Text;
    std::string_view defaultValue;
    std::span<const std::string_view> environment; // names that are read, first wins
    std::optional<std::int64_t> minimum;
    std::optional<std::int64_t> maximum;
    std::span<const std::string_view> choices;
    bool secret = false;
    std::string_view description;
};

std::span<const SettingInfo> settings();
const SettingInfo* findSetting(std::string_view key);

/// The values in force. Sources in rising order: default, file (TOML), environment, option.
/// Every bad value throws Error{InvalidInput, "invalid_setting"} that names the key and where it came from.
class Config {
public:
    Config();

    void readFile(const std::filesystem::path& file);
    void readEnvironment();
    void set(std::string_view key, std::string_view value, SettingSource source);

    std::string text(std::string_view key) const;
    std::int64_t integer(std::string_view key) const;
    bool boolean(std::string_view key) const;
    std::chrono::seconds seconds(std::string_view key) const { return std::chrono::seconds(integer(key)); }
    std::vector<std::string> list(std::string_view key) const; // comma separated
    SettingSource source(std::string_view key) const;
    const std::filesystem::path& file() const { return m_file; }
    void setFile(std::filesystem::path file) { m_file = std::move(file); }

    /// Writes one key into the file (creates it), keeping the other keys; an empty value takes the key out.
    static void writeToFile(const std::filesystem::path& file, std::string_view key,
                            const std::optional<std::string>& value);
    /// Throws as set() does.
    static void check(const SettingInfo& info, std::string_view value, std::string_view from);

private:
    struct Value {
        std::string text;
        SettingSource source = SettingSource::Default;
    };
    std::map<std::string, Value, std::less<>> m_values;
    std::filesystem::path m_file;
};

} // namespace bursar::base

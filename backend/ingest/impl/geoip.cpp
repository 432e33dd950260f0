// SPDX-License-Identifier: GPL-3.0-or-later
#include "ingest/impl/geoip.h"

#include "base/error.h"
#include "ingest/impl/text.h"

#include <maxminddb.h>

#include <fmt/format.h>

#include <array>

namespace bursar::ingest {

namespace {
constexpr std::size_t kCityBytesMax = 128;

template <std::size_t N>
std::string textAt(MMDB_entry_s& entry, const std::array<const char*, N>& path)
{
    MMDB_entry_data_s data{};
    if (MMDB_aget_value(&entry, &data, path.data()) != MMDB_SUCCESS || !data.has_data
        || data.type != MMDB_DATA_TYPE_UTF8_STRING)
        return {};
    return cleanLine({data.utf8_string, data.data_size}, kCityBytesMax);
}
} // namespace

struct GeoIp::Impl {
    explicit Impl(const std::string& path)
    {
        const int status = MMDB_open(path.c_str(), MMDB_MODE_MMAP, &database);
        if (status != MMDB_SUCCESS) {
            throw base::Error(base::ErrorCode::InvalidInput, "geoip_unreadable",
                              fmt::format("geoip_db_path: cannot read {}: {}", path, MMDB_strerror(status)));
        }
    }
    ~Impl() { MMDB_close(&database); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    MMDB_s database{};
};

GeoIp::GeoIp(const std::string& path) : m_impl(path.empty() ? nullptr : std::make_unique<Impl>(path)) {}
GeoIp::~GeoIp() = default;

Place GeoIp::find(const std::string& address) const
{
    if (!m_impl || address.empty())
        return {};
    int resolveError = 0, databaseError = 0;
    MMDB_lookup_result_s found =
        MMDB_lookup_string(&m_impl->database, address.c_str(), &resolveError, &databaseError);
    if (resolveError != 0 || databaseError != MMDB_SUCCESS || !found.found_entry)
        return {};
    return {textAt(found.entry, std::array<const char*, 3>{"country", "iso_code", nullptr}),
            textAt(found.entry, std::array<const char*, 4>{"city", "names", "en", nullptr})};
}

} // namespace bursar::ingest

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

namespace bursar::ingest {

struct Place {
    std::string country; // ISO 3166-1 alpha-2, "" when unknown
    std::string city;    // English name, "" when unknown
};

/// Countries and cities of addresses from a MaxMind-format database. Any thread. The only user of libmaxminddb.
class GeoIp {
public:
    /// An empty path: finds nothing. Throws Error{InvalidInput, "geoip_unreadable"} when the file cannot be read.
    explicit GeoIp(const std::string& path);
    ~GeoIp();

    /// `address` in the form of normalAddress().
    Place find(const std::string& address) const;

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace bursar::ingest

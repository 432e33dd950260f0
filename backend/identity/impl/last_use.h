// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/time.h"
#include "db/db.h"

#include <chrono>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace bursar::identity {

/// Remembers when keys were used and writes it in one statement, for each key at most once in kInterval. Any
/// thread.
class LastUse {
public:
    static constexpr std::chrono::seconds kInterval{60};
    static constexpr std::size_t kKeysMax = 16'384;

    /// Forgets to note when kKeysMax keys wait to be written: this is information, not evidence.
    void note(const std::string& keyId, base::Time now);
    std::optional<base::Time> of(const std::string& keyId) const;
    void write(db::Pool& pool, base::Time now);

private:
    struct Entry {
        base::Time used;
        std::optional<base::Time> written;
    };
    mutable std::mutex m_mutex;
    std::unordered_map<std::string, Entry> m_entries;
};

} // namespace bursar::identity

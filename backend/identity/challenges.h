// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/identity.h"
#include "db/db.h"

#include <chrono>
#include <initializer_list>
#include <optional>
#include <string>

namespace bursar::identity {

/// Single-use challenges that a wallet signs (contract 2.1): 32 random bytes, EIP-191 over those bytes.
///
/// Nobody can take a challenge away from anyone: a new one never replaces an older one, and the limit counts
/// per subject and requester, so that strangers who ask in the name of a wallet do not lock its holder out.
class Challenges {
public:
    static constexpr std::chrono::seconds kLife{120};
    static constexpr int kLivePerRequesterMax = 5;
    static constexpr int kLiveMax = 20'000;
    static constexpr std::size_t kSubjectBytesMax = 128;

    Challenges(db::Pool& pool, const base::Clock& clock);

    /// `subject` is an agent id or an address, compared in lower case; `requester` the caller's address.
    /// RateLimited "too_many_challenges" with the time after which one more is possible.
    contract::Challenge issue(std::string_view subject, std::string_view requester);

    /// The lower-case address that signed, when the challenge is live and was made for one of `subjects`. The
    /// challenge is used up in every case, before the signature is looked at.
    std::optional<std::string> prove(std::string_view challenge, std::string_view signature,
                                     std::initializer_list<std::string_view> subjects);
    void sweep();

private:
    db::Pool& m_pool;
    const base::Clock& m_clock;
};

} // namespace bursar::identity

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "chain/evm/abi.h"

namespace bursar::chain::evm::impl {

struct Parameter {
    abi::Type type;
    bool indexed = false;
};

/// "name(type indexed name, …)" taken apart.
struct Signature {
    std::string name;
    std::vector<Parameter> parameters;

    static std::optional<Signature> parse(std::string_view text);
    /// The form that is hashed: "name(type,…)".
    std::string canonical() const;
};

/// Bytes that a value takes where it stands: 32 for what is dynamic.
std::size_t headBytes(const abi::Type& type);

} // namespace bursar::chain::evm::impl

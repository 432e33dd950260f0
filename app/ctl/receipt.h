// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace bursar::ctl {

/// Checks a receipt in a file, without a server: the receipt itself, or the answer that carried it. Says what it proves or
/// what is wrong; true when it holds for whoever trusts `key`, 64 hexadecimal digits. Throws base::Error for what is no key or
/// no receipt.
bool verifyReceipt(const std::string& key, const std::string& file);

} // namespace bursar::ctl

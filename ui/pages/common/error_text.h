// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/error.h"
#include "contract/client.h"

#include <QString>

namespace bursar::ui {

class Shell;

/// What the console says about a failure: one sentence, the stable code, and the id to ask support with.
struct ErrorText {
    QString sentence;
    QString code;
    QString requestId; ///< empty when no request reached the engine
};

/// The table of sentences, by reason first, then by class. The engine's own words stand in where they say more.
ErrorText errorText(const base::Error& error);
/// Tells of a failed action, unless the console is offline: the banner says that already.
void toastFailure(Shell& shell, const base::Error& error);
/// Why there is no line to the engine, in a sentence.
QString linkText(const contract::Link& link);

} // namespace bursar::ui

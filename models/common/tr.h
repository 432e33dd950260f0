// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>

/// `tr()` for functions that belong to no QObject. lupdate files such a call under the namespace it stands in, so the
/// word must be looked up under the same name; a context of one's own would never be found.
/// lupdate takes the return type of `models::Cell f() { … tr("…") }` for the class of `f`: a function of ui that says
/// words names the type by `using models::Cell;`.
namespace bursar::models {
inline QString tr(const char* source)
{
    return QCoreApplication::translate("bursar::models", source);
}
} // namespace bursar::models

namespace bursar::ui {
inline QString tr(const char* source)
{
    return QCoreApplication::translate("bursar::ui", source);
}
} // namespace bursar::ui

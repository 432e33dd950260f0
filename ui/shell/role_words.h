// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "contract/operation.h"

#include <QCoreApplication>

namespace bursar::ui {

/// A desk role as people read it.
inline QString roleText(contract::Role role)
{
    switch (role) {
    case contract::Role::observer: return QCoreApplication::translate("Role", "observer");
    case contract::Role::desk_operator: return QCoreApplication::translate("Role", "operator");
    case contract::Role::admin: return QCoreApplication::translate("Role", "admin");
    case contract::Role::owner: return QCoreApplication::translate("Role", "owner");
    }
    return {};
}

inline QString roleText(const QString& word)
{
    const auto role = contract::roleFromWord(word.toStdString());
    return role ? roleText(*role) : word;
}

} // namespace bursar::ui

// SPDX-License-Identifier: GPL-3.0-or-later
// Precompiled into every library of models and ui (bursar_add_qt_library): what nearly all of them include.
#pragma once

#include <QtCore>
#ifdef QT_WIDGETS_LIB
#include <QtWidgets>
#endif
#if __has_include("contract/operation.h")
#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#endif

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

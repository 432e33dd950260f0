// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

namespace bursar::ui {

/// Which data a capture shows.
enum class CaptureData { usual, empty, one, many, longest, offline, failed, unknown };

/// The command line of `bursar` and `bursar-remote`.
struct ConsoleOptions {
    bool demo = false;
    std::string dataDirectory; ///< empty: the account's own
    std::string connect;       ///< URL; empty: none
    std::string listen;        ///< HOST:PORT; empty: the default
    bool noListen = false;
    std::string page;          ///< open here
    bool exitAfterFirstFrame = false;

    std::string capture; ///< folder; empty: no capture
    std::string theme;   ///< light or dark; empty: as set
    std::string language; ///< en or ko; empty: as set
    int width = 1280;
    int height = 800;
    int textSize = 0; ///< percent; 0: as set
    CaptureData data = CaptureData::usual;
};

/// What the program can do: `bursar-remote` has no engine of its own.
enum class ConsoleKind { full, remote };

/// Reads the command line. Empty when the program is done (help, version, a wrong option): `exitCode` says how.
std::optional<ConsoleOptions> parseOptions(int argc, char** argv, ConsoleKind kind, int& exitCode);

} // namespace bursar::ui

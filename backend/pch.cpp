// SPDX-License-Identifier: GPL-3.0-or-later
// Holds nothing: the target exists to compile pch.h once.

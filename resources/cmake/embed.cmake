# SPDX-License-Identifier: GPL-3.0-or-later
# Writes a C++ source that holds the given text files (see bursar_embed).
set(entries "")
foreach(file IN LISTS FILES)
    file(READ "${file}" text)
    get_filename_component(name "${file}" NAME)
    string(APPEND entries "    {\"${name}\", R\"__text__(${text})__text__\"},\n")
endforeach()
file(WRITE "${OUTPUT}"
"#include \"${NAMESPACE}_files.h\"
namespace bursar::embedded::${NAMESPACE} {
namespace { constexpr File kFiles[] = {
${entries}}; }
std::span<const File> files() { return kFiles; }
}
")

# SPDX-License-Identifier: GPL-3.0-or-later

# One precompiled header for everything under backend, one for everything with widgets or models.
function(bursar_use_pch target which)
    if(NOT BURSAR_FUZZ)
        target_precompile_headers(${target} REUSE_FROM bursar_pch_${which})
    endif()
endfunction()

# bursar_add_module(NAME LEVEL n SOURCES … [DEPENDS …] [LIBRARIES …])
# A backend module: static library bursar_NAME, alias bursar::NAME. DEPENDS names other modules, which must be of
# a lower level; LIBRARIES are third-party and stay private to the module.
function(bursar_add_module name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "LEVEL" "SOURCES;DEPENDS;LIBRARIES;PUBLIC_LIBRARIES")
    add_library(bursar_${name} STATIC ${arg_SOURCES})
    add_library(bursar::${name} ALIAS bursar_${name})
    set_property(TARGET bursar_${name} PROPERTY BURSAR_LEVEL ${arg_LEVEL})
    foreach(dependency IN LISTS arg_DEPENDS)
        string(REPLACE "bursar::" "bursar_" target ${dependency})
        get_target_property(level ${target} BURSAR_LEVEL)
        if(NOT level LESS arg_LEVEL)
            message(FATAL_ERROR "${name} (level ${arg_LEVEL}) may not use ${dependency} (level ${level})")
        endif()
    endforeach()
    target_include_directories(bursar_${name} PUBLIC "${PROJECT_SOURCE_DIR}/backend")
    target_link_libraries(bursar_${name}
        PUBLIC bursar::policy ${arg_DEPENDS} ${arg_PUBLIC_LIBRARIES} PRIVATE ${arg_LIBRARIES})
    bursar_use_pch(bursar_${name} backend)
endfunction()

# bursar_add_qt_library(NAME SOURCES … DEPENDS …): a library of models or ui.
function(bursar_add_qt_library name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "INCLUDE" "SOURCES;DEPENDS")
    add_library(bursar_${name} STATIC ${arg_SOURCES})
    add_library(bursar::${name} ALIAS bursar_${name})
    set_target_properties(bursar_${name} PROPERTIES AUTOMOC ON)
    target_include_directories(bursar_${name} PUBLIC "${arg_INCLUDE}")
    target_link_libraries(bursar_${name} PUBLIC bursar::policy bursar::qt ${arg_DEPENDS})
    target_precompile_headers(bursar_${name} PRIVATE "${PROJECT_SOURCE_DIR}/models/qt_pch.h")
endfunction()

# bursar_add_test(NAME LABEL unit|db|chain|ui|slow SOURCES … DEPENDS … [TIMEOUT seconds])
# A Qt Test executable, registered with CTest.
function(bursar_add_test name)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "LABEL;SOURCES;DEPENDS")
    if(NOT arg_TIMEOUT)
        set(arg_TIMEOUT 120)
    endif()
    if(BURSAR_SANITIZE)
        math(EXPR arg_TIMEOUT "${arg_TIMEOUT} * 4")
    endif()
    add_executable(tst_${name} ${arg_SOURCES})
    set_target_properties(tst_${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
    target_include_directories(tst_${name} PRIVATE "${PROJECT_SOURCE_DIR}/tests")
    target_compile_definitions(tst_${name} PRIVATE
        BURSAR_TEST_DATA="${PROJECT_SOURCE_DIR}/tests/data" BURSAR_SOURCE_DIR="${PROJECT_SOURCE_DIR}"
        BURSAR_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
    target_link_libraries(tst_${name} PRIVATE bursar::policy Qt6::Test ${arg_DEPENDS})
    add_test(NAME ${name} COMMAND tst_${name})
    set_tests_properties(${name} PROPERTIES LABELS "${arg_LABEL}" TIMEOUT ${arg_TIMEOUT})
    if("ui" IN_LIST arg_LABEL)
        set_tests_properties(${name} PROPERTIES ENVIRONMENT "QT_QPA_PLATFORM=offscreen")
    endif()
endfunction()

# bursar_embed(TARGET NAMESPACE ns FILES …): compiles text files in.
# Declares in <NAMESPACE>_files.h:  std::span<const File> files();  with File{name, text}, in the order given.
function(bursar_embed target)
    cmake_parse_arguments(PARSE_ARGV 1 arg "" "NAMESPACE" "FILES")
    set(directory "${CMAKE_CURRENT_BINARY_DIR}/embedded")
    set(source "${directory}/${arg_NAMESPACE}_files.cpp")
    set(header "${directory}/${arg_NAMESPACE}_files.h")
    file(WRITE "${header}.new"
"#pragma once
#include <span>
#include <string_view>
namespace bursar::embedded::${arg_NAMESPACE} {
struct File { std::string_view name; std::string_view text; };
std::span<const File> files();
}
")
    file(COPY_FILE "${header}.new" "${header}" ONLY_IF_DIFFERENT)
    add_custom_command(OUTPUT "${source}"
        COMMAND ${CMAKE_COMMAND} "-DOUTPUT=${source}" "-DNAMESPACE=${arg_NAMESPACE}" "-DFILES=${arg_FILES}"
            -P "${PROJECT_SOURCE_DIR}/resources/cmake/embed.cmake"
        DEPENDS ${arg_FILES} "${PROJECT_SOURCE_DIR}/resources/cmake/embed.cmake" VERBATIM)
    target_sources(${target} PRIVATE "${source}")
    target_include_directories(${target} PRIVATE "${directory}")
endfunction()

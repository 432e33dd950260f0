# SPDX-License-Identifier: GPL-3.0-or-later
# How everything is compiled: one place for the standard, warnings, hardening and sanitizers.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -g1")  # assertions stay on: no NDEBUG
set(CMAKE_CXX_FLAGS_DEBUG "-O1 -g1")

find_program(BURSAR_CCACHE ccache)
if(BURSAR_CCACHE)
    # Precompiled headers need the sloppiness; the rest lets clones in different folders share the cache.
    set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
        CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
        "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=true ${BURSAR_CCACHE})
endif()
find_program(BURSAR_MOLD mold)
if(BURSAR_MOLD)
    add_link_options(-fuse-ld=mold)
endif()

add_library(bursar_warnings INTERFACE)
add_library(bursar::warnings ALIAS bursar_warnings)
target_compile_options(bursar_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Werror)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # g++ 12 reports false positives of these inside inlined standard library code.
    target_compile_options(bursar_warnings INTERFACE
        -Wno-restrict -Wno-maybe-uninitialized -Wno-stringop-overflow -Wno-array-bounds -Wno-stringop-overread
        -Wno-missing-field-initializers)
else()
    target_compile_options(bursar_warnings INTERFACE -Wno-missing-field-initializers)
endif()

add_library(bursar_hardening INTERFACE)
add_library(bursar::hardening ALIAS bursar_hardening)
target_compile_options(bursar_hardening INTERFACE -fstack-protector-strong)
target_compile_definitions(bursar_hardening INTERFACE _GLIBCXX_ASSERTIONS)
target_link_options(bursar_hardening INTERFACE -Wl,-z,relro,-z,now)

add_library(bursar_sanitizers INTERFACE)
add_library(bursar::sanitizers ALIAS bursar_sanitizers)
if(BURSAR_SANITIZE STREQUAL "address")
    target_compile_options(bursar_sanitizers INTERFACE
        -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(bursar_sanitizers INTERFACE -fsanitize=address,undefined)
elseif(BURSAR_SANITIZE STREQUAL "thread")
    target_compile_options(bursar_sanitizers INTERFACE -fsanitize=thread -fno-omit-frame-pointer)
    target_link_options(bursar_sanitizers INTERFACE -fsanitize=thread)
endif()
if(BURSAR_FUZZ)
    target_compile_options(bursar_sanitizers INTERFACE -fsanitize=fuzzer-no-link,address,undefined)
    target_link_options(bursar_sanitizers INTERFACE -fsanitize=address,undefined)
endif()

add_library(bursar_policy INTERFACE)
add_library(bursar::policy ALIAS bursar_policy)
target_link_libraries(bursar_policy INTERFACE bursar_warnings bursar_hardening bursar_sanitizers)
target_compile_definitions(bursar_policy INTERFACE BURSAR_VERSION="${PROJECT_VERSION}")

find_package(Threads REQUIRED)
if(NOT BURSAR_FUZZ)
    find_package(Qt6 6.4 REQUIRED COMPONENTS Core Test)
    if(BURSAR_CONSOLE)
        find_package(Qt6 6.4 REQUIRED COMPONENTS Gui Widgets Charts Network WebSockets Svg LinguistTools DBus)
    endif()
    qt_standard_project_setup()
    set(CMAKE_AUTOMOC OFF)  # on where QObjects live: models, ui, tests
    set(CMAKE_AUTOUIC OFF)
    set(CMAKE_AUTOMOC_MOC_OPTIONS "-D_GLIBCXX_CONCEPTS")  # moc 6.4 cannot parse g++ 12's <concepts>: skip it
    add_library(bursar_qt INTERFACE)
    add_library(bursar::qt ALIAS bursar_qt)
    target_compile_definitions(bursar_qt INTERFACE
        QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_CAST_FROM_BYTEARRAY QT_NO_URL_CAST_FROM_STRING
        QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_NO_FOREACH QT_NO_KEYWORDS QT_USE_QSTRINGBUILDER
        QT_DISABLE_DEPRECATED_BEFORE=0x060400)
endif()

# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules of the house that a compiler does not check. Usage: lint.py ROOT; prints every breach, exits 1 if any."""
import pathlib
import re
import sys

LEVELS = {
    "base": 0, "crypto": 1, "contract": 1, "db": 2, "net": 2, "events": 3, "audit": 3, "identity": 4, "rollup": 4, "chain": 4,
    "ledger": 5, "registry": 5, "transactions": 5, "x402": 5, "ingest": 6, "channels": 6, "analytics": 7, "simulator": 8, "api": 9, "engine": 10,
}
LINES_MAX = 700
BANNED = [  # pattern, where it counts, what to do instead
    (r"\b(TODO|FIXME|XXX)\b", "", "finish it, or leave it out and say so in the issue"),
    (r"\bstd::(cout|cerr)\b", "backend", "base::Log"),
    (r"\bprintf\s*\(", "backend", "base::Log"),
    (r"\bqDebug\s*\(", "", "a test, or nothing"),
    (r"\bsetStyleSheet\s*\(", "", "BursarStyle paints; style sheets are not used"),
    (r"\bsetUseOpenGL\b", "", "never"),
    (r"\bQEventLoop\b", "ui models app", "an asynchronous call"),
    (r"\busing namespace std;", "", "std::"),
    (r"\bstd::rand\b|\bsrand\s*\(", "", "<random>, or base::randomHex"),
]
BANNED_IN_HEADERS = [  # a waiting thread for each caller would cap a batch at the pool's size
    (r"\bstd::future\b", "backend", "a callback (see architecture, execution model)"),
]
ADAPTERS = {  # the one file that a library stays in
    "pqxx/": "backend/db/impl/session.cpp",
    "libpq": "backend/db/impl/conninfo.cpp",
}
COLOUR = re.compile(r'"#[0-9a-fA-F]{3,8}"|\bQt::(red|green|blue|black|white|gray|darkGray|lightGray|yellow|cyan)\b'
                    r'|\bQColor\s*\(\s*\d|\bqRgb\s*\(')
INCLUDE = re.compile(r'^\s*#include\s+[<"]([^>"]+)[>"]')


def sources(root):
    for top in ("app", "backend", "models", "tests", "ui"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix in (".h", ".cpp") and "build" not in path.parts:
                yield path


def module_of(name):
    head = name.split("/")[0]
    return head if head in LEVELS else None


def check_include(relative, name):
    parts = relative.parts
    target = module_of(name)
    for library, adapter in ADAPTERS.items():
        if name.startswith(library) and relative.as_posix() != adapter:
            yield f"only {adapter} uses {library}"
    if parts[0] == "backend" and len(parts) > 2:
        own = parts[1]
        if name.startswith("Q") and name[1:2].isupper():
            yield "backend knows no Qt"
        if name.startswith("boost/beast") and own != "net" and "base64" not in name:
            yield "only net uses Beast"
        if target and target != own:
            if LEVELS[target] >= LEVELS.get(own, 99):
                yield f"{own} (level {LEVELS.get(own)}) may not use {target} (level {LEVELS[target]})"
            if "/impl/" in name:
                yield f"{name} is private to {target}"
    if parts[0] in ("ui", "models") and target and target not in ("contract", "base"):
        yield f"{parts[0]} knows contract and base only, not {target}"
    if parts[0] == "models" and name.startswith("ui/"):
        yield "models does not know ui"


def check_file(root, path):
    relative = path.relative_to(root)
    lines = path.read_text(encoding="utf-8").splitlines()
    if not lines or "SPDX-License-Identifier: GPL-3.0-or-later" not in lines[0]:
        yield 1, "the first line is the SPDX line"
    if len(lines) > LINES_MAX:
        yield len(lines), f"more than {LINES_MAX} lines: split it"
    if path.suffix == ".h" and "#pragma once" not in lines[:3]:
        yield 2, "#pragma once follows the SPDX line"
    for number, line in enumerate(lines, 1):
        found = INCLUDE.match(line)
        if found:
            for breach in check_include(relative, found.group(1)):
                yield number, breach
            continue
        for pattern, where, instead in BANNED + (BANNED_IN_HEADERS if path.suffix == ".h" else []):
            if (not where or relative.parts[0] in where.split()) and re.search(pattern, line):
                yield number, f"{re.search(pattern, line).group(0)}: {instead}"
        if relative.parts[0] in ("ui", "app") and relative.parts[:2] != ("ui", "theme") and COLOUR.search(line):
            yield number, "a colour literal outside ui/theme"


def check_tree(root):
    migrations = sorted((root / "resources/migrations").glob("*.sql"))
    listed = (root / "backend/db/CMakeLists.txt").read_text()
    for path in migrations:
        text = path.read_text()
        for heading in ("-- Why:", "-- Locks:", "-- Old code:"):
            if heading not in text:
                yield path, 1, f"a migration says {heading}"
        if path.name not in listed:
            yield path, 1, "is not listed in backend/db/CMakeLists.txt"
    for module in LEVELS:
        folder = root / "backend" / module
        if folder.is_dir() and not (folder / "README.md").is_file():
            yield folder, 1, "a module has a README"
    tests = "\n".join(path.read_text(encoding="utf-8") for path in (root / "tests").rglob("*")
                      if path.suffix in (".cpp", ".h", ".py"))
    for header in sorted((root / "backend/contract").glob("*.h")):
        for name in re.findall(r'kName = "(\w+)"', header.read_text()):
            if not re.search(rf"\b{name}\b", tests):
                yield header, 1, f"operation {name} is in no test"


def breaches(root):
    for path in sources(root):
        for number, text in check_file(root, path):
            yield path.relative_to(root), number, text
    for path, number, text in check_tree(root):
        yield path.relative_to(root), number, text


if __name__ == "__main__":
    found = list(breaches(pathlib.Path(sys.argv[1])))
    for path, number, text in found:
        print(f"{path}:{number}: {text}")
    print(f"{len(found)} breaches")
    sys.exit(1 if found else 0)

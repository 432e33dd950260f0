# SPDX-License-Identifier: GPL-3.0-or-later
"""Every word that people see has its Korean. Usage: translations.py ROOT; prints every breach, exits 1 if any.

Collects the strings of the sources into a copy of bursar_ko.ts, as resources/i18n/CMakeLists.txt says, and looks at what
has changed; the file itself is left as it is.
"""
import csv
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET

LUPDATE = pathlib.Path("/usr/lib/qt6/bin/lupdate")
FOLDERS = ("models", "ui", "app")
TS = "resources/i18n/bursar_ko.ts"
STATES = "resources/i18n/states_ko.tsv"
FREE = "models/common/tr.h"  # its namespaces stand for "no class at all"
PLACEHOLDER = re.compile(r"%L?\d+|%n")
GLYPHS = "●○▲▼✓✕▨…"
PARTICLE = re.compile(r"\((이|가|을|를|은|는|와|과|로|으로)\)|%\d(이|가|을|를|은|는|와|과|로|으로)(?![가-힣])")
OWN_TR = re.compile(r"\bauto tr\s*=|\bQString tr\(const char")
LOST = re.compile(r"Qualifying with unknown|Class '(?!bursar::ui'|bursar::models')[^']*' lacks Q_OBJECT")


def lupdate():
    return str(LUPDATE) if LUPDATE.is_file() else shutil.which("lupdate")


def messages(path):
    for context in ET.parse(path).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            key = (context.findtext("name"), message.findtext("source"), message.findtext("comment") or "")
            yield key, translation.get("type"), "".join(translation.itertext())


def check_words(source, korean, may_leave_out=False):
    if not korean.strip():
        yield "has no Korean"
        return
    wanted, given = sorted(PLACEHOLDER.findall(source)), sorted(PLACEHOLDER.findall(korean))
    if set(given) - set(wanted) if may_leave_out else given != wanted:
        yield f"has other placeholders: {korean}"
    lost = [glyph for glyph in GLYPHS if source.count(glyph) != korean.count(glyph)]
    if lost and not may_leave_out:
        yield f"has other glyphs ({' '.join(lost)}): {korean}"
    if PARTICLE.search(korean):
        yield f"glues a particle to an inserted word: {korean}"


def check_states(root):
    with open(root / STATES, encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE):
            for text in check_words(row["source"], row["korean"] or "", may_leave_out=True):
                yield STATES, f"{row['context']}: {row['source']!r} {text}"


def check_sources(root):
    for top in FOLDERS:
        for path in sorted((root / top).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.suffix not in (".h", ".cpp") or name == FREE:
                continue
            for line in path.read_text(encoding="utf-8").splitlines():
                if OWN_TR.search(line):
                    yield name, f"a tr of its own is looked up where lupdate files nothing; use {FREE}: {line.strip()}"


def collect(root, tool):
    """The ts file after lupdate, and what lupdate complained of."""
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "bursar_ko.ts"
        shutil.copyfile(root / TS, copy)
        # Without -no-obsolete, so that what is no longer in the sources can be seen.
        done = subprocess.run([tool, "-I", ".", "-I", "backend", *FOLDERS, "-ts", str(copy), "-locations", "none"],
                              cwd=root, capture_output=True, text=True)
        if done.returncode != 0:
            return None, done.stderr
        return list(messages(copy)), done.stderr


def check_messages(root, tool):
    now, complaints = collect(root, tool)
    if now is None:
        yield TS, f"lupdate failed: {complaints.strip()}"
        return
    for line in complaints.splitlines():
        if LOST.search(line):
            yield TS, f"the words of a function are filed where they are not looked up (see {FREE}): {line.strip()}"
    with open(root / STATES, encoding="utf-8", newline="") as table:
        state_contexts = {row["context"] for row in csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)}
    stored = {key for key, _, _ in messages(root / TS)}
    for key, kind, korean in now:
        context, source, _ = key
        found = []
        if context in state_contexts:
            found.append(f"belongs to {STATES} alone")
        elif key not in stored:
            found.append("is missing: run lupdate, see resources/i18n/CMakeLists.txt")
        elif kind in ("obsolete", "vanished"):
            found.append("is obsolete: run lupdate, see resources/i18n/CMakeLists.txt")
        elif kind == "unfinished":
            found.append("is unfinished")
        else:
            found += check_words(source, korean)
        for text in found:
            yield TS, f"{context}: {source!r} {text}"


def breaches(root, tool):
    yield from check_sources(root)
    yield from check_states(root)
    if tool:
        yield from check_messages(root, tool)
    else:
        yield TS, f"lupdate is neither {LUPDATE} nor in PATH: nothing was checked (package qt6-l10n-tools)"


if __name__ == "__main__":
    all_found = list(breaches(pathlib.Path(sys.argv[1]), lupdate()))
    for where, what in all_found:
        print(f"{where}: {what}")
    print(f"{len(all_found)} breaches")
    sys.exit(1 if all_found else 0)

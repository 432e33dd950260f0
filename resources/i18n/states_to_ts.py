# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes the table of state words (context, source, Korean) as a Qt translation file.

Usage: states_to_ts.py states_ko.tsv states_ko.ts
"""
import csv
import sys
from xml.sax.saxutils import escape


def main() -> None:
    source, target = sys.argv[1:3]
    with open(source, encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    contexts: dict[str, list[dict[str, str]]] = {}
    for row in rows:
        contexts.setdefault(row["context"], []).append(row)
    with open(target, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language="ko_KR">\n')
        for context, words in contexts.items():
            out.write(f"<context><name>{escape(context)}</name>\n")
            for word in words:
                out.write(f"<message><source>{escape(word['source'])}</source>"
                          f"<translation>{escape(word['korean'])}</translation></message>\n")
            out.write("</context>\n")
        out.write("</TS>\n")


if __name__ == "__main__":
    main()

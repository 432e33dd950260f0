#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Derives Bursar Sans from Inter: Latin subset, tabular digits, no contextual alternates, another family name.

Qt 6.4 cannot switch font features on, so columns of numbers would wobble with Inter's proportional digits, and its
`calt` turns the x of 0x12 into a multiplication sign. Inter is under the OFL, which reserves no name here.

usage: make_fonts.py <folder of Inter-*.otf> <output folder>
"""

import os
import sys

from fontTools import subset
from fontTools.ttLib import TTFont

WEIGHTS = {"Regular": ("Regular", 400), "SemiBold": ("SemiBold", 600)}
RANGES = [
    (0x20, 0x7E), (0xA0, 0x17F), (0x192, 0x192), (0x2000, 0x200A), (0x2010, 0x2027), (0x202F, 0x2030),
    (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044), (0x2070, 0x208E), (0x20A0, 0x20BF), (0x2116, 0x2116),
    (0x2122, 0x2122), (0x2190, 0x2199), (0x21B5, 0x21B5), (0x2212, 0x2212), (0x2215, 0x221A), (0x2248, 0x2248),
    (0x2260, 0x2265), (0x2318, 0x2318), (0x25B2, 0x25C6), (0x25CB, 0x25CF), (0x2605, 0x2606), (0x2713, 0x2717),
    (0x0391, 0x03C9),
]
DIGITS = "0123456789"


def tabular_names(font):
    """Maps a glyph to its tabular alternate, as the font's own `tnum` does."""
    table = font["GSUB"].table
    names = {}
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag != "tnum":
            continue
        for index in record.Feature.LookupListIndex:
            for lookup in table.LookupList.Lookup[index].SubTable:
                lookup = getattr(lookup, "ExtSubTable", lookup)
                names.update(getattr(lookup, "mapping", {}))
    return names


def use_tabular_digits(font):
    tabular = tabular_names(font)
    for table in font["cmap"].tables:
        for digit in DIGITS:
            name = table.cmap.get(ord(digit))
            if name in tabular:
                table.cmap[ord(digit)] = tabular[name]
    glyphs = [font.getBestCmap()[ord(digit)] for digit in DIGITS]
    metrics = font["hmtx"].metrics
    widths = sorted(metrics[glyph][0] for glyph in glyphs)
    if widths[-1] - widths[0] > 8:  # SemiBold's 4 is 3 of 2816 units narrower: rounding, evened out here
        sys.exit("the digits of Inter have no common tabular width")
    for glyph in glyphs:
        metrics[glyph] = (widths[-1], metrics[glyph][1])


def cut_down(font):
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = ["*"]
    options.hinting = False
    options.notdef_outline = True
    options.glyph_names = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1)])
    subsetter.subset(font)


def rename(font, style, weight):
    family = "Bursar Sans"
    texts = {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}",
             6: f"BursarSans-{style}", 16: family, 17: style}
    names = font["name"]
    for record in list(names.names):
        if record.nameID in texts or record.nameID in (21, 22, 25):
            names.removeNames(nameID=record.nameID)
    for name_id, text in texts.items():
        names.setName(text, name_id, 3, 1, 0x409)
        names.setName(text, name_id, 1, 0, 0)
    font["OS/2"].usWeightClass = weight
    if "CFF " in font:
        cff = font["CFF "].cff
        cff.fontNames = [texts[6]]
        top = cff.topDictIndex[0]
        top.FamilyName, top.FullName, top.Weight = family, texts[4], style


def main(source, target):
    os.makedirs(target, exist_ok=True)
    for style, (file_style, weight) in WEIGHTS.items():
        font = TTFont(os.path.join(source, f"Inter-{file_style}.otf"), recalcTimestamp=False)
        use_tabular_digits(font)
        cut_down(font)
        rename(font, style, weight)
        font.save(os.path.join(target, f"BursarSans-{style}.otf"))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])

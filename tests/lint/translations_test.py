# SPDX-License-Identifier: GPL-3.0-or-later
"""The test of the translations finds what it is there to find."""
import pathlib
import tempfile
import unittest

import translations

PAGE = '''#include <QObject>
namespace bursar::ui {
class Page : public QObject {
    Q_OBJECT
    QString title() const { return tr("%s"); }
};
} // namespace bursar::ui
'''
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n<TS version="2.1" language="ko_KR">\n'
TABLE = "context\tsource\tkorean\n"


class TranslationsTest(unittest.TestCase):
    def findings(self, source, *stored, page=PAGE, table="StateTask\tDone\t완료\n", tool=translations.lupdate()):
        """Breaches of a tree with one word and these (source, attributes, Korean, context) in its ts file."""
        with tempfile.TemporaryDirectory() as folder:
            root = pathlib.Path(folder)
            for name in ("backend", "models", "app", "ui", "resources/i18n"):
                (root / name).mkdir(parents=True)
            (root / "ui/page.h").write_text(page % source if "%s" in page else page, encoding="utf-8")
            text = HEAD
            for word, attributes, korean, *context in stored:
                text += (f"<context>\n    <name>{context[0] if context else 'bursar::ui::Page'}</name>\n    <message>\n"
                         f"        <source>{word}</source>\n        <translation{attributes}>{korean}</translation>\n"
                         "    </message>\n</context>\n")
            (root / translations.TS).write_text(text + "</TS>\n", encoding="utf-8")
            (root / translations.STATES).write_text(TABLE + table, encoding="utf-8")
            before = (root / translations.TS).read_bytes()
            found = [what for _, what in translations.breaches(root, tool)]
            self.assertEqual((root / translations.TS).read_bytes(), before)
            return found

    def assertOne(self, found, words):
        self.assertEqual(len(found), 1, found)
        self.assertIn(words, found[0])

    def test_what_is_translated_passes(self):
        self.assertEqual(self.findings("Close %1", ("Close %1", "", "닫기 %1")), [])

    def test_missing_unfinished_obsolete(self):
        self.assertOne(self.findings("Close"), "is missing")
        self.assertOne(self.findings("Close", ("Close", ' type="unfinished"', "")), "is unfinished")
        self.assertOne(self.findings("Close", ("Close", ' type="unfinished"', "닫기")), "is unfinished")
        self.assertOne(self.findings("Close", ("Close", "", " ")), "has no Korean")
        self.assertOne(self.findings("Close", ("Close", "", "닫기"), ("Open", "", "열기")), "is obsolete")

    def test_placeholders_and_glyphs(self):
        self.assertOne(self.findings("Close %1", ("Close %1", "", "닫기")), "other placeholders")
        self.assertOne(self.findings("%1 of %2", ("%1 of %2", "", "%2 중 %2")), "other placeholders")
        self.assertOne(self.findings("● %1", ("● %1", "", "%1")), "other glyphs")

    def test_particles(self):
        for korean in ("%1이(가) 닫힘", "%1을(를) 닫습니다", "%1(은) 닫힘", "%1는 닫힘", "%1로 이동"):
            self.assertOne(self.findings("Close %1", ("Close %1", "", korean)), "particle")
        self.assertEqual(self.findings("Close %1", ("Close %1", "", "%1이전 닫기")), [])

    def test_words_of_states_stand_in_the_table(self):
        self.assertOne(self.findings("Close", ("Close", "", "닫기"), ("Done", "", "완료", "StateTask")), "alone")
        self.assertOne(self.findings("Close", ("Close", "", "닫기"), table="StateTask\tDone\t\n"), "has no Korean")
        table = "StateTask\tDone, %1 refused\t일부 거부\n"
        self.assertEqual(self.findings("Close", ("Close", "", "닫기"), table=table), [])
        table = "StateTask\tDone, %1 refused\t%2 거부\n"
        self.assertOne(self.findings("Close", ("Close", "", "닫기"), table=table), "other placeholders")

    def test_words_that_are_not_found_at_run_time(self):
        page = 'namespace bursar::ui {\nmodels::Cell cell() { return tr("Close"); }\n} // namespace bursar::ui\n'
        found = self.findings("Close", ("Close", "", "닫기", "models"), page=page)
        self.assertOne(found, "filed where they are not looked up")
        page = 'namespace bursar::ui {\nauto tr = [](const char* word) { return Page::tr(word); };\n}\n'
        self.assertOne(self.findings("", page=page), "a tr of its own")

    def test_no_lupdate_is_a_breach(self):
        self.assertOne(self.findings("Close", ("Close", "", "닫기"), tool=None), "nothing was checked")


if __name__ == "__main__":
    unittest.main()

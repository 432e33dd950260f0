# SPDX-License-Identifier: GPL-3.0-or-later
"""The lint finds what it is there to find."""
import pathlib
import tempfile
import unittest

import lint

SPDX = "// SPDX-License-Identifier: GPL-3.0-or-later\n"


class LintTest(unittest.TestCase):
    def findings(self, name, text):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / name
            path.parent.mkdir(parents=True)
            path.write_text(text)
            return [breach for _, breach in lint.check_file(pathlib.Path(folder), path)]

    def test_a_clean_file_passes(self):
        self.assertEqual(self.findings("backend/net/a.cpp", SPDX + '#include "base/time.h"\n'), [])

    def test_layers(self):
        self.assertTrue(self.findings("backend/base/a.cpp", SPDX + '#include "net/http_client.h"\n'))
        self.assertTrue(self.findings("backend/api/a.cpp", SPDX + '#include "db/impl/pool.h"\n'))
        self.assertTrue(self.findings("backend/api/a.cpp", SPDX + "#include <QString>\n"))
        self.assertTrue(self.findings("ui/pages/a.cpp", SPDX + '#include "db/db.h"\n'))
        self.assertTrue(self.findings("models/a.cpp", SPDX + '#include "ui/theme/theme.h"\n'))

    def test_libraries_stay_in_their_adapter(self):
        self.assertEqual(self.findings("backend/db/impl/session.cpp", SPDX + "#include <pqxx/result>\n"), [])
        self.assertTrue(self.findings("backend/db/pool.cpp", SPDX + "#include <pqxx/result>\n"))
        self.assertTrue(self.findings("backend/db/pool.cpp", SPDX + "#include <libpq-fe.h>\n"))
        self.assertTrue(self.findings("tests/unit/db/a.cpp", SPDX + "#include <pqxx/result>\n"))

    def test_words_and_form(self):
        self.assertTrue(self.findings("backend/api/a.cpp", "int a;\n"))
        self.assertTrue(self.findings("backend/api/a.cpp", SPDX + "// TO" + "DO later\n"))
        self.assertTrue(self.findings("ui/pages/a.cpp", SPDX + 'QColor c("#ff0000");\n'))
        self.assertTrue(self.findings("backend/api/a.h", SPDX + "int a;\n"))
        self.assertTrue(self.findings("backend/api/a.cpp", SPDX + "\n" * lint.LINES_MAX))


if __name__ == "__main__":
    unittest.main()

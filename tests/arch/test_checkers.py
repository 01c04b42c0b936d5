"""The checkers must be able to fail: each is shown a small tree with one thing wrong."""

import contextlib
import io
import tempfile
import unittest
from pathlib import Path

import docs
import layers
import sizes
import text

LAYERS = """
core/base ->
core/ssh  -> core/base
ui        -> core/*
library libssh : core/ssh
"""


class Tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name)
        self.write("tests/arch/layers.txt", LAYERS)

    def write(self, path, content):
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_text(content, encoding="utf-8")

    def faults(self, checker):
        with contextlib.redirect_stdout(io.StringIO()):
            return list(checker.check(self.root))

    def assert_one(self, checker, words):
        found = self.faults(checker)
        self.assertEqual(len(found), 1, found)
        self.assertIn(words, found[0])


class Layers(Tree):
    def test_allowed_arrows_pass(self):
        self.write("core/ssh/a.h", '#include "core/base/b.h"\n#include <libssh/libssh.h>\n')
        self.write("ui/w.cpp", '#include "core/ssh/a.h"\n')
        self.assertEqual(self.faults(layers), [])

    def test_arrow_against_the_direction(self):
        self.write("core/base/b.h", '\n#include "core/ssh/a.h"\n')
        self.assert_one(layers, "core/base/b.h:2: core/base may not include core/ssh")

    def test_core_may_not_include_ui(self):
        self.write("core/ssh/a.h", '#include "ui/w.h"\n')
        self.assert_one(layers, "may not include ui")

    def test_folder_without_rules(self):
        self.write("core/new/a.h", '#include "core/base/b.h"\n')
        self.assert_one(layers, "core/new is not in layers.txt")

    def test_include_without_folder(self):
        self.write("core/ssh/a.h", '#include "b.h"\n')
        self.assert_one(layers, "does not say which folder")

    def test_library_in_the_wrong_folder(self):
        self.write("core/base/b.h", "#include <libssh/libssh.h>\n")
        self.assert_one(layers, "belongs to core/ssh only")

    def test_qt_header_without_module(self):
        self.write("core/base/b.h", "#include <QString>\n")
        self.assert_one(layers, "does not name its Qt module")

    def test_includes_in_comments_do_not_count(self):
        self.write("core/base/b.h", '/*\n#include "core/ssh/a.h"\n*/\n// #include <QString>\n')
        self.assertEqual(self.faults(layers), [])

    def test_each_forbidden_idiom(self):
        cases = {
            'auto s = tr("hi");': "no tr()",
            "Log::instance().go();": "no global reach",
            "QEventLoop loop;": "no nested event loop",
            "dialog.exec();": "no nested event loop",
            "call(Qt::BlockingQueuedConnection);": "no thread waits",
            "thread.detach();": "joined by its owner",
            "class LinkManager {};": "name the class",
        }
        for code, reason in cases.items():
            with self.subTest(code):
                self.write("core/base/b.cpp", code + "\n")
                self.assert_one(layers, reason)

    def test_idioms_in_strings_and_comments_do_not_count(self):
        self.write("core/base/b.cpp", 'auto s = "x.exec()"; // QEventLoop, tr("x")\n')
        self.assertEqual(self.faults(layers), [])

    def test_a_main_function_may_run_its_loop(self):
        self.write("ui/main.cpp", "return QApplication::exec();\n")
        self.assertEqual(self.faults(layers), [])

    def test_unit_tests_do_not_sleep(self):
        self.write("tests/core/x/tst_x.cpp", "QTest::qWait(5);\n")
        self.assert_one(layers, "do not sleep")


class Sizes(Tree):
    def test_long_file(self):
        self.write("core/base/b.cpp", "int x;\n" * (sizes.FILE_LIMIT + 1))
        self.assert_one(sizes, "the limit is 700")

    def test_long_window(self):
        self.write("ui/shell/main_window.cpp", "int x;\n" * (sizes.WINDOW_LIMIT + 1))
        self.assert_one(sizes, "the limit is 350")

    def test_functions_are_measured(self):
        code = "namespace n {\nstruct S {\n  int a() { return 1; }\n};\n"
        code += "int S::b(int x) {\n  if (x) {\n    return 1;\n  }\n  return 2;\n}\n}\n"
        self.assertEqual(list(sizes.functions(code)), [("a", 3, 1), ("S::b", 5, 6)])


class Text(Tree):
    def test_note_to_oneself(self):
        self.write("core/base/b.cpp", "// TO" + "DO later\n")
        self.assert_one(text, "a note to oneself")

    def test_machine_path(self):
        self.write("README.md", "see /wo" + "rk/tree\n")
        self.assert_one(text, "a path of one machine")

    def test_built_files_do_not_count(self):
        self.write("build/dev/x.txt", "TO" + "DO\n")
        self.assertEqual(self.faults(text), [])


MACHINE = "enum class S { Idle, Busy, // c\n};\nnamespace event {\nstruct Go {};\n} // n\n\n"
DOCUMENT = """
<!-- checked against core/x/x_machine.h: rows S, columns event -->
| state | Go |
|---|---|
| Idle | Busy |
| Busy(n) | |

<!-- checked: threads -->
| thread | duty |
|---|---|
| `fl-x-N` | x |

<!-- checked: folders -->
| folder | holds |
|---|---|
| `core/x` | x |
"""


class Docs(Tree):
    def setUp(self):
        super().setUp()
        self.write("core/x/x_machine.h", MACHINE)
        self.write("core/x/x.cpp", 'name(u"fl-x-%1"_s);\n')
        self.write(docs.DOCUMENT, DOCUMENT)

    def test_true_document_passes(self):
        self.assertEqual(self.faults(docs), [])

    def test_state_missing_in_the_table(self):
        self.write("core/x/x_machine.h", MACHINE.replace("Idle,", "Idle, Dead,"))
        self.assert_one(docs, "Dead is in the code but not in the table")

    def test_state_gone_from_the_code(self):
        self.write("core/x/x_machine.h", MACHINE.replace("Idle,", ""))
        self.assert_one(docs, "Idle is in the table but not in the code")

    def test_event_missing_in_the_table(self):
        self.write("core/x/x_machine.h", MACHINE.replace("struct Go", "struct Stop {}; struct Go"))
        self.assert_one(docs, "Stop is in the code")

    def test_thread_missing_in_the_table(self):
        self.write("core/x/y.cpp", 'name("fl-y");\n')
        self.assert_one(docs, "fl-y is in the code")

    def test_thread_without_a_name(self):
        self.write("core/x/y.h", "std::thread m_thread;\n")
        self.assert_one(docs, "core/x/y.h: has a thread without a name")

    def test_folder_missing_in_the_table(self):
        self.write("ui/w.cpp", "")
        self.assert_one(docs, "folders: ui is in the code but not in the table")

    def test_machine_without_a_table(self):
        self.write("core/x/y_machine.h", "")
        self.assert_one(docs, "no checked table for core/x/y_machine.h")


if __name__ == "__main__":
    unittest.main()

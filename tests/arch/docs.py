"""Compares the tables of docs/architecture.md with the code they speak of.

A table that is checked says so in the line above it:

    <!-- checked against core/tunnel/link_machine.h: rows LinkState, columns LinkEvent -->
    <!-- checked: threads -->
    <!-- checked: folders -->

`LinkState` is an `enum class` of that header, or a namespace whose structs are meant. The first
word of each cell of the first column (or of the head) is the name that counts. The thread table
lists every name that the code gives to a thread ("fl-…"; what is numbered ends in N).
"""

import re
from pathlib import Path

from layers import folder_of
from source_tree import code_files, read, without_comments

DOCUMENT = "docs/architecture.md"
_MARK = re.compile(r"<!-- checked(?: against (?P<header>\S+))?: (?P<what>[^>]*?) -->")
_ASPECT = re.compile(r"(rows|columns) (\w+)")


def table_after(lines, index):
    """The cells of the table that begins at or after lines[index], without the ruler row."""
    rows = []
    for line in lines[index:]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
        elif rows or line.strip():
            break
    return [row for row in rows if not re.fullmatch(r":?-+:?", row[0])]


def first_word(cell):
    match = re.search(r"[\w-]+", cell)
    return match.group(0) if match else ""


def enumerators(code, name):
    match = re.search(rf"\benum class {name}\b[^{{;]*{{([^}}]*)}}", code)
    if match is None:
        return None
    return {first_word(part) for part in match.group(1).split(",") if part.strip()}


def structs_of_namespace(code, name):
    match = re.search(rf"\bnamespace {name}\s*{{(.*?)}}\s*\n\s*\n", code + "\n\n", re.DOTALL)
    return set(re.findall(r"\bstruct (\w+)", match.group(1))) if match else None


def names_in(code, name):
    found = enumerators(code, name)
    return structs_of_namespace(code, name) if found is None else found


def _difference(where, documented, coded):
    for name in sorted(coded - documented):
        yield f"{where}: {name} is in the code but not in the table"
    for name in sorted(documented - coded):
        yield f"{where}: {name} is in the table but not in the code"


def _machine_faults(root, header, aspects, table):
    path = Path(root) / header
    if not path.is_file():
        yield f"{DOCUMENT}: {header} does not exist"
        return
    code = without_comments(path.read_text(encoding="utf-8"))
    for aspect, name in aspects:
        cells = [row[0] for row in table[1:]] if aspect == "rows" else table[0][1:]
        coded = names_in(code, name)
        if coded is None:
            yield f"{DOCUMENT}: {header} has no enum or namespace {name}"
        else:
            yield from _difference(f"{DOCUMENT}: {name}", {first_word(c) for c in cells}, coded)


def thread_names(root):
    """The names given to threads in the code, "fl-lane-%1" as "fl-lane-N"."""
    names = set()
    for path in code_files(root):
        code = without_comments(read(root, path))
        for name in re.findall(r'"(fl-[a-z-]*[a-z-])(?:%\d?[a-z]?)?"', code):
            names.add(name + "N" if name.endswith("-") else name)
    return names


def nameless_threads(root):
    """Files that own a thread while the source beside them gives no thread a name."""
    for path in code_files(root):
        source = (Path(root) / path).with_suffix(".cpp")
        code = without_comments(read(root, path))
        named = source.is_file() and "nameThisThread" in source.read_text(encoding="utf-8")
        if re.search(r"\bstd::j?thread\b|\bQThread\b", code) and not named:
            yield f"{path}: has a thread without a name (nameThisThread)"


def _thread_faults(root, table):
    documented = {name for row in table[1:] for name in re.findall(r"\bfl-[\w-]+", row[0])}
    yield from _difference(f"{DOCUMENT}: threads", documented, thread_names(root))
    yield from nameless_threads(root)


def _folder_faults(root, table):
    documented = {row[0].strip("`") for row in table[1:]}
    coded = {folder_of(path) for path in code_files(root)}
    coded |= {folder for folder in documented if (Path(root) / folder).is_dir()}
    return _difference(f"{DOCUMENT}: folders", documented, coded)


_SUBJECTS = {"threads": _thread_faults, "folders": _folder_faults}


def _undocumented(root, marks):
    headers = {mark.group("header") for mark in marks}
    for path in code_files(root, ("core",)):
        if path.name.endswith("_machine.h") and str(path) not in headers:
            yield f"{DOCUMENT}: no checked table for {path}"
    for subject in _SUBJECTS.keys() - {mark.group("what") for mark in marks}:
        yield f"{DOCUMENT}: no checked table of {subject}"


def check(root):
    lines = read(root, DOCUMENT).splitlines()
    faults, marks = [], []
    for index, line in enumerate(lines):
        mark = _MARK.fullmatch(line.strip())
        if mark is None:
            continue
        marks.append(mark)
        table = table_after(lines, index + 1)
        if not table:
            faults.append(f"{DOCUMENT}:{index + 1}: no table follows")
        elif mark.group("header"):
            aspects = _ASPECT.findall(mark.group("what"))
            faults += _machine_faults(root, mark.group("header"), aspects, table)
        else:
            faults += _SUBJECTS[mark.group("what")](root, table)
    return faults + list(_undocumented(root, marks))

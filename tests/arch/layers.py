"""Fails on an #include that goes against layers.txt, and on the few idioms the house forbids."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from source_tree import PRODUCT_FOLDERS, code_files, line_of, read, without_comments

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)


@dataclass
class Rules:
    arrows: dict = field(default_factory=dict)  # folder -> folders it may include
    libraries: dict = field(default_factory=dict)  # library -> folders that may include it


def parse_rules(text):
    rules = Rules()
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if line.startswith("library "):
            name, folders = line.removeprefix("library ").split(":")
            rules.libraries[name.strip()] = folders.split()
        elif "->" in line:
            left, right = line.split("->")
            rules.arrows[left.strip()] = right.split()
    return rules


def folder_of(path):
    """core is divided by concept, the others are one folder each: "core/ssh", "ui"."""
    parts = Path(path).parts
    return "/".join(parts[:2]) if parts[0] == "core" and len(parts) > 2 else parts[0]


def _within(path, folders):
    return any(Path(path).is_relative_to(folder) for folder in folders)


def _may_include(own, other, allowed):
    return other == own or other in allowed or ("core/*" in allowed and other.startswith("core/"))


def _own_include_fault(path, included, rules):
    if included.endswith(".moc"):
        return None
    if included.split("/")[0] not in PRODUCT_FOLDERS:
        return f'"{included}" does not say which folder it is in'
    own, other = folder_of(path), folder_of(included)
    if own not in rules.arrows:
        return f"{own} is not in layers.txt"
    if not _may_include(own, other, rules.arrows[own]):
        return f"{own} may not include {other} ({included})"
    return None


def _library_fault(path, included, rules):
    if re.fullmatch(r"Q[A-Z]\w*", included):
        return f"<{included}> does not name its Qt module"
    allowed = rules.libraries.get(included.split("/")[0])
    if allowed is not None and not _within(path, allowed):
        return f"<{included}> belongs to {' '.join(allowed)} only"
    return None


def include_faults(path, text, rules):
    code = without_comments(text)
    for match in _INCLUDE.finditer(code):
        judge = _own_include_fault if match.group(1) == '"' else _library_fault
        fault = judge(path, match.group(2), rules)
        if fault:
            yield f"{path}:{line_of(code, match.start())}: {fault}"


@dataclass
class Idiom:
    pattern: str
    folders: tuple
    reason: str


IDIOMS = (
    Idiom(r"\btr\s*\(", ("core",), "core makes no sentences for people: no tr()"),
    Idiom(
        r"(?<!Application::)\binstance\s*\(\s*\)",
        PRODUCT_FOLDERS,
        "no global reach: pass what is needed to the constructor",
    ),
    Idiom(
        r"\bQEventLoop\b|(?:\.|->)exec\s*\(",
        PRODUCT_FOLDERS,
        "no nested event loop (a main function calls QApplication::exec())",
    ),
    Idiom(r"\bBlockingQueuedConnection\b", PRODUCT_FOLDERS, "no thread waits for another's loop"),
    Idiom(r"(?:\.|->)detach\s*\(", PRODUCT_FOLDERS, "every thread is joined by its owner"),
    Idiom(
        r"\b(?:class|struct)\s+\w*(?:Manager|Helper|Utils|Util)\b",
        PRODUCT_FOLDERS,
        "name the class for the one thing it does",
    ),
    Idiom(
        r"\bqWait\s*\(|\bqSleep\s*\(|\bsleep_for\s*\(",
        ("tests/core",),
        "unit tests do not sleep: advance the timers by hand",
    ),
)


def idiom_faults(path, text):
    code = without_comments(text, keep_strings=False)
    for idiom in IDIOMS:
        if _within(path, idiom.folders):
            for match in re.finditer(idiom.pattern, code):
                yield f"{path}:{line_of(code, match.start())}: {idiom.reason}"


def check(root):
    rules = parse_rules((Path(root) / "tests/arch/layers.txt").read_text(encoding="utf-8"))
    faults = []
    for path in code_files(root):
        faults += include_faults(path, read(root, path), rules)
    for path in code_files(root, PRODUCT_FOLDERS + ("tests/core",)):
        faults += idiom_faults(path, read(root, path))
    return faults

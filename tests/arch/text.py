"""Fails on text that has no place in a published tree: paths of one machine, notes to oneself."""

import re
from pathlib import Path

from source_tree import line_of

_SKIPPED = {".git", "build", ".cache", "__pycache__"}
_SUFFIXES = {
    "", ".h", ".cpp", ".txt", ".cmake", ".json", ".md", ".py", ".sh", ".in", ".desktop", ".xml",
    ".bash", ".zsh", ".fish", ".1", ".qrc", ".svg", ".toml", ".supp",
}  # fmt: skip

# Taken apart, so that this file does not find itself.
_NOTES = "|".join(("TO" + "DO", "FIX" + "ME", "XX" + "X"))
_RULES = (
    (re.compile(rf"\b(?:{_NOTES})\b"), "a note to oneself: do it, or say it in an issue"),
    (re.compile(r"(?<![\w.$}])/(?:work|root)/\w"), "a path of one machine"),
)


def text_files(root):
    for path in sorted(Path(root).rglob("*")):
        relative = path.relative_to(root)
        if not _SKIPPED.intersection(relative.parts) and path.suffix in _SUFFIXES:
            if path.is_file() and not path.is_symlink():
                yield relative


def faults_in(path, text):
    for pattern, reason in _RULES:
        for match in pattern.finditer(text):
            yield f"{path}:{line_of(text, match.start())}: {reason}: {match.group(0)}"


def check(root):
    faults = []
    for path in text_files(root):
        if path.name != "LICENSE":
            text = (Path(root) / path).read_text(encoding="utf-8", errors="replace")
            faults += faults_in(path, text)
    return faults

"""The project's own files, and their code without comments."""

import re
from pathlib import Path

PRODUCT_FOLDERS = ("core", "text", "ui", "app")
CODE_SUFFIXES = {".h", ".cpp"}

_TOKEN = re.compile(
    r'R"(?P<tag>[^\s()\\]{0,16})\(.*?\)(?P=tag)"'  # raw string
    r'|"(?:\\.|[^"\\\n])*"'  # string
    r"|(?<![0-9a-fA-F])'(?:\\.|[^'\\\n])+'"  # character, not a digit separator
    r"|//[^\n]*"
    r"|/\*.*?\*/",
    re.DOTALL,
)


def code_files(root, folders=PRODUCT_FOLDERS):
    """Every header and source below `folders`, sorted, as paths relative to `root`."""
    found = []
    for folder in folders:
        for path in (Path(root) / folder).rglob("*"):
            if path.suffix in CODE_SUFFIXES:
                found.append(path.relative_to(root))
    return sorted(found)


def read(root, path):
    return (Path(root) / path).read_text(encoding="utf-8")


def without_comments(text, keep_strings=True):
    """`text` with comments (and, if asked, the inside of strings) gone and every line kept."""

    def replace(match):
        token = match.group(0)
        if token.startswith(("//", "/*")):
            return " " + "\n" * token.count("\n")
        if keep_strings:
            return token
        return '""' + "\n" * token.count("\n")

    return _TOKEN.sub(replace, text)


def line_of(text, position):
    return text.count("\n", 0, position) + 1

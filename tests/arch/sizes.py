"""Reports how long files and functions are; fails only beyond the hard limits."""

import re
from statistics import median, quantiles

from source_tree import code_files, line_of, read, without_comments

FILE_LIMIT = 700
WINDOW_LIMIT = 350  # the main window only arranges
FILE_TALK = 400  # worth a talk
FUNCTION_TALK = 70

_SCOPE = re.compile(r"\b(?:namespace|class|struct|union|enum|extern)\b(?![^{]*\))")


def functions(text):
    """(name, first line, lines) of every function body, found by counting braces."""
    code = without_comments(text, keep_strings=False)
    code = re.sub(r"^[ \t]*#(?:\\\n|[^\n])*", "", code, flags=re.MULTILINE)
    inside, depth, start, head_start = None, 0, 0, 0
    for match in re.finditer(r"[{};]", code):
        sign, position = match.group(0), match.start()
        head = code[head_start:position]
        if inside is None:
            head_start = match.end()
            name = re.search(r"(~?[\w:]+|operator\W+)\s*\(", head)
            if sign == "{" and name and not _SCOPE.search(head):
                inside, depth, start = name.group(1), 0, line_of(code, position)
        elif sign == "{":
            depth += 1
        elif sign == "}" and depth > 0:
            depth -= 1
        elif sign == "}":
            yield inside, start, line_of(code, position) - start + 1
            inside, head_start = None, match.end()


def limit_of(path):
    return WINDOW_LIMIT if path.name.startswith("main_window") else FILE_LIMIT


def _report(files, found):
    lengths = [lines for _, _, _, lines in found] or [0, 0]
    p90 = quantiles(lengths, n=10)[-1] if len(lengths) > 1 else lengths[0]
    print(f"files: {len(files)}, median {median(files.values() or [0]):.0f} lines")
    print(f"functions: {len(found)}, median {median(lengths):.0f}, p90 {p90:.0f} lines")
    for path, lines in files.items():
        if lines > FILE_TALK:
            print(f"  worth a talk: {path}: {lines} lines")
    for path, name, start, lines in found:
        if lines > FUNCTION_TALK:
            print(f"  worth a talk: {path}:{start}: {name}: {lines} lines")


def check(root):
    texts = {path: read(root, path) for path in code_files(root)}
    files = {path: len(text.splitlines()) for path, text in texts.items()}
    found = [(path, *function) for path, text in texts.items() for function in functions(text)]
    _report(files, found)
    return [
        f"{path}: {lines} lines, the limit is {limit_of(path)}"
        for path, lines in files.items()
        if lines > limit_of(path)
    ]

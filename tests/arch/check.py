#!/usr/bin/env python3
"""Runs one of the architecture checks on a tree: check.py layers|sizes|docs|text [ROOT]"""

import sys
from pathlib import Path

import docs
import layers
import sizes
import text

CHECKS = {"layers": layers, "sizes": sizes, "docs": docs, "text": text}


def main(arguments):
    if not arguments or arguments[0] not in CHECKS:
        print(__doc__, file=sys.stderr)
        return 2
    root = Path(arguments[1]) if len(arguments) > 1 else Path(__file__).resolve().parents[2]
    faults = CHECKS[arguments[0]].check(root)
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Compiles our icons from SVG to C++ tables, so that the program needs no SVG reader.

Usage: compile_icons.py OUT.h OUT.cpp ICON.svg...

Understands what our drawings use and stops at anything else: path, circle and rect; fill and
stroke of none, currentColor (also stepped back by stroke-opacity), #fff or one colour more;
stroke-width, round or butt ends, dashes; translate and rotate. Each icon becomes one row of numbers
(see ui/look/icon.cpp): a shape is 9, fill, stroke, width, round; then its outline as 0 x y (move),
1 x y (line), 2 x1 y1 x2 y2 x y (curve), 3 (close).
"""

import math
import os
import re
import sys
import xml.etree.ElementTree as ElementTree

SVG = "{http://www.w3.org/2000/svg}"
INK = {"none": 0, "currentColor": 1, "#fff": 2}
ACCENT, FAINT = 3, 4  # any other colour; currentColor that stands back
KNOWN = {"d", "cx", "cy", "r", "x", "y", "width", "height", "rx", "fill", "fill-rule", "stroke",
         "stroke-width", "stroke-linecap", "stroke-linejoin", "stroke-opacity", "stroke-dasharray",
         "transform", "viewBox"}
KAPPA = 0.5522847498


def stop(name, reason):
    sys.exit(f"{name}: {reason}")


def arc(x0, y0, rx, ry, turn, large, sweep, x, y):
    """Curves for one elliptical arc: SVG 1.1, appendix F.6."""
    if rx == 0 or ry == 0 or (x0 == x and y0 == y):
        return [(1, x, y)]
    phi = math.radians(turn)
    cos, sin = math.cos(phi), math.sin(phi)
    dx, dy = (x0 - x) / 2, (y0 - y) / 2
    px, py = cos * dx + sin * dy, -sin * dx + cos * dy
    rx, ry = abs(rx), abs(ry)
    grow = math.sqrt(max(1.0, (px / rx) ** 2 + (py / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    rest = (rx * ry) ** 2 - (rx * py) ** 2 - (ry * px) ** 2
    k = math.sqrt(max(0.0, rest / ((rx * py) ** 2 + (ry * px) ** 2)))
    k = -k if large == sweep else k
    cpx, cpy = k * rx * py / ry, -k * ry * px / rx
    cx, cy = cos * cpx - sin * cpy + (x0 + x) / 2, sin * cpx + cos * cpy + (y0 + y) / 2
    start = math.atan2((py - cpy) / ry, (px - cpx) / rx)
    end = math.atan2((-py - cpy) / ry, (-px - cpx) / rx)
    span = end - start
    if sweep and span < 0:
        span += 2 * math.pi
    if not sweep and span > 0:
        span -= 2 * math.pi
    parts = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-6))
    step = span / parts
    handle = 4 / 3 * math.tan(step / 4)

    def place(a, along=0.0):
        u, v = math.cos(a) - along * math.sin(a), math.sin(a) + along * math.cos(a)
        return cos * rx * u - sin * ry * v + cx, sin * rx * u + cos * ry * v + cy

    return [(2, *place(start + i * step, handle), *place(start + (i + 1) * step, -handle),
             *place(start + (i + 1) * step)) for i in range(parts)]


class PathReader:
    def __init__(self, name, text):
        self.name = name
        self.tokens = []
        for letter, body in re.findall(r"([A-Za-z])([^A-Za-z]*)", text):
            self.tokens.append((letter, self.numbers(letter, body)))

    @staticmethod
    def numbers(letter, body):
        number = r"[-+]?(?:\d+\.?\d*|\.\d+)"
        if letter not in "aA":
            return [float(n) for n in re.findall(number, body)]
        found = []
        for part in re.finditer(rf"({number})[ ,]*({number})[ ,]*({number})[ ,]*([01])[ ,]*([01])"
                                rf"[ ,]*({number})[ ,]*({number})", body):
            found += [float(n) for n in part.groups()]
        return found

    def read(self):
        out, at, begin, handle = [], (0.0, 0.0), (0.0, 0.0), None
        size = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "a": 7}
        for letter, numbers in self.tokens:
            low = letter.lower()
            if low == "z":
                out.append((3,))
                at, handle = begin, None
                continue
            if low not in size or len(numbers) % size[low]:
                stop(self.name, f"path command {letter} with {len(numbers)} numbers")
            for i in range(0, len(numbers), size[low]):
                n = numbers[i:i + size[low]]
                ox, oy = at if letter.islower() else (0.0, 0.0)
                if low in "ml":
                    at = (ox + n[0], oy + n[1])
                    first = low == "m" and i == 0
                    out.append((0 if first else 1, *at))
                    begin = at if first else begin
                elif low in "hv":
                    at = (ox + n[0], at[1]) if low == "h" else (at[0], oy + n[0])
                    out.append((1, *at))
                elif low == "a":
                    end = (ox + n[5], oy + n[6])
                    out += arc(*at, *n[:3], n[3] != 0, n[4] != 0, *end)
                    at = end
                else:
                    points = [(ox + n[j], oy + n[j + 1]) for j in range(0, len(n), 2)]
                    if low == "s":
                        lead = handle or at
                        points.insert(0, (2 * at[0] - lead[0], 2 * at[1] - lead[1]))
                    out.append((2, *points[0], *points[1], *points[2]))
                    handle, at = points[1], points[2]
                if low not in "cs":
                    handle = None
        return out


def rounded(x, y, w, h, r):
    k = r * (1 - KAPPA)
    if r == 0:
        return [(0, x, y), (1, x + w, y), (1, x + w, y + h), (1, x, y + h), (3,)]
    return [(0, x + r, y), (1, x + w - r, y), (2, x + w - k, y, x + w, y + k, x + w, y + r),
            (1, x + w, y + h - r), (2, x + w, y + h - k, x + w - k, y + h, x + w - r, y + h),
            (1, x + r, y + h), (2, x + k, y + h, x, y + h - k, x, y + h - r),
            (1, x, y + r), (2, x, y + k, x + k, y, x + r, y), (3,)]


def outline(name, element):
    def number(key):
        return float(element.get(key, 0))

    tag = element.tag.removeprefix(SVG)
    if tag == "path":
        return PathReader(name, element.get("d", "")).read()
    if tag == "circle":
        r = number("r")
        return rounded(number("cx") - r, number("cy") - r, 2 * r, 2 * r, r)
    if tag == "rect":
        return rounded(number("x"), number("y"), number("width"), number("height"), number("rx"))
    return stop(name, f"element {tag}")


def transformed(name, commands, text):
    """The outline after "translate(x y) rotate(degrees)"; the last named is applied first."""
    for kind, body in reversed(re.findall(r"(\w+)\(([^)]*)\)", text)):
        n = [float(part) for part in re.split(r"[ ,]+", body.strip())]
        if kind == "translate" and len(n) == 2:
            a, b, dx, dy = 1.0, 0.0, *n
        elif kind == "rotate" and len(n) == 1:
            a, b, dx, dy = math.cos(math.radians(n[0])), math.sin(math.radians(n[0])), 0.0, 0.0
        else:
            stop(name, f"transform {kind}({body})")
        commands = [(command[0], *(value for x, y in zip(command[1::2], command[2::2])
                                   for value in (a * x - b * y + dx, b * x + a * y + dy)))
                    for command in commands]
    return commands


def flattened(name, commands):
    """The points along one open outline, close enough together to cut anywhere."""
    points = []
    for command in commands:
        if command[0] == 2:
            (x0, y0), (x1, y1, x2, y2, x3, y3) = points[-1], command[1:]
            for i in range(1, 65):
                t, u = i / 64, 1 - i / 64
                points.append(tuple(u ** 3 * a + 3 * u * u * t * b + 3 * u * t * t * c + t ** 3 * d
                                    for a, b, c, d in ((x0, x1, x2, x3), (y0, y1, y2, y3))))
        elif command[0] == 1 or (command[0] == 0 and not points):
            points.append(command[1:])
        else:
            stop(name, "dashes on more than one open line")
    return points


def dashed(name, commands, lengths):
    """The outline in pieces: line, gap, line… of these lengths in turn."""
    out, left, index, drawing = [], lengths[0], 0, True
    points = flattened(name, commands)
    out.append((0, *points[0]))
    for (x0, y0), (x1, y1) in zip(points, points[1:]):
        size = math.hypot(x1 - x0, y1 - y0)
        done = 0.0
        while size - done > left:
            done += left
            at = x0 + (x1 - x0) * done / size, y0 + (y1 - y0) * done / size
            out.append((1 if drawing else 0, *at))
            index, drawing = (index + 1) % len(lengths), not drawing
            left = lengths[index]
        left -= size - done
        if drawing:
            out.append((1, x1, y1))
    return out


def ink(name, colour, opacity):
    if colour == "currentColor" and opacity < 1:
        return FAINT
    if colour in INK:
        return INK[colour]
    if not re.fullmatch(r"#[0-9A-F]{6}", colour):
        stop(name, f"colour {colour}")
    return ACCENT


def compile_icon(name, path):
    root = ElementTree.parse(path).getroot()
    left, top, width, height = [float(n) for n in root.get("viewBox").split()]
    if left or top or width != height:
        stop(name, "the viewBox must be a square at 0 0")
    numbers = [width]
    for element in root:
        unknown = set(element.keys()) - KNOWN
        if unknown:
            stop(name, f"attribute {', '.join(sorted(unknown))}")

        def style(key, fallback):
            return element.get(key, root.get(key, fallback))

        fill, stroke = style("fill", "#000"), style("stroke", "none")
        round_ends = int(style("stroke-linecap", "butt") == "round" or
                         style("stroke-linejoin", "miter") == "round")
        inks = ink(name, fill, 1.0), ink(name, stroke, float(style("stroke-opacity", 1)))
        numbers += [9, *inks, float(style("stroke-width", 1)), round_ends]
        commands = transformed(name, outline(name, element), style("transform", ""))
        if dashes := style("stroke-dasharray", ""):
            commands = dashed(name, commands, [float(n) for n in re.split(r"[ ,]+", dashes)])
        for command in commands:
            numbers += command
    return numbers


def main():
    header, source, *files = sys.argv[1:]
    icons = {}
    for path in sorted(files):
        name = os.path.splitext(os.path.basename(path))[0]
        icons["".join(part.capitalize() for part in name.split("-"))] = compile_icon(name, path)
    with open(header, "w", encoding="utf-8") as out:
        out.write("// Made by compile_icons.py.\n#pragma once\n\n#include <span>\n\n"
                  "namespace fairlead::ui {\n\nenum class Icon {\n")
        out.writelines(f"    {name},\n" for name in icons)
        out.write("};\n\n// The numbers of one drawing, as compile_icons.py describes them.\n"
                  "[[nodiscard]] std::span<const float> iconNumbers(Icon icon);\n"
                  f"inline constexpr int kIconCount = {len(icons)};\n\n}} // namespace fairlead::ui\n")
    with open(source, "w", encoding="utf-8") as out:
        out.write(f'#include "{os.path.basename(header)}"\n\nnamespace fairlead::ui {{\n'
                  "namespace {\n")
        for name, numbers in icons.items():
            row = ", ".join(f"{n:.4f}f" for n in numbers)
            out.write(f"constexpr float k{name}[] = {{{row}}};\n")
        out.write("} // namespace\n\nstd::span<const float> iconNumbers(Icon icon) {\n"
                  "    switch (icon) {\n")
        out.writelines(f"    case Icon::{name}:\n        return k{name};\n" for name in icons)
        out.write("    }\n    return {};\n}\n\n} // namespace fairlead::ui\n")


main()

"""A plot of what was measured, as SVG that is read on a light and on a dark ground."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

Series = Mapping[str, Sequence[tuple[float, float]]]
"""Name → points: number of forms, MB/s."""

_WIDTH, _HEIGHT = 460, 380  # of a panel
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 36, 46, 46
_COLOURS = (
    "#d1495b",
    "#2a7fba",
    "#7f7f7f",
    "#b07d2b",
    "#2e9e6b",
    "#8a63c9",
    "#c45ba0",
    "#4aa3a2",
    "#96713f",
    "#6b7a1f",
)
_STYLE = """
text { font: 12px system-ui, sans-serif; fill: #24292f }
.title { font-size: 14px; font-weight: 600 }
.grid { stroke: #8884; stroke-width: 1 }
.line { fill: none; stroke-width: 2 }
.own { stroke-width: 3.5 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }
"""


def plot(panels: Mapping[str, Series], own: Sequence[str]) -> str:
    """Give an SVG with a panel for each text, both axes logarithmic; the lines of `own` are thicker."""
    points = [point for series in panels.values() for line in series.values() for point in line]
    found = [name for series in panels.values() for name in series]
    names = list(dict.fromkeys([*(name for name in own if name in found), *found]))
    x_ends = _decades([x for x, _y in points])
    y_ends = _decades([y for _x, y in points])
    width = _WIDTH * len(panels) + 10  # for half of the last number
    height = _HEIGHT + 22 * (-(-len(names) // 3)) + 10
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' role="img" aria-label="MB/s by number of forms"><style>{_STYLE}</style>'
    ]
    for number, (title, series) in enumerate(panels.items()):
        drawn.append(f'<g transform="translate({number * _WIDTH} 0)">')
        drawn += _grid(title, x_ends, y_ends)
        for name, line in series.items():
            colour = _COLOURS[names.index(name) % len(_COLOURS)]
            kind = "line own" if name in own else "line"
            places = [
                (_at(x, x_ends, _LEFT, _WIDTH - _RIGHT), _at(y, y_ends, _HEIGHT - _BOTTOM, _TOP))
                for x, y in line
            ]
            path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
            drawn.append(f'<polyline class="{kind}" stroke="{colour}" points="{path}"/>')
            drawn += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
        drawn.append("</g>")
    for number, name in enumerate(names):
        x, y = 60 + (number % 3) * (width // 3), _HEIGHT + 8 + 22 * (number // 3)
        drawn.append(
            f'<rect x="{x}" y="{y}" width="18" height="5" fill="{_COLOURS[number % len(_COLOURS)]}"/>'
        )
        drawn.append(f'<text x="{x + 26}" y="{y + 7}">{escape(name)}</text>')
    return "\n".join([*drawn, "</svg>", ""])


def _grid(title: str, x_ends: tuple[int, int], y_ends: tuple[int, int]) -> list[str]:
    right, bottom = _WIDTH - _RIGHT, _HEIGHT - _BOTTOM
    drawn = [f'<text class="title" x="{_LEFT}" y="24">{escape(title)}</text>']
    for power in range(y_ends[0], y_ends[1] + 1):
        y = _at(10**power, y_ends, bottom, _TOP)
        drawn.append(f'<line class="grid" x1="{_LEFT}" x2="{right}" y1="{y:.1f}" y2="{y:.1f}"/>')
        drawn.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{10**power:g}</text>')
    for power in range(x_ends[0], x_ends[1] + 1):
        x = _at(10**power, x_ends, _LEFT, right)
        drawn.append(f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{_TOP}" y2="{bottom}"/>')
        drawn.append(f'<text x="{x:.1f}" y="{bottom + 18}" text-anchor="middle">{10**power:,}</text>')
    drawn.append(f'<text x="{(_LEFT + right) / 2}" y="{bottom + 36}" text-anchor="middle">forms</text>')
    drawn.append(f'<text x="8" y="{_TOP - 8}">MB/s</text>')
    return drawn


def _decades(values: Sequence[float]) -> tuple[int, int]:
    """Give the powers of ten around the values."""
    return math.floor(math.log10(min(values))), max(
        math.ceil(math.log10(max(values))), math.floor(math.log10(min(values))) + 1
    )


def _at(value: float, ends: tuple[int, int], low: float, high: float) -> float:
    return low + (math.log10(value) - ends[0]) / (ends[1] - ends[0]) * (high - low)

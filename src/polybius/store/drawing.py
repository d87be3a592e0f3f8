"""A dyad as a picture, SVG or PNG: bars of cooperation upwards and of conflict downwards, one a
period, and the mean score as a line."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal

from polybius.store.dyad import Tie

# PLOVER's scores run from -10 to 10.
_MOST = 10.0
_CONFLICT, _COOPERATION, _INK, _GRID = "#c0532f", "#3b6ea5", "#222222", "#cccccc"
_LEFT, _TOP, _HALF, _RIGHT = 56, 56, 160, 64
# The names of periods stand this far apart, for the longest of them.
_LABEL = 72
# A PNG has so many dots for each of the picture's own.
_SCALE = 2


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle; `tip` is what it tells when pointed at."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    tip: str = ""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 1.0


@dataclass(frozen=True, slots=True)
class Words:
    """Text whose baseline starts, is centred, or ends at a point."""

    x: float
    y: float
    text: str
    anchor: Literal["start", "middle", "end"] = "start"
    colour: str = _INK
    size: int = 12


Shape = Box | Stroke | Words


def svg(ties: Sequence[Tie], title: str) -> str:
    """The picture of ties, one a period, as SVG."""
    return svg_of(_shapes(ties, title), *_size(ties), title)


def svg_of(shapes: Iterable[Shape], width: int, height: int, title: str) -> str:
    """Shapes as SVG."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}"'
        f' height="{height}" font-family="sans-serif" role="img">'
    )
    elements = map(_element, shapes)
    return "\n".join([head, f"<title>{escape(title)}</title>", *elements, "</svg>", ""])


def png(ties: Sequence[Tie], title: str) -> bytes:
    """The picture of ties, one a period, as PNG."""
    from PIL import Image, ImageDraw, ImageFont

    width, height = _size(ties)
    image = Image.new("RGB", (width * _SCALE, height * _SCALE), "#ffffff")
    draw = ImageDraw.Draw(image)
    anchors = {"start": "ls", "middle": "ms", "end": "rs"}
    for shape in _shapes(ties, title):
        if isinstance(shape, Box):
            right, bottom = shape.x + shape.width, shape.y + shape.height
            corners = [round(at * _SCALE) for at in (shape.x, shape.y, right, bottom)]
            # Both ends are drawn.
            corners[2] = max(corners[0], corners[2] - 1)
            corners[3] = max(corners[1], corners[3] - 1)
            draw.rectangle(corners, fill=shape.colour)
        elif isinstance(shape, Stroke):
            points = [(x * _SCALE, y * _SCALE) for x, y in shape.points]
            draw.line(points, shape.colour, round(shape.width * _SCALE), joint="curve")
        else:
            at = shape.x * _SCALE, shape.y * _SCALE
            font = ImageFont.load_default(shape.size * _SCALE)
            draw.text(at, shape.text, shape.colour, font, anchors[shape.anchor])
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _step(ties: Sequence[Tie]) -> float:
    return max(14.0, min(48.0, 900 / max(len(ties), 1)))


def _size(ties: Sequence[Tie]) -> tuple[int, int]:
    """Width and height."""
    return round(_LEFT + max(_step(ties) * len(ties), 300) + _RIGHT), _TOP + 2 * _HALF + 40


def _shapes(ties: Sequence[Tie], title: str) -> Iterator[Shape]:
    width, height = _size(ties)
    step, middle = _step(ties), _TOP + _HALF
    most = max((max(tie.conflict, tie.cooperation) for tie in ties), default=0) or 1
    yield Box(0, 0, width, height, "#ffffff")
    yield Words(_LEFT, 24, title, size=16)
    yield Words(_LEFT, 44, "cooperation", colour=_COOPERATION)
    yield Words(_LEFT + 90, 44, "conflict", colour=_CONFLICT)
    yield Words(_LEFT + 160, 44, "line: mean score, right")
    for share in (-1.0, -0.5, 0.0, 0.5, 1.0):
        y = middle - share * _HALF
        yield Stroke(((_LEFT, y), (width - _RIGHT, y)), _GRID)
        yield Words(_LEFT - 6, y + 4, f"{abs(share) * most:g}", "end")
        yield Words(width - _RIGHT + 8, y + 4, f"{share * _MOST:+g}" if share else "0")
    every = max(1, -(-_LABEL // round(step)))
    points = []
    for number, tie in enumerate(ties):
        x = _LEFT + step * number
        yield from _bars(tie, x, step, middle, _HALF / most)
        if tie.score is not None:
            points.append((x + step / 2, middle - _HALF * tie.score / _MOST))
        if number % every == 0:
            yield Words(x + step / 2, _TOP + 2 * _HALF + 24, tie.period, "middle")
    if points:
        yield Stroke(tuple(points), _INK, 1.5)
    for x, y in points:
        # A score between periods without one is no line.
        yield Box(x - 2, y - 2, 4, 4, _INK)


def _bars(tie: Tie, x: float, step: float, middle: float, scale: float) -> Iterator[Shape]:
    for count, y, colour, kind in (
        (tie.cooperation, middle - tie.cooperation * scale, _COOPERATION, "cooperation"),
        (tie.conflict, middle, _CONFLICT, "conflict"),
    ):
        if count:
            tip = f"{tie.period}: {count} of {kind}"
            yield Box(x + 1, y, step - 2, count * scale, colour, tip)


def _element(shape: Shape) -> str:
    if isinstance(shape, Box):
        tip = f"<title>{escape(shape.tip)}</title>" if shape.tip else ""
        return (
            f'<rect x="{shape.x:.1f}" y="{shape.y:.1f}" width="{shape.width:.1f}"'
            f' height="{shape.height:.1f}" fill="{shape.colour}">{tip}</rect>'
        )
    if isinstance(shape, Stroke):
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in shape.points)
        return (
            f'<polyline points="{points}" fill="none" stroke="{shape.colour}"'
            f' stroke-width="{shape.width:g}"/>'
        )
    return (
        f'<text x="{shape.x:.1f}" y="{shape.y:.1f}" font-size="{shape.size}"'
        f' text-anchor="{shape.anchor}" fill="{shape.colour}">{escape(shape.text)}</text>'
    )

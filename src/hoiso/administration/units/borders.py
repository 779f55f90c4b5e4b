"""Borders of the communes as paths of a picture, simplified on the server.

Points are moved to a grid and repeated or straight ones left out: neighbours share their points,
so that they still share their border afterwards, which simplifying each for itself would break.
"""

import json
import math
from dataclasses import dataclass
from functools import lru_cache

from hoiso.units.shipped import BORDERS

HEIGHT = 900
_STRAIGHT = 0.6  # a point nearer than this to the line of its neighbours is left out, in pixels

Point = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """A commune's border: its official code and the path in the picture's box."""

    code: str
    path: str


@dataclass(frozen=True, slots=True)
class Borders:
    """All borders and the size of the picture they are drawn in."""

    width: int
    height: int
    shapes: tuple[Shape, ...]


@lru_cache(maxsize=1)
def borders() -> Borders:
    """The borders of the province's communes since 2025-07-01, north upwards."""
    features = json.loads(BORDERS.read_text("utf-8"))["features"]
    rings = {one["properties"]["code"]: one["geometry"]["coordinates"] for one in features}
    points = [point for ring_list in rings.values() for ring in ring_list for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    narrowing = math.cos(math.radians((south + north) / 2))  # a degree of longitude is shorter here
    scale = HEIGHT / (north - south)

    def placed(x: float, y: float) -> Point:
        return round((x - west) * narrowing * scale), round((north - y) * scale)

    shapes = tuple(
        Shape(code, "".join(_path([placed(*point[:2]) for point in ring]) for ring in ring_list))
        for code, ring_list in sorted(rings.items())
    )
    return Borders(round((east - west) * narrowing * scale), HEIGHT, shapes)


def _path(points: list[Point]) -> str:
    kept: list[Point] = []
    for number, point in enumerate(points):
        if kept and point == kept[-1]:
            continue
        ahead = points[number + 1] if number + 1 < len(points) else None
        if kept and ahead is not None and _distance(point, kept[-1], ahead) < _STRAIGHT:
            continue
        kept.append(point)
    first, *rest = kept
    steps = [f"{x - before[0]} {y - before[1]}" for before, (x, y) in zip(kept, rest, strict=False)]
    return f"M{first[0]} {first[1]}l{' '.join(steps)}z" if rest else ""


def _distance(point: Point, first: Point, last: Point) -> float:
    """From a point to the line through two others; to the first when the two are one."""
    dx, dy = last[0] - first[0], last[1] - first[1]
    length = math.hypot(dx, dy)
    if length == 0:
        return math.dist(point, first)
    return abs(dx * (first[1] - point[1]) - dy * (first[0] - point[0])) / length

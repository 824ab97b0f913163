"""Drawings of our own: QR codes, sparklines and drop caps, as compact SVG in solid black."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup, escape

from printpost.composing.fonts import Face
from printpost.geometry import MM

QUIET = 4
LEAST_MODULE = 0.4 * MM
"""The smallest module that both readers tried read from a worn page at 150 dpi (0.4 mm)."""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code as a matrix of rows, quiet zone included. True is black."""

    rows: tuple[tuple[bool, ...], ...]

    @property
    def modules(self) -> int:
        """Modules along one side."""
        return len(self.rows)

    @property
    def least(self) -> float:
        """The least side in points at which it can be read."""
        return self.modules * LEAST_MODULE

    def svg(self, side: float, label: str) -> Markup:
        """The code as one SVG path, ``side`` points wide."""
        parts: list[str] = []
        for y, row in enumerate(self.rows):
            x = 0
            while x < len(row):
                run = x
                while run < len(row) and row[run]:
                    run += 1
                if run > x:
                    parts.append(f"M{x} {y}h{run - x}v1H{x}z")
                x = max(run, x + 1)
        n = self.modules
        return Markup(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{side:.3f}pt" height="{side:.3f}pt" viewBox="0 0 {n} {n}">'
            f'<title>{escape(label)}</title><path fill="#000" d="{"".join(parts)}"/></svg>'
        )


@lru_cache(maxsize=16)
def qr_code(text: str) -> Code:
    """The QR code of an address at error correction level M, with a quiet zone of four modules."""
    import qrcode  # noqa: PLC0415 - takes 50 ms, and not every issue has a code

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.make(fit=True)
    return Code(tuple(tuple(bool(module) for module in row) for row in code.get_matrix()))


def sparkline(values: Sequence[float], width: float = 32.0, height: float = 7.0) -> Markup:
    """Earlier figures as a line, oldest at the left; the newest is marked with a dot."""
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    step = (width - 3) / max(len(values) - 1, 1)
    points = [
        (1.5 + i * step, height - 1.5 - (v - low) / span * (height - 3) if high > low else height / 2)
        for i, v in enumerate(values)
    ]
    path = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points)
    x, y = points[-1]
    label = f"{values[0]:g} – {values[-1]:g}"
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}pt" height="{height}pt" viewBox="0 0 {width} {height}">'
        f'<title>{label}</title><path fill="none" stroke="#000" stroke-width="0.8" stroke-linejoin="round" d="{path}"/>'
        f'<circle fill="#000" cx="{x:.2f}" cy="{y:.2f}" r="1.2"/></svg>'
    )


BAR = 5.0
"""Depth of a bar in points: printed on newsprint it stays a bar, and no bar is mistaken for a rule."""
SHORTEST_BAR = 0.8


def bar(share: float, width: float, label: str) -> Markup:
    """A solid bar as long as its share (0 to 1) of ``width`` points, from a thin line at zero."""
    long = max(share * width, SHORTEST_BAR)
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.2f}pt" height="{BAR + 2:g}pt"'
        f' viewBox="0 0 {width:.2f} {BAR + 2:g}"><title>{escape(label)}</title>'
        f'<path fill="#000" d="M0 1h{long:.2f}v{BAR:g}H0z"/></svg>'
    )


@dataclass(frozen=True, slots=True)
class DrawnInitial:
    """A drop cap as an outline: its SVG, its width and its place over the baseline it stands on, in points."""

    svg: Markup
    width: float
    left: float
    above: float


def draw_initial(letter: str, face: Face, height: float) -> DrawnInitial:
    """A capital whose body is ``height`` points from baseline to cap height, as an outline from its font."""
    outline = face.outline(letter)
    size = height / face.cap_height
    scale = size / outline.upem
    left, bottom, right, top = outline.box
    width, depth = (right - left) * scale, (top - bottom) * scale
    svg = Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.3f}pt" height="{depth:.3f}pt"'
        f' viewBox="{left} {-top} {right - left} {top - bottom}"><title>{escape(letter)}</title>'
        f'<path fill="#000" transform="scale(1 -1)" d="{outline.path}"/></svg>'
    )
    return DrawnInitial(svg, width, left * scale, top * scale)

"""What the operators paint: colours, overprint, transparency, type, rules and pictures, one by one.

A page and the press profile come in; findings with their places go into the sheaf. What a reader cannot see (hidden
text, matter outside the bleed) is passed over.
"""

from __future__ import annotations

from collections.abc import Callable

import pikepdf

from printpost.geometry import MM
from printpost.pressroom.painting import INVISIBLE, Area, Colour, Endless, Paint, painted
from printpost.pressroom.pictures import resolution
from printpost.pressroom.preflight.findings import Sheaf
from printpost.pressroom.profiles import PressProfile

NONE, SOLID = 0.005, 0.995
LONG = 4.0
"""A filled area so many times as long as it is wide, and thinner than a rule may be, is a rule."""
SCREENED = 0.5
"""Points: a thinner rule in a tint is a row of dots."""
_PLATES = ("Cyan", "Magenta", "Yellow", "Black")
_ANEW = "convert it to the press's inks"


def check_painted(number: int, page: pikepdf.Page, profile: PressProfile, sheaf: Sheaf) -> None:
    """Look at everything that a page paints."""
    examiner = _Examiner(number, page, profile, sheaf)
    try:
        for paint in painted(page):
            examiner.look(paint)
    except Endless as reason:
        sheaf.error("content", f"the page cannot be read to its end: {reason}", "make the file anew", number)
    except pikepdf.PdfError as reason:
        sheaf.error("content", f"the page's content is damaged: {str(reason)[:80]}", "make the file anew", number)


class _Examiner:
    def __init__(self, number: int, page: pikepdf.Page, profile: PressProfile, sheaf: Sheaf) -> None:
        self.number, self.profile, self.sheaf = number, profile, sheaf
        self.bleed = _edges(page.bleedbox)
        self.trim = _edges(page.trimbox)
        self.cut = profile.bleed * MM if profile.bleed else 0.0
        self.fonts: dict[tuple[int, int], bool] = {}

    def look(self, paint: Paint) -> None:
        """Hold one thing painted to all rules."""
        if paint.kind == "text" and (paint.rendering == INVISIBLE or not paint.codes.strip(b" ")):
            return
        if not _meets(paint.area, self.bleed) or paint.alpha == 0:
            return
        self._colour(paint)
        self._transparency(paint)
        looks: dict[str, Callable[[Paint], None]] = {
            "text": self._type,
            "stroke": self._rule,
            "fill": self._fill,
            "image": self._picture,
        }
        if paint.kind in looks:
            looks[paint.kind](paint)

    def _error(self, rule: str, message: str, hint: str, paint: Paint) -> None:
        self.sheaf.error(rule, message, hint, self.number, paint.area)

    def _warning(self, rule: str, message: str, hint: str, paint: Paint) -> None:
        self.sheaf.warning(rule, message, hint, self.number, paint.area)

    # -- colours

    def _colour(self, paint: Paint) -> None:
        colour = paint.colour
        what = {"text": "type", "image": "a picture", "fill": "an area", "stroke": "a line"}.get(paint.kind, paint.kind)
        if colour.family in {"rgb", "lab"}:
            self._error("rgb", f"{what} in {colour.family.upper()}, which no press prints", _ANEW, paint)
        elif colour.family == "pattern":
            self._warning("pattern", f"{what} in a pattern", "make sure that its colours are the press's inks", paint)
        elif colour.family == "spot":
            if "All" in colour.names:
                self._error("registration", f"{what} on all plates at once, within the page", "use black alone", paint)
            elif further := [name for name in colour.names if name not in (*_PLATES, "None")]:
                self._warning(
                    "spot-colour",
                    f"{what} on a plate of its own: {', '.join(further)}",
                    "agree on it with the printer, or convert it to the four inks",
                    paint,
                )
        if paint.overprint and _is_white(colour):
            self._error(
                "white-overprint", f"{what} in white that overprints: it will not be seen", "let it knock out", paint
            )

    def _transparency(self, paint: Paint) -> None:
        if paint.alpha < 1 or paint.masked or paint.blend not in {"Normal", "Compatible"}:
            self._warning(
                "transparency",
                "something lets what is under it through",
                "PDF/X-4 allows it; look at the printer's proof of this page",
                paint,
            )

    # -- type

    def _type(self, paint: Paint) -> None:
        limits, inks = self.profile.type, _inks(paint.colour)
        if len(inks) > 1:
            if inks.get(3, 0) >= 0.5:
                self._rich(paint, limits.coloured)
            elif paint.size < limits.coloured - 0.01:
                self._error(
                    "coloured-type",
                    f"type of {paint.size:.1f} pt in {len(inks)} inks",
                    f"set it in one solid ink, or in at least {limits.coloured:g} pt",
                    paint,
                )
        elif _is_white(paint.colour):
            if paint.size < limits.reversed - 0.01:
                self._error(
                    "reversed-type",
                    f"white type of {paint.size:.1f} pt out of a solid area",
                    f"set it in at least {limits.reversed:g} pt, or in black on white",
                    paint,
                )
        elif paint.size < limits.solid - 0.01:
            self._error("small-type", f"type of {paint.size:.1f} pt", f"set it in at least {limits.solid:g} pt", paint)
        if _is_solid_black(paint.colour) and not paint.overprint:
            self._warning(
                "black-overprint",
                "black type that does not overprint",
                "let it overprint: no white shines through",
                paint,
            )
        self._font(paint)
        self._inside(paint)

    def _rich(self, paint: Paint, limit: float) -> None:
        message = f"black type of {paint.size:.1f} pt in more inks than black"
        hint = "set black type on the black plate alone"
        if paint.size < max(limit * 2, 20):
            self._error("rich-black", message, hint, paint)
        else:
            self._warning("rich-black", message, hint, paint)

    def _font(self, paint: Paint) -> None:
        font = paint.font
        if font is None:
            self._error("fonts", "type without a font", "embed all fonts", paint)
            return
        if font.objgen not in self.fonts or font.objgen == (0, 0):
            self.fonts[font.objgen] = _embedded(font)
        if not self.fonts[font.objgen]:
            name = str(font.get("/BaseFont", "/?")).lstrip("/")
            self._error("fonts", f"the font {name} is not in the file", "embed all fonts", paint)
        if str(font.get("/Subtype")) == "/Type0" and _lacks_a_glyph(font, paint.codes):
            self._error("glyphs", "a character that its font does not have", "set it in a font that has it", paint)

    def _inside(self, paint: Paint) -> None:
        margin = self.profile.margin * MM
        left, bottom, right, top = self.trim
        x, y = paint.area[0], paint.area[1]
        if margin and not (left + margin <= x <= right - margin and bottom + margin <= y <= top - margin):
            self._error(
                "margin",
                f"type nearer to the trim than {self.profile.margin:g} mm",
                "move it inwards: cutting is not exact",
                paint,
            )

    # -- lines, areas and pictures

    def _rule(self, paint: Paint) -> None:
        self._thin(paint, paint.size)

    def _fill(self, paint: Paint) -> None:
        width, height = paint.area[2] - paint.area[0], paint.area[3] - paint.area[1]
        if min(width, height) > 0 and max(width, height) > LONG * min(width, height):
            self._thin(paint, min(width, height))
        self._bleeds(paint)

    def _thin(self, paint: Paint, width: float) -> None:
        if width < self.profile.rule - 0.005:
            self._error("thin-rule", f"a rule of {width:.2f} pt", f"make it at least {self.profile.rule:g} pt", paint)
        elif width < SCREENED and any(NONE < amount < SOLID for amount in _inks(paint.colour).values()):
            self._warning(
                "screened-rule",
                f"a rule of {width:.2f} pt in a tint: it prints as a row of dots",
                "make it solid and thinner, or thicker",
                paint,
            )

    def _picture(self, paint: Paint) -> None:
        assert paint.image is not None
        self._bleeds(paint)
        if paint.inline or bool(paint.image.get("/ImageMask", False)):
            return
        found, least = resolution(paint.image, paint.matrix), self.profile.images.least
        if found < least - 1:
            self._error(
                "image-resolution",
                f"a picture of {found:.0f} pixels an inch",
                f"at least {least:g}: use a larger file, or place it smaller",
                paint,
            )

    def _bleeds(self, paint: Paint) -> None:
        """What reaches the trim must go on beyond it."""
        if not self.cut or _is_white(paint.colour):
            return
        at_edge = [abs(edge - cut) < 1.0 for edge, cut in zip(paint.area, self.trim, strict=True)]
        if any(at_edge):
            self._error(
                "bleed",
                "matter that ends at the trim",
                f"let it go on {self.profile.bleed:g} mm beyond, or stay clear of the edge",
                paint,
            )


def _inks(colour: Colour) -> dict[int, float]:
    """The amounts of the plates that a colour prints on, by plate: 3 is black."""
    if colour.family == "grey" and colour.amounts:
        amounts: tuple[float, ...] = (0, 0, 0, 1 - colour.amounts[0])
    elif colour.family == "cmyk" and len(colour.amounts) == 4:
        amounts = colour.amounts
    else:
        return {}
    return {plate: amount for plate, amount in enumerate(amounts) if amount > NONE}


def _is_white(colour: Colour) -> bool:
    known = (colour.family == "grey" and bool(colour.amounts)) or (colour.family == "cmyk" and len(colour.amounts) == 4)
    return (known and not _inks(colour)) or (colour.family == "rgb" and min(colour.amounts, default=0) > SOLID)


def _is_solid_black(colour: Colour) -> bool:
    inks = _inks(colour)
    return set(inks) == {3} and inks[3] > SOLID


def _embedded(font: pikepdf.Object) -> bool:
    kind = str(font.get("/Subtype"))
    if kind == "/Type3":
        return True
    holder = font.DescendantFonts[0] if kind == "/Type0" else font
    descriptor = holder.get("/FontDescriptor")
    return descriptor is not None and any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))


def _lacks_a_glyph(font: pikepdf.Object, codes: bytes) -> bool:
    """Whether a text shows the glyph that stands for all that a font lacks, which is number 0."""
    if str(font.get("/Encoding")) not in {"/Identity-H", "/Identity-V"}:
        return False
    return any(codes[index : index + 2] == b"\0\0" for index in range(0, len(codes), 2))


def _edges(box: object) -> Area:
    left, bottom, right, top = (float(edge) for edge in box)  # type: ignore[attr-defined]
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)


def _meets(area: Area, other: Area) -> bool:
    return area[0] <= other[2] and area[2] >= other[0] and area[1] <= other[3] and area[3] >= other[1]

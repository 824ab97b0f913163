"""Rules: the lines that divide modules and legs.

A page plan and its grid come in, HTML goes out. Rules meet or stop on purpose: one runs along the middle of the free
row above a module, thick over a panel, thin over a story or a flag and none over an ornament, and a hairline down the
middle of every gutter, from the capitals of the first line beside it to about the foot of the last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from markupsafe import Markup

from printpost.composing.dummy import PagePlan, Take
from printpost.geometry import Grid

PANEL_RULE = 2.0
SHORT = 3.0
"""A rule down a gutter stops so many points before the foot of its last row."""


def rules_html(plan: PagePlan, grid: Grid, kind_of: Callable[[Take], str], capitals: float) -> Markup:
    """All rules of a page. ``capitals`` is how far (points) those of a row of copy begin below its top."""
    return Markup("").join(
        [*_across(plan, grid, kind_of), *_down(plan, grid, capitals), *_between_legs(plan, grid, capitals)]
    )


def _across(plan: PagePlan, grid: Grid, kind_of: Callable[[Take], str]) -> Iterator[Markup]:
    tops: dict[tuple[int, int], tuple[int, str]] = {}
    for take in plan.takes:
        tops[take.module.column, take.module.row] = (take.module.span, kind_of(take) and f" {kind_of(take)}")
    for flag in plan.flags:
        tops[flag.module.column, flag.module.row] = (flag.module.span, " flag")
    for cut in plan.cuts:
        if not cut.across:
            continue
        runs: list[tuple[int, int, str]] = []
        column = cut.column
        while column < cut.column + cut.span:
            span, kind = tops.get((column, cut.row), (1, ""))
            if (column, cut.row) in tops:
                if runs and runs[-1][1:] == (column, "") and not kind:
                    runs[-1] = (runs[-1][0], column + span, "")
                else:
                    runs.append((column, column + span, kind))
            column += span
        # Of a wider gap the white is over the rule: it belongs to what stands under it.
        y = grid.y(cut.row - max(cut.gap - 1, 1) / 2)
        for first, after, kind in runs:
            left = grid.x(first)
            width = grid.width(after - first)
            yield _rule(f"across{kind}", left, y - (PANEL_RULE / 2 if kind == " panel" else 0), width=width)


def _down(plan: PagePlan, grid: Grid, capitals: float) -> Iterator[Markup]:
    for cut in plan.cuts:
        if not cut.across:
            x = grid.x(cut.column) - grid.gutter / 2
            yield from _down_rule("down", x, grid.y(cut.row) + capitals, cut.depth * grid.leading - capitals)


def _between_legs(plan: PagePlan, grid: Grid, capitals: float) -> Iterator[Markup]:
    for take in plan.takes:
        module = take.module
        for leg in range(1, module.span):
            if not take.frames:
                continue
            top = take.setting.head
            for placed in take.insets:
                inset = placed.inset
                if inset.where == "head" and inset.leg < leg < inset.leg + inset.span:
                    top = max(top, placed.row + inset.depth)
            x = grid.x(module.column + leg) - grid.gutter / 2
            height = (module.depth - top) * grid.leading - capitals
            yield from _down_rule("leg", x, grid.y(module.row + top) + capitals, height)


def _down_rule(classes: str, left: float, top: float, height: float) -> Iterator[Markup]:
    if height > SHORT:
        yield _rule(classes, left, top, height=height - SHORT)


def _rule(classes: str, left: float, top: float, *, width: float = 0.0, height: float = 0.0) -> Markup:
    size = f"width:{width:.3f}pt" if width else f"height:{height:.3f}pt"
    return Markup('<div class="rule {}" style="left:{:.3f}pt;top:{:.3f}pt;{}"></div>').format(classes, left, top, size)

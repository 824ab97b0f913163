"""Panel widths: the least width at which a panel's words go into their places.

A panel, a layout and its type case come in; points go out. Nothing is rendered.
"""

from __future__ import annotations

from collections.abc import Iterator

from printpost.composing import ranking, tables
from printpost.composing.fonts import Case, Face
from printpost.composing.heads import OWN_HYPHEN, Setting
from printpost.composing.inline import SHORT_COMPOUND
from printpost.composing.kinsoku import unbroken
from printpost.composing.layout import Layout
from printpost.composing.ranking import RankingType
from printpost.composing.tables import TableType
from printpost.composing.words import Words
from printpost.newsroom.issue import ListPanel, Table, Trending

NARROW = 1.02
"""What a word in a panel must have to spare, of its width, to be called narrow enough for its place."""
NUMERAL, TWO_NUMERALS = 17.0, 26.0
"""The width of a list's numerals of one figure and of two, in points."""
CELL = 0.956
"""The size of a table's cells, as a share of the panels' text."""
FIGURES = "lnum,tnum"
"""Figures of one height and one width, for columns of them."""


def ranking_type(layout: Layout, case: Case, words: Words, language: str) -> RankingType:
    """The type of trending panels."""
    size = layout.panels.text * NARROW
    return RankingType(
        Setting(case.type(layout.text.families), size),
        Setting(case.type(layout.small_families, 700, features=FIGURES), size),
        words.new,
        language,
    )


def table_type(layout: Layout, case: Case, language: str) -> TableType:
    """The type of tables."""
    panels = layout.panels
    size = panels.text * CELL * NARROW
    return TableType(
        Setting(case.type(layout.small_families, 700), panels.head * NARROW),
        Setting(case.type(layout.text.families), size),
        Setting(case.type(layout.small_families, features=FIGURES), size),
        language,
    )


def numeral_width(block: ListPanel) -> float:
    """The width in points that the items of a list leave to their numerals."""
    return (TWO_NUMERALS if len(block.items) >= ranking.MANY else NUMERAL) * block.numbered


def narrowest(block: object, layout: Layout, case: Case, words: Words, language: str) -> float:
    """The least width in points at which no word of a panel is wider than its place."""
    text = case.face(layout.text.families[0])
    brief, panels = layout.heads["brief"], layout.panels
    display = case.face(brief.families[0], brief.weight)
    size, title_size = panels.text * NARROW, panels.title * NARROW

    def widest(face: Face, em: float, *texts: str | None) -> float:
        return max((face.width(word) * em for entry in texts for word in unbroken(entry or "")), default=0.0)

    if isinstance(block, Table):
        return tables.least_width(block, table_type(layout, case, language))
    if isinstance(block, Trending):
        return ranking.least_width(block, ranking_type(layout, case, words, language))
    if isinstance(block, ListPanel):
        title = widest(display, title_size, *(part for item in block.items for part in _parts(item.title)))
        return max(title, widest(text, size, *(item.text for item in block.items))) + numeral_width(block)
    return 0.0


def _parts(title: str) -> Iterator[str]:
    """The words of a title; a long compound may be parted at its hyphens."""
    for word in title.split(" "):
        yield from [word] if len(word) <= SHORT_COMPOUND else OWN_HYPHEN.split(word)

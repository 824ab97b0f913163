"""What number a typed figure stands for."""

from __future__ import annotations

import pytest

from printpost.newsroom.figures import number_in


@pytest.mark.parametrize(
    ("text", "language", "number"),
    [
        ("1,204", "en-GB", 1204),
        ("1.204", "de", 1204),
        ("1,5", "de", 1.5),
        ("0.0005", "en-US", 0.0005),
        ("12\N{NARROW NO-BREAK SPACE}345,6", "fr", 12345.6),
        ("97.4K", "en-GB", 97400),
        ("£3.5m", "en-GB", 3500000),
        ("2.3bn", "en-GB", 2300000000),
        ("4.2 cm", "en-GB", 4.2),
        ("270m parameters", "en-GB", 270000000),
        ("about 41%", "en-GB", 41),
        ("−3.5%", "en-GB", -3.5),
        ("-£9", "en-GB", -9),
        ("none", "en-GB", None),
    ],
)
def test_a_figure_is_read_as_its_language_writes_it(text: str, language: str, number: float | None) -> None:
    """Group and decimal signs follow the language; K, m and bn multiply; units and currencies do not matter."""
    assert number_in(text, language) == (pytest.approx(number) if number is not None else None)

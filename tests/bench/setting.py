"""How evenly the composing room sets the design's text: the rows that the design's yardstick table asks for."""


def setting_rows() -> tuple[str, ...]:
    """Return the yardstick rows: word gaps over 0.5 and 0.8 em, their deviation, and lines ending in a hyphen.

    The place for the H&J benchmark: printpost.composing sets a text at 9 pt on 42.75 mm, and the gaps are counted.
    """
    return ("not measured yet",)

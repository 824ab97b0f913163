"""Overprint: two texts of one block that a template or a style sheet has drawn over each other.

The letters of a block come in with their page; two of them that cannot both be read go out. What counts is ink: lines
may be set as tight as their tails and capitals allow.
"""

from printpost.pressroom.lettering import Box, Letter, Lettering

OVERPRINT = 0.25  # of the smaller letter's box
NEIGHBOURS = 3  # letters so near each other in the PDF's order are one word's: they may touch


def over_itself(piece: list[Letter], page: Lettering) -> tuple[Letter, Letter] | None:
    """Return two letters or marks of one block of which one covers a good part of the other's ink, if both can be seen.

    Neighbours in a word may touch, and so may what is set in an ink so light that it can be read through.
    """
    numbers = [letter.number for letter in piece]
    there = [*piece, *page.marks(min(numbers) - NEIGHBOURS, max(numbers) + NEIGHBOURS)]
    boxes = sorted(((page.box(letter), letter) for letter in there), key=lambda one: one[0].top)
    above: list[tuple[Box, Letter]] = []
    for box, letter in boxes:
        above = [one for one in above if one[0].bottom > box.top]
        for over, other in above:
            shared = box.shared(over)
            if (
                shared > OVERPRINT * min(box.size, over.size)
                and abs(letter.number - other.number) > NEIGHBOURS
                and page.visible(letter)
                and page.visible(other)
                and page.pale(letter) == page.pale(other)
            ):
                return (other, letter) if other.number < letter.number else (letter, other)
        above.append((box, letter))
    return None

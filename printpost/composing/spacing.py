"""Spacing: what is left of a line goes to its word spaces and its letters, and the price of how it looks then."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from printpost.composing.hj import Manner

Floats = NDArray[np.float64]
INFINITE = np.inf


def spread(room: Floats, spaces: Floats, letters: Floats, space: float, manner: Manner) -> tuple[Floats, Floats]:
    """Share out what is left of a line. Returns tracking and the word space as set, both in em.

    Word spaces and letters give way like springs of different strength until the letters reach their limit; the
    word spaces take the rest.
    """
    share = np.where(room < 0, manner.tightening_share, manner.tracking_share)
    pull = room / np.maximum(spaces + letters * share, 1e-9)
    tracking = np.clip(pull * share, manner.tracking_least, manner.tracking_most)
    gap = space + tracking + (room - letters * tracking) / np.maximum(spaces, 1)
    return tracking, gap


def looseness(gap: Floats, tracking: Floats, space: float, manner: Manner) -> Floats:
    """The price of a line's word space and tracking, both in em, where the font's own space is ``space``: it grows ever
    faster either way, and there is none for a space that is tighter than may be.
    """
    wide = np.maximum(gap - space, 0.0) / (manner.loose - space)
    tight = np.maximum(space - gap, 0.0) / (space - manner.tight(space))
    cost = manner.slack * (wide**2 + wide**4 * 0.5 + tight**2 + tight**4 * 0.5)
    # Beyond a point every line is awful; one that is more so must still cost more, but not out of all proportion.
    beyond = np.maximum(wide - _awful(manner), 0.0)
    cost = (
        np.where(cost > manner.awful, manner.awful + 40.0 * wide + manner.beyond * beyond**2, cost)
        + 2.0 * (tracking / max(manner.tracking_most, 1e-9)) ** 2
    )
    return np.where(gap < manner.tight(space) - 1e-9, INFINITE, cost)


def _awful(manner: Manner) -> float:
    """How wide a space is awful, in units of ``wide``: the root of slack * (w² + w⁴ / 2) = awful."""
    return float(np.sqrt(np.sqrt(1 + 2 * manner.awful / manner.slack) - 1))

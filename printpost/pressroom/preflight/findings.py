"""What a preflight finds, as values, and as the problems that a command reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from printpost.pressroom.painting import Area
from printpost.problems import Problem, Severity

MOST_PLACES = 12
"""Places that a finding shows; it counts the others."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that a page (from 0; None: the file) breaks. ``places`` are areas in points in the page's coordinates,
    ``count`` is how many there are.
    """

    rule: str
    severity: Severity
    message: str
    hint: str
    page: int | None = None
    places: tuple[Area, ...] = ()
    count: int = 1

    def plain(self) -> dict[str, Any]:
        """The finding as JSON can hold it; pages count from 1, places are left, bottom, right, top in points."""
        data = asdict(self)
        data["severity"] = self.severity.value
        data["page"] = None if self.page is None else self.page + 1
        data["places"] = [[round(edge, 2) for edge in place] for place in self.places]
        return data

    def problem(self) -> Problem:
        """The finding as commands report it."""
        where = "" if self.page is None else f"page {self.page + 1}: "
        more = f" ({self.count} places)" if self.count > 1 else ""
        return Problem(self.severity, f"{where}{self.message}{more} [{self.rule}]", self.hint)


@dataclass(frozen=True, slots=True)
class Examined:
    """A preflight's result. ``coverage`` has for every page the percentage of its trim that each plate covers, and the
    most ink in one place ("total").
    """

    findings: tuple[Finding, ...]
    pages: int
    coverage: tuple[dict[str, float], ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether a printer would take it: there may be warnings."""
        return all(finding.severity is not Severity.ERROR for finding in self.findings)

    @property
    def verdict(self) -> str:
        """The result in a few words."""
        errors = sum(finding.severity is Severity.ERROR for finding in self.findings)
        warnings = len(self.findings) - errors
        if errors:
            return f"not ready: {errors} to mend" + (f", {warnings} to look at" if warnings else "")
        return "ready for the press" + (f"; {warnings} to look at" if warnings else "")

    def lines(self) -> tuple[str, ...]:
        """What was measured, as a printer reads it."""
        told = []
        for number, plates in enumerate(self.coverage, 1):
            if plates:
                inks = ", ".join(f"{name} {share:.1f}%" for name, share in plates.items() if name != "total")
                told.append(f"  page {number}: {inks}; at most {plates['total']:.0f}% in one place")
        return (*told, *(f"  QR code: {code}" for code in self.codes))

    def plain(self) -> dict[str, Any]:
        """The result as JSON can hold it."""
        return {
            "passed": self.passed,
            "pages": self.pages,
            "findings": [finding.plain() for finding in self.findings],
            "coverage": list(self.coverage),
            "codes": list(self.codes),
        }


@dataclass(slots=True)
class Sheaf:
    """Gathers findings: what breaks one rule on one page in one way is one finding with many places."""

    found: dict[tuple[str, int | None, str], Finding] = field(default_factory=dict)

    def error(self, rule: str, message: str, hint: str, page: int | None = None, place: Area | None = None) -> None:
        """Add a fault for which a printer turns the file down."""
        self._add(Finding(rule, Severity.ERROR, message, hint, page), place)

    def warning(self, rule: str, message: str, hint: str, page: int | None = None, place: Area | None = None) -> None:
        """Add something that somebody should look at."""
        self._add(Finding(rule, Severity.WARNING, message, hint, page), place)

    def _add(self, finding: Finding, place: Area | None) -> None:
        key = (finding.rule, finding.page, finding.hint)
        known = self.found.get(key)
        if known is None:
            self.found[key] = replace(finding, places=(place,) if place else ())
            return
        places = known.places if place is None or len(known.places) >= MOST_PLACES else (*known.places, place)
        self.found[key] = replace(known, count=known.count + 1, places=places)

    def findings(self) -> tuple[Finding, ...]:
        """All of them: the file's first, then page by page, errors before warnings."""
        return in_order(self.found.values())


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as a reader wants them: the file's first, then page by page, errors before warnings."""
    return tuple(
        sorted(
            findings,
            key=lambda finding: (
                -1 if finding.page is None else finding.page,
                finding.severity is not Severity.ERROR,
                finding.rule,
                finding.message,
            ),
        )
    )

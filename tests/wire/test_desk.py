"""The desk: what comes when everything answers, when one source is down, and what stays frozen."""

from .conftest import Paper


def test_all_sources_answer(desk: Paper) -> None:
    """Everything that was ordered is frozen, in the order of the publication."""
    haul = desk.fetch()
    assert not haul.failed
    assert list(desk.frozen().sections) == [
        "models",
        "datasets",
        "spaces",
        "papers",
        "repositories",
        "movers",
        "notes",
        "weather",
    ]

"""How well invented news of a fortnight are grouped: `tests/data/stories/arrivals.jsonl`.

Each line says by `kind` what it is (`told`, `wire`, `reply`, `column`, `live`, `quake`, `match`, `fire`, `single`) and
which lines are of one `story`. A pair that shares `near` is a matter of taste.
"""

import json
from collections import Counter
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tuinews.engine.stories.grouper import FOLDED, GROUPED, WINDOW, Gauge, StoryGrouper
from tuinews.engine.stories.memory_index import MemoryIndex
from tuinews.engine.stories.placement import StoryEntry
from tuinews.model.clock import from_iso

ARRIVALS = Path(__file__).parents[1] / "data" / "stories" / "arrivals.jsonl"

pytestmark = pytest.mark.xdist_group("story scores")


class Grouped(NamedTuple):
    rows: list[dict[str, Any]]
    stories: dict[int, int]

    def pairs(self) -> Iterator[tuple[dict[str, Any], dict[str, Any], bool]]:
        """Give pairs of rows that are of one story or were grouped together, and whether they were."""
        for one, other in combinations(range(len(self.rows)), 2):
            mine, theirs = self.rows[one], self.rows[other]
            together = self.stories[one] == self.stories[other]
            if together or mine["story"] == theirs["story"]:
                yield mine, theirs, together


def read_arrivals() -> list[dict[str, Any]]:
    return [json.loads(line) for line in ARRIVALS.read_text("utf-8").splitlines()]


def make_entries(rows: list[dict[str, Any]]) -> list[StoryEntry]:
    return [
        StoryEntry(number, row["source"], row["title"], row["text"], from_iso(row["published"]), row["lang"])
        for number, row in enumerate(rows)
    ]


def group(gauge: Gauge, batch: int = 10_000) -> Grouped:
    rows = read_arrivals()
    index = MemoryIndex(WINDOW)
    grouper = StoryGrouper(index, gauge)
    entries = make_entries(rows)
    for start in range(0, len(entries), batch):
        grouper.place_all(entries[start : start + batch])
    return Grouped(rows, index.read_stories())


@pytest.fixture(scope="module")
def folded() -> Grouped:
    return group(FOLDED)


@pytest.fixture(scope="module")
def grouped() -> Grouped:
    return group(GROUPED)


def score(found: Grouped) -> tuple[float, float]:
    """Return precision and recall over pairs."""
    right = wrong = missed = 0
    for one, other, together in found.pairs():
        same = one["story"] == other["story"]
        taste = one.get("near") is not None and one.get("near") == other.get("near") and not same
        right += same and together
        wrong += together and not same and not taste
        missed += same and not together
    return right / (right + wrong), right / (right + missed)


def test_the_set_is_large_and_mixed_enough() -> None:
    rows = read_arrivals()
    sizes = Counter(row["story"] for row in rows)
    assert len(rows) >= 300
    assert len({row["source"] for row in rows}) >= 10
    assert sum(size > 1 for size in sizes.values()) >= 40
    assert len({row["lang"] for row in rows}) >= 5
    assert {row["kind"] for row in rows} == {
        "told", "wire", "reply", "column", "live", "quake", "match", "fire", "single",
    }  # fmt: skip


def test_what_is_folded_is_hardly_ever_wrong(folded: Grouped) -> None:
    precision, recall = score(folded)
    assert precision >= 0.97
    assert recall >= 0.8


def test_what_tells_the_same_is_found(grouped: Grouped) -> None:
    precision, recall = score(grouped)
    assert precision >= 0.93
    assert recall >= 0.93


@pytest.mark.parametrize("kind", ["column", "live", "single", "reply", "fire"])
def test_hard_negatives_are_alone(folded: Grouped, kind: str) -> None:
    sizes = Counter(folded.stories.values())
    joined = [
        row["title"]
        for number, row in enumerate(folded.rows)
        if row["kind"] == kind and sizes[folded.stories[number]] > 1
    ]
    assert joined == []


@pytest.mark.parametrize("kind", ["quake", "match"])
def test_events_of_a_kind_are_told_apart(folded: Grouped, kind: str) -> None:
    wrong = [
        (one["title"], other["title"])
        for one, other, together in folded.pairs()
        if one["kind"] == other["kind"] == kind and together and one["story"] != other["story"]
    ]
    assert wrong == []


def test_wire_copies_are_one_story_and_known_as_one_text(folded: Grouped) -> None:
    missed = [
        (one["title"], other["title"])
        for one, other, together in folded.pairs()
        if one["kind"] == other["kind"] == "wire" and one["story"] == other["story"] and not together
    ]
    assert missed == []
    index = MemoryIndex(WINDOW)
    wires = [entry for row, entry in zip(folded.rows, make_entries(folded.rows), strict=True) if row["kind"] == "wire"]
    copies = [placement.same_text for placement in StoryGrouper(index).place_all(wires)]
    assert sum(copy is not None for copy in copies) == len(wires) * 2 // 3


@pytest.mark.parametrize("lang", ["de", "es", "fr", "ja", "ne", "ru"])
def test_no_language_is_left_out(grouped: Grouped, lang: str) -> None:
    found = sum(together for one, other, together in grouped.pairs() if one["lang"] == other["lang"] == lang)
    assert found > 0


def test_small_refreshes_give_nearly_the_same_stories(folded: Grouped) -> None:
    precision, recall = score(group(FOLDED, batch=5))
    assert precision >= 0.97
    assert recall >= 0.8

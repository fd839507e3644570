"""What the library that the reader is tested on tells of its entries: explanations and editions."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tuinews.model.entry import Article, Entry
from tuinews.model.ids import EntryId
from tuinews.model.reports.edition import Edition, EditionEntry, EditionSection
from tuinews.model.reports.explanation import EntryAnswer, ExplainedSection, Explanation
from tuinews.model.text import SafeText, safe_text

if TYPE_CHECKING:
    from ui.fake_library import World

NOW = 1_795_615_500


class FakeExplanations:
    def __init__(self, find: Callable[[EntryId], Article]) -> None:
        self._find = find

    async def explain(self, entry_id: EntryId) -> Explanation:
        entry = self._find(entry_id).entry
        here = EntryAnswer(
            safe_text(f"{entry.feed} published it, and it is in so many places that a line is not enough. " * 3)
        )
        sections = (
            ExplainedSection("here", "Here", here, ""),
            ExplainedSection("hidden", "Hidden", None, "Nothing hides it."),
        )
        return Explanation(entry, sections)


class FakeEditions:
    """An edition of two sections: the newest unread one, for which another stands in, and the others."""

    def __init__(self, world: "World") -> None:
        self._world = world

    async def compose(self, since: int | None = None, minutes: int | None = None) -> Edition:
        assert (since, minutes) == (None, None), "the reader asks for what is new since the last visit"
        self._world.asked.append("edition")
        unread = [article.entry for article in self._world.articles.values() if not article.entry.read]
        if not unread:
            return _edition(0, (), 0)
        top, rest = unread[:1], unread[2:4]
        others = tuple(entry.id for entry in unread[1:2])
        sections = (
            EditionSection("top_stories", SafeText("Top stories"), _parts(top, others)),
            EditionSection("more", SafeText("Also new"), _parts(rest, ())),
        )
        left = max(0, len(unread) - 4)
        return _edition(3, sections, left)

    async def begin_visit(self) -> None:
        self._world.asked.append("visit begins")

    async def end_visit(self, seen_until: int) -> None:
        self._world.asked.append(f"visit ends {seen_until}")


def _edition(minutes: int, sections: tuple[EditionSection, ...], left_out: int) -> Edition:
    return Edition(NOW - 3600, NOW, visited=True, budget=15, minutes=minutes, sections=sections, left_out=left_out)


def _parts(entries: Sequence[Entry], others: tuple[EntryId, ...]) -> tuple[EditionEntry, ...]:
    return tuple(EditionEntry(entry, SafeText("2 independent sources"), 2, others) for entry in entries)

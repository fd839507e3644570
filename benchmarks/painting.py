"""How long the first screen of an article and of the list takes to paint, without a terminal.

Run: `python benchmarks/painting.py`. Figures are medians in microseconds.
"""

import asyncio
from array import array
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from statistics import median
from time import perf_counter_ns

from textual.app import ComposeResult

from tuinews.model.document import Block, Document, Heading, Paragraph, Span, Style
from tuinews.model.entry import Article, Entry, Headline
from tuinews.model.ids import EntryId, FeedId
from tuinews.model.text import EMPTY, SafeText
from tuinews.ui.paint.article.page import make_page
from tuinews.ui.paint.article.text_layout import TextLayout
from tuinews.ui.paint.headlines.columns import RowOptions
from tuinews.ui.paint.headlines.row import paint_row
from tuinews.ui.rows import EntryRow
from tuinews.ui.themes.shades import ThemedApp
from tuinews.ui.widgets.article_view import ArticleView
from tuinews.ui.widgets.headline_list import HeadlineList

NOW = 1_700_000_000
WIDTH, HEIGHT = 72, 45
SENTENCE = "The ferry left the harbour before dawn with a handful of passengers and a great many letters. "
WORDS = len(SENTENCE.split())


def article(words: int) -> Article:
    blocks: list[Block] = []
    while words > 0:
        spans = [Span(SafeText(SENTENCE * 2)), Span(SafeText("a link"), Style.PLAIN, f"https://example.org/{words}")]
        blocks.append(Paragraph((*spans, Span(SafeText(f" and more. {SENTENCE * 3}")))))
        if len(blocks) % 8 == 0:
            blocks.append(Heading(2, (Span(SafeText("A section of the story")),)))
        words -= WORDS * 5 + 4
    entry = Entry(
        id=EntryId(1),
        feed_id=FeedId(1),
        feed=SafeText("The Harbour Post"),
        guid="1",
        title=SafeText("The first ferry after the storm"),
        url="https://example.org/ferry",
        author=SafeText("A. Writer"),
        agency=EMPTY,
        dateline=SafeText("Lisbon"),
        source=EMPTY,
        published=NOW,
        updated=None,
        first_seen=NOW,
        moment=NOW,
        tags=(SafeText("Harbour"), SafeText("Weather")),
        user_tags=(),
        related=(),
        enclosures=(),
        images=(),
        lang=SafeText("en"),
        read=False,
        starred=False,
        later=False,
        minutes=3,
        full_text=False,
    )
    return Article(entry, Document(tuple(blocks)), full_text=False)


def headline(index: int) -> Headline:
    title = SafeText(f"Headline number {index} about something that takes more room than there is in a row")
    return Headline(
        id=EntryId(index),
        feed_id=FeedId(1),
        feed=SafeText("The Harbour Post"),
        title=title,
        moment=NOW - index * 60,
        read=index % 2 == 0,
        starred=index % 9 == 0,
        later=False,
        minutes=3,
        enclosed=False,
    )


def timed(work: Callable[[], object], repeat: int = 30) -> float:
    """Median microseconds of a call."""
    figures = []
    for _ in range(repeat):
        start = perf_counter_ns()
        work()
        figures.append((perf_counter_ns() - start) / 1000)
    return median(figures)


def painting() -> None:
    for words in (300, 2_000, 20_000):
        value = article(words)

        def first(value: Article = value) -> None:
            TextLayout(make_page(value), WIDTH).paint_to(HEIGHT)

        def whole(value: Article = value) -> None:
            TextLayout(make_page(value), WIDTH).paint_all()

        print(f"{words:>6} words: first screen {timed(first):8.0f} µs   whole {timed(whole):8.0f} µs")
    rows = [EntryRow(headline(n)) for n in range(HEIGHT)]
    screen = timed(lambda: [paint_row(row, "2h", RowOptions(80)) for row in rows])
    print(f"  {HEIGHT} rows: {screen:8.0f} µs")


class Bench(ThemedApp):
    """A list and an article, to time what the toolkit adds."""

    def compose(self) -> ComposeResult:
        yield HeadlineList(fetch, now=NOW)
        yield ArticleView()


async def fetch(ids: Sequence[int]) -> tuple[Headline, ...]:
    return tuple(headline(n) for n in ids)


async def settled(work: Callable[[], object], pause: Callable[[], Awaitable[None]]) -> float:
    """Microseconds until the toolkit is idle again; its own test driver waits some 20 ms of it."""
    figures = []
    for _ in range(15):
        start = perf_counter_ns()
        work()
        await pause()
        figures.append((perf_counter_ns() - start) / 1000)
    return median(figures)


async def widgets() -> None:
    app = Bench()
    async with app.run_test(size=(120, HEIGHT * 2)) as pilot:
        rows, view = app.query_one(HeadlineList), app.query_one(ArticleView)
        for count in (1_000, 1_000_000):
            ids = array("q", range(count))
            start = perf_counter_ns()
            rows.show(ids)
            print(f"{count:>9} rows: show {(perf_counter_ns() - start) / 1000:8.0f} µs", end="")
            print(f"   move {await settled(lambda: rows.move(1), pilot.pause):8.0f} µs", end="")
            print(f"   page {await settled(lambda: rows.page(1), pilot.pause):8.0f} µs")
        for words in (300, 2_000, 20_000):
            value = article(words)
            shown = timed(partial(view.show, value), 9)
            print(f"{words:>6} words: show {shown:8.0f} µs", end="")
            print(f"   page {await settled(lambda: view.page(1), pilot.pause):8.0f} µs")


if __name__ == "__main__":
    painting()
    asyncio.run(widgets())

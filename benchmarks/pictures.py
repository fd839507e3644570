"""How long turning a page takes where pictures come into sight that were never seen before.

Run: `python benchmarks/pictures.py`. Figures are milliseconds of work, from the key to the bytes for the terminal.
"""

import asyncio
import gc
from math import sin
from random import Random
from statistics import median
from time import thread_time_ns

from textual.app import ComposeResult

from painting import NOW, SENTENCE, article
from tuinews.model.document import Block, Document, Image, Paragraph, Span
from tuinews.model.entry import Article
from tuinews.model.picture import Box, Picture
from tuinews.model.text import SafeText
from tuinews.ui.themes.shades import ThemedApp
from tuinews.ui.widgets.article_view import ArticleView

PICTURES = 24
SIZE = (80, 45)


class Bench(ThemedApp):
    """An article and nothing else."""

    def compose(self) -> ComposeResult:
        view = ArticleView()
        view.pictures.shown = True
        yield view


def address(number: int) -> str:
    return f"https://example.org/{NOW}/{number}.jpg"


def gallery() -> Article:
    """Pictures with hardly a word between."""
    blocks: list[Block] = []
    for number in range(PICTURES):
        blocks += [Image(address(number)), Paragraph((Span(SafeText(SENTENCE)),))]
    base = article(1)
    return Article(base.entry, Document(tuple(blocks)), full_text=False)


def photo(box: Box, seed: int) -> Picture:
    """Soft shapes with grain, as a camera sees the world."""
    chance = Random(seed)  # noqa: S311 — no secret
    waves = [[chance.uniform(0.02, 0.2) for _ in range(4)] for _ in range(3)]
    dots = bytearray()
    for y in range(2 * box.rows):
        for x in range(box.columns):
            for a, b, c, d in waves:
                value = 128 + 60 * sin(a * x + b * y) + 50 * sin(c * x - d * y) + chance.gauss(0, 3)
                dots.append(min(255, max(0, round(value))))
    return Picture(box, box.columns, box.rows, bytes(dots))


def noise(box: Box, seed: int) -> Picture:
    """No two dots alike."""
    dots = Random(seed).randbytes(6 * box.columns * box.rows)  # noqa: S311 — no secret
    return Picture(box, box.columns, box.rows, dots)


async def turning() -> None:
    app = Bench()
    async with app.run_test(size=SIZE) as pilot:
        view, console = app.query_one(ArticleView), app.console
        for name, make in (("photo", photo), ("noise", noise)):
            view.show(gallery())
            box = view.pictures.gallery.box if view.pictures.gallery else Box(0, 0)
            for number in range(PICTURES):
                view.pictures.show(address(number), make(box, number))
            await pilot.pause()
            view.home()
            await pilot.pause()
            figures: list[float] = []
            written = 0
            moved = True
            while moved:
                start = thread_time_ns()
                moved = view.page(1)
                # what the toolkit does next, by itself
                update = app.screen._compositor.render_full_update()  # noqa: SLF001
                written += len(update.render_segments(console))
                figures.append((thread_time_ns() - start) / 1e6)
                await pilot.pause()
            figures.sort()
            most, size = figures[int(len(figures) * 0.95)], written // len(figures) // 1000
            print(f"{name}: {len(figures)} pages of {SIZE[1]} lines in {console.color_system}:", end="")
            print(f"   median {median(figures):5.1f}   95 of 100 {most:5.1f}   {size} kB a page")


if __name__ == "__main__":
    gc.freeze()
    gc.disable()
    asyncio.run(turning())

"""The parts of the article view, each without a screen."""

import pytest

from paint.samples import article, long_article, para, span
from tuinews.model.document import Footnote, Image, Paragraph, Style
from tuinews.model.entry import Article
from tuinews.model.picture import Box, CellSize, Missing, Picture
from tuinews.model.text import SafeText
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.page import make_page
from tuinews.ui.paint.article.targets import TargetTable
from tuinews.ui.paint.article.text_layout import TextLayout
from tuinews.ui.paint.pictures.gallery import Gallery
from tuinews.ui.paint.text.runs import line_text
from tuinews.ui.widgets.article.footnote_jumps import FootnoteJumps
from tuinews.ui.widgets.article.hint_mode import HintMode
from tuinews.ui.widgets.article.link_focus import LinkFocus
from tuinews.ui.widgets.article.pictures import ArticlePictures
from tuinews.ui.widgets.article.search import ArticleSearch
from tuinews.ui.widgets.article.text_pane import targets_on_screen

HEIGHT = 10


class Pane:
    """A pane of ten lines that notes what is asked of it."""

    def __init__(self, value: Article | None, gallery: Gallery | None = None) -> None:
        self.text_layout = None if value is None else TextLayout(make_page(value, frame=Frame(0, gallery=gallery)), 40)
        self.top = 0
        self.drawn = 0
        self.repainted: list[list[int]] = []

    @property
    def table(self) -> TargetTable:
        return self.text_layout.page.table if self.text_layout else TargetTable()

    @property
    def seen(self) -> range:
        return range(self.top, self.top + HEIGHT)

    @property
    def column(self) -> tuple[int, int]:
        return 0, 40

    def go(self, top: int) -> None:
        self.top = top

    def bring_into_view(self, y: int) -> None:
        if y not in self.seen:
            self.top = y

    def redraw(self) -> None:
        self.drawn += 1

    def repaint(self, parts: list[int]) -> None:
        self.repainted.append(parts)


class Calls:
    """Counts calls, and keeps what they were given."""

    def __init__(self) -> None:
        self.all: list[tuple[object, ...]] = []

    def __call__(self, *given: object) -> None:
        self.all.append(given)


LINKED = Paragraph(
    (
        span("See "),
        span("the port", href="https://port.example/"),
        span(" and more."),
        span("1", Style.SUPERSCRIPT, "#fn-1"),
    )
)


# Searching


def test_a_search_begins_at_the_screen_and_goes_around_the_end() -> None:
    pane = Pane(long_article(30))
    search = ArticleSearch(pane)
    pane.top = 100
    assert search.start("paragraph") == 30
    first = int(search.progress.partition("/")[0])
    assert 1 < first < 30
    assert pane.drawn == 1
    assert search.move(30 - first)
    assert (search.progress, search.wrapped) == ("30/30", False)
    assert search.move(1)
    assert (search.progress, search.wrapped) == ("1/30", True)


def test_the_shown_match_stands_out_among_the_others() -> None:
    pane = Pane(article((para("tide and tide"),)))
    search = ArticleSearch(pane)
    search.start("tide")
    assert pane.text_layout is not None
    y = next(y for y, runs in enumerate(pane.text_layout.lines) if "tide" in line_text(runs))
    styles = [run.style for run in search.decorate(y, pane.text_layout.line(y)) if run.text == "tide"]
    assert styles == ["text match", "text found"]
    search.clear()
    assert search.decorate(y, pane.text_layout.line(y)) == pane.text_layout.line(y)
    assert (search.words, search.progress) == ("", "")


def test_words_that_are_not_there_are_no_match() -> None:
    pane = Pane(long_article(2))
    search = ArticleSearch(pane)
    assert search.start("no such words") == 0
    assert not search.move(1)
    assert ArticleSearch(Pane(None)).start("anything") == 0


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        (["tide"], ["tide", "Tide"]),
        (["TIDE*"], ["tide", "tides", "Tide"]),
        (["cafe"], ["café"]),
        (["low tide"], ["low, tide"]),
        (["quay", "tide"], ["tide", "quay", "Tide"]),
        (["uay"], []),
        (["…", "*", ""], []),
        (["東京"], ["東京"]),
    ],
)
def test_the_words_that_found_an_article_are_marked_as_the_library_finds_them(
    sought: list[str], found: list[str]
) -> None:
    pane = Pane(article((para("At low, tide the"), para("quay², tides, café 在東京的. Tide")), tags=(), user_tags=()))
    search = ArticleSearch(pane)
    search.mark(sought)
    assert pane.text_layout is not None
    lines = [search.decorate(y, line) for y, line in enumerate(pane.text_layout.lines)]
    assert [run.text for line in lines for run in line if "found" in run.style] == found
    assert search.marked == bool(found)


def test_one_goes_from_mark_to_mark_from_the_first_or_the_last() -> None:
    for delta, first in ((1, "1/2"), (-1, "2/2")):
        search = ArticleSearch(Pane(article((para("tide and tide"),))))
        search.mark(["tide"])
        assert (search.progress, search.words) == ("2 found", "")
        search.find_again()
        assert search.move(delta)
        assert search.progress == first
        search.clear()
        assert (search.marked, search.progress) == (False, "")


# The focus on links


def test_the_focus_begins_on_the_screen_and_ends_before_the_notes() -> None:
    pane, changed = Pane(article((LINKED, Footnote(SafeText("1"), (para("Noon."),))))), Calls()
    focus = LinkFocus(pane, changed)
    names = list[str]()
    while focus.move(1):
        assert len(names) < 100, "the focus goes in a circle"
        assert focus.target is not None
        names.append(focus.target.text)
    assert names[:4] == ["Harbour", "Bad weather", "to read", "the port"]
    assert "1" not in names
    assert len(changed.all) == len(names)
    assert focus.drop()
    assert focus.target is None
    assert not focus.drop()


def test_the_focused_link_is_marked() -> None:
    pane = Pane(article((LINKED,), tags=(), user_tags=(), related=(), enclosures=(), url=""))
    focus = LinkFocus(pane, Calls())
    assert focus.move(1)
    assert pane.text_layout is not None
    y = pane.text_layout.line_of_target(focus.index)
    marked = [run.text for run in focus.decorate(pane.text_layout.line(y)) if "focus" in run.style]
    assert "".join(marked).startswith("the port")
    focus.clear()
    assert focus.decorate(pane.text_layout.line(y)) == pane.text_layout.line(y)


def test_without_an_article_nothing_takes_the_focus() -> None:
    assert not LinkFocus(Pane(None), Calls()).move(1)
    assert targets_on_screen(Pane(None)) == []


# Hint letters


def hint_mode(value: Article | None) -> tuple[HintMode, Calls, Calls, Calls]:
    changed, chosen, released = Calls(), Calls(), Calls()
    return HintMode(Pane(value), changed, chosen, released), changed, chosen, released


def test_a_letter_chooses_a_target() -> None:
    hints, changed, chosen, released = hint_mode(article((LINKED,)))
    assert hints.start()
    assert (hints.shown, hints.for_browser) == (True, False)
    hints.type("D")
    assert chosen.all == [(0, False)]
    assert not hints.shown
    assert (len(changed.all), len(released.all)) == (2, 1)


def test_what_is_no_label_takes_the_letters_away() -> None:
    for character in ("", "é"):
        hints, _, chosen, _ = hint_mode(article((LINKED,)))
        assert hints.start("browser")
        assert hints.for_browser
        hints.type(character)
        assert (hints.shown, chosen.all) == (False, [])
        hints.type("a")
        assert chosen.all == []


def test_where_nothing_can_be_opened_no_letters_are_shown() -> None:
    bare = article((para("Words."),), tags=(), user_tags=(), related=(), enclosures=(), url="")
    for value in (bare, None):
        hints, changed, _, released = hint_mode(value)
        assert not hints.start()
        assert not hints.clear()
        hints.stop()
        assert (changed.all, released.all) == ([], [])


# Notes


def test_a_jump_to_a_note_leads_back_to_where_it_began() -> None:
    paragraphs = (LINKED, *(para("Words. " * 40) for _ in range(20)))
    pane = Pane(article((*paragraphs, Footnote(SafeText("1"), (para("Measured at noon."),)))))
    notes = FootnoteJumps(pane)
    pane.top = 3
    notes.jump("#fn-1")
    assert pane.text_layout is not None
    assert any("Measured at noon." in line_text(pane.text_layout.line(y)) for y in pane.seen)
    assert notes.back()
    assert pane.top == 3
    assert not notes.back()
    notes.jump("#fn-none")
    assert not notes.back()


# Pictures


def picture(box: Box, png: bytes = b"") -> Picture:
    return Picture(box, 2, 1, bytes(12), png)


def test_pictures_are_wanted_when_near_and_repainted_when_they_come() -> None:
    held = False
    value = article(
        (Image("https://port.example/a.png", SafeText("A ferry")), *(para("Words. " * 90) for _ in range(9)))
    )
    gallery = Gallery(Box(40, 6, CellSize()))
    pane, wanted, written = Pane(value, gallery), Calls(), Calls()
    pictures = ArticlePictures(pane, wanted, written, lambda: held)
    assert pictures.fits()
    pictures.want()
    assert wanted.all == []
    pictures.shown = True
    pictures.clear()
    pictures.want()
    assert pictures.gallery is not None
    box = pictures.gallery.box
    assert wanted.all == [({"https://port.example/a.png": box},)]
    assert pictures.missing
    held = True
    pictures.show("https://port.example/a.png", picture(box, b"png"))
    assert (pictures.missing, pane.repainted) == (False, [])
    assert "a=t" in str(written.all[0][0])
    held = False
    pictures.repaint()
    assert pane.repainted == [[0, 1]]  # it may stand beside the masthead, too
    pictures.show("https://port.example/a.png", Missing(SafeText("it is broken")))
    assert pane.repainted == [[0, 1], [0, 1]]
    assert "a=d" in str(written.all[-1][0])
    pictures.drop()
    assert len(written.all) == 2


def test_pictures_that_were_made_for_other_room_do_not_fit() -> None:
    pane = Pane(long_article(3))
    pictures = ArticlePictures(pane, Calls(), Calls(), lambda: False)
    pictures.shown = True
    pictures.clear()
    assert pictures.fits()
    pictures.cell = lambda: CellSize(9, 27)
    assert not pictures.fits()
    pictures.fit()
    assert pictures.fits()

"""The reading pane in a real app: pages, places, hints, focus, search, clicks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC

import pytest
from textual import events, on
from textual.app import ComposeResult
from textual.message import Message

from event_pilot import EventPilot
from paint.samples import article, line, long_article, para, span
from tuinews.model.document import Code, CodeLink, Footnote, Heading, Paragraph
from tuinews.model.entry import Article
from tuinews.model.text import SafeText
from tuinews.ui.paint.text.runs import line_text
from tuinews.ui.themes.shades import ThemedApp
from tuinews.ui.widgets.article_view import ArticleView


class ViewApp(ThemedApp):
    """An article and nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Message] = []
        self.keys: list[str] = []

    def compose(self) -> ComposeResult:
        yield ArticleView(zone=UTC)

    @on(ArticleView.Followed)
    @on(ArticleView.Scrolled)
    def hear(self, message: Message) -> None:
        self.heard.append(message)

    def on_key(self, event: events.Key) -> None:
        view = self.query_one(ArticleView)
        if view.hints.shown:
            view.hints.take(event)
        elif view.link_focus.target is not None and event.key == "enter":
            view.links.follow_focused()
        elif view.link_focus.target is not None and event.key == "escape":
            view.link_focus.drop()
        else:
            self.keys.append(event.key)

    @property
    def followed(self) -> list[ArticleView.Followed]:
        return [message for message in self.heard if isinstance(message, ArticleView.Followed)]


@asynccontextmanager
async def reading(
    value: Article | None, position: int = 0, size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[ViewApp, ArticleView, EventPilot]]:
    app = ViewApp()
    async with app.run_test(size=size, notifications=True, tooltips=True):
        pilot = EventPilot(app)
        view = app.query_one(ArticleView)
        view.focus()
        if value is not None:
            view.show(value, position)
        await pilot.pause()
        yield app, view, pilot


def shown(view: ArticleView) -> str:
    return "\n".join(view.render_line(y).text.strip() for y in range(view.size.height))


async def test_every_line_comes_under_the_cursor_on_the_way_down_and_up_again() -> None:
    async with reading(long_article(3), size=(80, 12)) as (_, view, _pilot):
        layout = view.text_layout
        assert layout is not None
        layout.paint_all()
        assert layout.height > 2 * view.size.height
        wanted = [y for y in range(layout.height) if line_text(layout.line(y)).strip()]

        def walk(delta: int) -> list[int]:
            seen = [view.seen.start + view.caret.y]
            for _ in range(layout.height + 3):
                view.move(delta)
                if (y := view.seen.start + view.caret.y) != seen[-1]:
                    seen.append(y)
            return seen

        assert walk(1) == wanted
        assert walk(-1) == wanted[::-1]


async def test_a_page_begins_for_the_cursor_at_its_first_new_line() -> None:
    async with reading(long_article(3), size=(80, 12)) as (_, view, _pilot):
        unseen = view.seen.stop
        assert view.page(1)
        assert view.seen.start + view.caret.y in {unseen, unseen + 1}
        view.end()
        assert view.text_layout is not None
        assert view.seen.start + view.caret.y == view.text_layout.height - 1


LINKS = article(
    (
        Paragraph(
            (span("Read "), span("the port", href="https://port.example/a"), span(" and "), span("1", href="#fn-1"))
        ),
        *(para(f"Filler {n}.") for n in range(40)),
        Footnote(SafeText("1"), (para("Measured at noon."),)),
    )
)


async def test_an_article_is_shown_from_its_head() -> None:
    async with reading(long_article(500)) as (_, view, _pilot):
        assert "Harbour Post · LUSA" in shown(view)
        assert view.position == 0


async def test_nothing_shown_says_what_to_do() -> None:
    async with reading(None) as (_, view, pilot):
        view.empty = "Enter opens the current headline here."
        await pilot.pause()
        assert "Enter opens the current headline here." in shown(view)
        view.show(article())
        await pilot.pause()
        assert "Harbour Post" in shown(view)
        view.clear()
        await pilot.pause()
        assert "Harbour Post" not in shown(view)
        assert view.links.find() == ()
        assert not view.page(1)
        assert not view.links.show_hints()
        assert not view.link_focus.move(1)


async def test_reading_goes_on_where_it_was_left() -> None:
    async with reading(long_article(500), position=300) as (_, view, _pilot):
        assert view.position == 300
        assert view.render_line(0).text.strip().startswith("Paragraph 300 begins.")


async def test_the_reader_stays_at_the_same_words_when_the_width_changes() -> None:
    async with reading(long_article(500), position=300) as (_, view, pilot):
        await pilot.resize_terminal(40, 24)
        await pilot.pause()
        assert view.position == 300
        view.set_width(30)
        await pilot.pause()
        assert view.position == 300
        await pilot.resize_terminal(120, 50)
        view.set_width(100)
        await pilot.pause()
        assert view.render_line(0).text.strip().startswith("Paragraph 300 begins.")


async def test_turning_pages_tells_the_place_and_ends() -> None:
    async with reading(long_article(30)) as (app, view, pilot):
        assert not view.page(-1)
        turned = 0
        while view.page(1):
            turned += 1
            assert turned < 100, "the pages never end"
            await pilot.pause()
        assert turned > 3
        assert "https://post.example/port" in shown(view)
        scrolled = [message for message in app.heard if isinstance(message, ArticleView.Scrolled)]
        assert scrolled[-1].position == view.position > 10
        assert view.page(-1)
        view.home()
        await pilot.pause()
        assert view.position == 0
        assert view.move(1)
        assert view.half(1)
        view.end()
        await pilot.pause()
        assert not view.move(1)


async def test_pages_overlap_so_that_nothing_is_missed() -> None:
    async with reading(long_article(30)) as (_, view, pilot):
        last = view.render_line(view.size.height - 1).text
        view.page(1)
        await pilot.pause()
        assert last in (view.render_line(0).text, view.render_line(1).text)


async def test_text_is_centred_in_its_measure() -> None:
    async with reading(article((para("x " * 400),)), size=(120, 24)) as (_, view, pilot):
        text = view.render_line(8).text
        assert 20 < len(text) - len(text.lstrip()) < 28
        view.set_width(100)
        await pilot.pause()
        text = view.render_line(8).text
        assert 7 < len(text) - len(text.lstrip()) < 12


async def test_targets_by_kind_and_on_the_screen() -> None:
    async with reading(LINKS) as (_, view, _pilot):
        assert [target.text for target in view.links.find("tag")] == ["Harbour", "Bad weather", "to read"]
        assert [target.text for target in view.links.find("related")] == ["Ferries wait", "Insurers pay"]
        assert view.links.find("link")[0].href == "https://port.example/a"
        assert view.links.find("related", visible=True) == ()
        assert len(view.links.find("tag", visible=True)) == 3


async def test_a_hint_is_typed_and_followed_inside() -> None:
    async with reading(LINKS) as (app, view, pilot):
        assert view.links.show_hints("inside")
        await pilot.pause()
        assert "d#Harbour" in shown(view), "a and s are those of the related articles"
        await pilot.press("h")
        assert not view.hints.shown
        assert [(message.target.href, message.browser) for message in app.followed] == [
            ("https://port.example/a", False)
        ]
        assert app.keys == []


@pytest.mark.parametrize("width", [40, 80, 120])
async def test_a_link_inside_code_has_a_hint_and_is_given_to_the_terminal(width: int) -> None:
    href = "https://tide.example/ebb"
    code = Code(SafeText("return ebb(hour)"), SafeText("python"), (CodeLink(7, 10, href),))
    async with reading(article((code,), tags=(), user_tags=()), size=(width, 24)) as (app, view, pilot):
        y = next(y for y in range(24) if "ebb(" in view.render_line(y).text)
        found = [(part.text, part.style.link, part.style.underline) for part in view.render_line(y) if part.style]
        assert [part for part in found if part[1]] == [("e", href, True), ("bb", href, True)]
        assert view.links.show_hints("inside")
        assert "return dbb(hour)" in view.render_line(y).text
        await pilot.press("d")
        assert [message.target.href for message in app.followed] == [href]


async def test_in_the_browser_only_web_addresses_get_a_hint() -> None:
    async with reading(LINKS) as (app, view, pilot):
        assert view.links.show_hints("browser")
        await pilot.press("d")
        assert [(message.target.href, message.browser) for message in app.followed] == [
            ("https://port.example/a", True)
        ]


async def test_other_keys_and_losing_focus_leave_the_hints_and_scrolling_keeps_them() -> None:
    async with reading(LINKS) as (app, view, pilot):
        for leave in ("escape", "9", "up"):
            view.links.show_hints()
            await pilot.press(leave)
            assert not view.hints.shown
        assert view.links.show_hints()
        before = shown(view)
        view.end()
        await pilot.pause()
        assert view.hints.shown
        assert "[a]" not in shown(view), "a letter stands there without brackets"
        view.home()
        await pilot.pause()
        assert shown(view) == before
        app.set_focus(None)
        await pilot.pause()
        gone: bool = not view.hints.shown
        assert gone
        assert app.followed == []


async def test_more_than_26_hints_take_two_letters() -> None:
    spans = [span(f"l{n}", href=f"https://port.example/{n}") for n in range(40)]
    gaps = [part for one in spans for part in (one, span(" "))]
    async with reading(article((Paragraph(tuple(gaps)),), tags=(), user_tags=())) as (app, view, pilot):
        view.links.show_hints()
        await pilot.press("d", "s")
        view.links.show_hints()
        await pilot.press("s")
        assert [message.target.href for message in app.followed] == [
            "https://port.example/1",
            "https://money.example/pay",
        ]


async def test_the_focus_goes_from_target_to_target_and_scrolls_to_them() -> None:
    async with reading(LINKS) as (app, view, pilot):
        names = list[str]()
        while view.link_focus.move(1):
            assert len(names) < 100, "the focus goes in a circle"
            await pilot.pause()
            assert view.link_focus.target is not None
            names.append(view.link_focus.target.text)
        assert names[:4] == ["Harbour", "Bad weather", "to read", "the port"]
        assert "Ferries wait" in names
        assert view.scroll_offset.y > 0
        while view.link_focus.target is not None and view.link_focus.target.kind != "related":
            assert view.link_focus.move(-1)
        await pilot.press("enter")
        assert [message.target.text for message in app.followed] == ["Insurers pay"]
        await pilot.press("escape")
        assert view.link_focus.target is None
        assert app.keys == []
        await pilot.press("enter")
        assert app.keys == ["enter"]


async def test_a_footnote_is_jumped_to_inside_the_article() -> None:
    async with reading(LINKS) as (app, view, pilot):
        assert "[1] Measured at noon." not in shown(view)
        view.links.show_hints()
        await pilot.press("j")
        assert "[1] Measured at noon." in shown(view)
        assert app.followed == []
        assert view.footnotes.back()
        await pilot.pause()
        assert view.scroll_offset.y == 0
        assert not view.footnotes.back()


async def test_a_click_follows_what_is_under_it() -> None:
    async with reading(LINKS) as (app, view, pilot):
        y = next(y for y in range(24) if "the port" in view.render_line(y).text)
        x = view.render_line(y).text.index("the port")
        await pilot.click(ArticleView, offset=(x + 1, y))
        await pilot.click(ArticleView, offset=(x + 1, y), control=True)
        await pilot.click(ArticleView, offset=(0, y))
        assert [message.browser for message in app.followed] == [False, True]


async def test_links_are_given_to_the_terminal_only_when_plain() -> None:
    hostile = Paragraph(
        (span("good", href="https://a.example/x"), span(" "), span("bad", href="https://a.example/\x1b]0;x\x07"))
    )
    async with reading(article((hostile,))) as (_, view, _pilot):
        y = next(y for y in range(24) if "good" in view.render_line(y).text)
        links = {segment.text: segment.style.link for segment in view.render_line(y) if segment.style}
        assert links["good"] == "https://a.example/x"
        assert not links["bad"]


async def test_words_are_found_counted_and_walked_through() -> None:
    async with reading(long_article(100)) as (_, view, pilot):
        assert view.search.start("paragraph 50 begins") == 1
        await pilot.pause()
        assert "Paragraph 50 begins." in shown(view)
        assert view.search.start("ferry") == 400
        assert view.search.move(1)
        assert view.search.move(-1)
        assert view.search.move(-1)
        await pilot.pause()
        view.set_width(40)
        await pilot.pause()
        assert view.search.move(1)
        assert view.search.start("") == 0
        assert not view.search.move(1)


async def test_the_scroll_bar_knows_the_height_in_the_end() -> None:
    async with reading(long_article(300)) as (_, view, pilot):
        await pilot.pause()
        assert view.text_layout is not None
        assert view.text_layout.finished
        assert view.virtual_size.height == len(view.text_layout.lines)


async def test_another_article_starts_at_its_top() -> None:
    async with reading(long_article(100)) as (_, view, pilot):
        view.end()
        await pilot.pause()
        view.show(article((Heading(2, line("Another")), para("Short."))))
        await pilot.pause()
        assert "Harbour Post" in shown(view)
        assert view.scroll_offset.y == 0

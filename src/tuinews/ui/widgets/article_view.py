"""The reading pane: an article with everything in it that leads somewhere."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from typing import Literal

from textual import events
from textual.message import Message

from tuinews.model.entry import Article
from tuinews.model.url import is_web
from tuinews.ui.keys.typeahead import Typed
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.hints import Hints, hints_for
from tuinews.ui.paint.article.page import Page, page_of
from tuinews.ui.paint.article.targets import Kind, Target, terminal_link
from tuinews.ui.paint.text.glyphs import UNICODE, Glyphs
from tuinews.ui.paint.text.runs import NOWHERE, Line, Run, restyle, target_at
from tuinews.ui.paint.text.search import Match, Piece, by_line, find
from tuinews.ui.widgets.picture_sheet import PictureSheet
from tuinews.ui.widgets.style_tables import ARTICLE, component_classes, css_rules

__all__ = ["ArticleView", "Target"]


class ArticleView(PictureSheet, can_focus=True, inherit_bindings=False):
    """An article. It binds no keys; it takes some itself while hints are shown or a target has the focus."""

    COMPONENT_CLASSES = component_classes("article", ARTICLE)

    DEFAULT_CSS = f"""
    ArticleView {{
        overflow-x: hidden;
        overflow-y: auto;
        scrollbar-size-vertical: 1;
        scrollbar-gutter: stable;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        scrollbar-color: $foreground 20%;
        background: $background;
        color: $foreground;
        {css_rules("article", ARTICLE)}
    }}
    """

    class Followed(Message):
        """The reader asked to go to a target, inside or in the browser."""

        def __init__(self, target: Target, browser: bool) -> None:  # noqa: FBT001 — named in the interface
            super().__init__()
            self.target, self.browser = target, browser

    class KeysChanged(Message):
        """Keys mean something else now: another target has the focus or none, letters are shown or no more."""

    def __init__(self, *, zone: tzinfo | None = None, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:  # noqa: A002 — Textual's name
        super().__init__("article", id=id)
        self.zone, self.glyphs = zone, glyphs
        self.opens = ""
        """The key that shows hints, for those who look at letters."""
        self.article: Article | None = None
        self._targets: tuple[Target, ...] = ()
        self._focused = NOWHERE
        self._hints: Hints | None = None
        self._words = ""
        self._matches: list[Match] = []
        self._pieces: Mapping[int, Sequence[tuple[int, Piece]]] = {}
        self._match = 0
        self._left: list[tuple[int, float]] = []
        """Where jumps to notes began: a part, and how far down in it."""
        self.search_wrapped = False
        """Whether the last move among the matches went around an end."""

    def show(self, article: Article, position: int = 0) -> None:
        """Show an article with the block `position` at the top (0: the masthead, n: the n-th block)."""
        self._forget()
        self.new_gallery()
        page = self._page_of(article)
        self.article, self._targets = article, page.table.targets
        self.put(page, position)

    def _page_of(self, article: Article) -> Page:
        return page_of(article, self.zone, Frame(0, glyphs=self.glyphs, opens=self.opens, gallery=self.gallery))

    def show_pictures(self, *, shown: bool) -> None:
        """Show pictures from now on, or none."""
        self.pictured = shown
        self.new_gallery()
        if self.article is not None:
            self.put_instead(self._page_of(self.article))

    def clear(self) -> None:
        """Show no article."""
        self._forget()
        self.new_gallery()
        self.article, self._targets = None, ()
        self.put(None)

    def _forget(self) -> None:
        if self._focused != NOWHERE:
            self.post_message(self.KeysChanged())
        self._end_hints()
        self._focused, self._words = NOWHERE, ""
        self._matches, self._pieces = [], {}
        self._left.clear()

    def targets(self, kind: Kind | None = None, *, visible: bool = False) -> tuple[Target, ...]:
        """The article's targets of a kind in reading order, or only those on the screen."""
        every = tuple(self._targets[slot.target] for slot in self._on_screen().slots) if visible else self._targets
        return tuple(target for target in every if kind is None or target.kind == kind)

    # Focus on a target

    @property
    def focused_target(self) -> Target | None:
        """The target that has the focus, if any."""
        return None if self._focused == NOWHERE else self._targets[self._focused]

    def focus_target(self, delta: int) -> bool:
        """Move the focus by `delta` targets (notes aside) and scroll to it; False when there is none that way."""
        if self.paper is None:
            return False
        wanted = self._first_target(delta) if self._focused == NOWHERE else self._focused + delta
        step = 1 if delta > 0 else -1
        last = sum(target.kind != "note" for target in self._targets) - 1
        while 0 <= wanted <= last and self.paper.place(wanted) < 0:
            wanted += step
        if not 0 <= wanted <= last:
            return False
        self._focused = wanted
        self.post_message(self.KeysChanged())
        self.redraw()
        self.bring(self.paper.place(wanted))
        return True

    def _first_target(self, delta: int) -> int:
        """Where the focus begins: on the screen, if anything there leads away."""
        seen = [slot.target for slot in self._on_screen().slots if self._targets[slot.target].kind != "note"]
        return (seen[0] if delta > 0 else seen[-1]) if seen else 0

    def drop_focus(self) -> bool:
        """Take the focus from the target; False when none had it."""
        had, self._focused = self._focused != NOWHERE, NOWHERE
        self.post_message(self.KeysChanged())
        self.redraw()
        return had

    def follow_focused(self, *, browser: bool = False) -> bool:
        """Go to the focused target; False when none has the focus."""
        if self._focused == NOWHERE:
            return False
        self._follow(self._focused, browser=browser)
        return True

    def _follow(self, index: int, *, browser: bool) -> None:
        target = self._targets[index]
        if target.kind == "note":
            self._jump(target.href)
        else:
            self.post_message(self.Followed(target, browser))

    def _jump(self, href: str) -> None:
        """Go to a note of the article itself."""
        part = self.paper.page.notes.get(href) if self.paper else None
        if self.paper is not None and part is not None:
            self._left.append(self.paper.part_at(self.scroll_offset.y))
            self.bring(self.paper.top(part))

    def jump_back(self) -> bool:
        """Go back to the text from the note that was jumped to; False when none was."""
        if self.paper is None or not self._left:
            return False
        self.go(self.paper.line_of(*self._left.pop()))
        return True

    # Hints

    @property
    def hinting(self) -> bool:
        """Whether hint letters are shown and take the keys."""
        return self._hints is not None

    @property
    def hints_browser(self) -> bool:
        """Whether what the letters choose opens in the browser."""
        return self._hints is not None and self._hints.browser

    @property
    def held(self) -> bool:
        """Letters stand beside words: those must not move."""
        return self.hinting

    def hint(self, kind: Literal["inside", "browser"] = "inside") -> bool:
        """Show letters beside what can be opened and take the next keys; False when there is nothing on the screen."""
        hints = self._on_screen(browser=kind == "browser")
        if not hints.slots:
            return False
        self._hints = hints
        self.post_message(self.KeysChanged())
        self.focus(scroll_visible=False)
        self.redraw()
        return True

    def drop_hints(self) -> None:
        """Take the letters away."""
        if self._end_hints():
            self.redraw()
            self.renew()

    def _end_hints(self) -> bool:
        """Show no letters when next painted; False when none were shown."""
        had, self._hints = self._hints is not None, None
        if had:
            self.post_message(self.KeysChanged())
        return had

    def _on_screen(self, *, browser: bool = False) -> Hints:
        """Hints for what can be opened on the screen."""
        if self.paper is None:
            return Hints((), (), browser)
        allowed = frozenset(n for n, target in enumerate(self._targets) if not browser or is_web(target.href))
        top = self.scroll_offset.y
        lines = [(y, self.paper.line(y)) for y in range(top, top + self.size.height)]
        return hints_for(lines, allowed, self.paper.page.table.lasting(), browser=browser)

    def _type_hint(self, hints: Hints, character: str) -> None:
        """One more letter of a label; a letter that fits none leaves."""
        typed = hints.typed + character.lower()
        left = hints.matching(typed)
        if not left or not character:
            self.drop_hints()
        elif typed in hints.labels:
            self.drop_hints()
            self._follow(left[0].target, browser=hints.browser)
        else:
            self._hints = hints.after(typed)
            self.redraw()

    # Searching

    def search(self, text: str) -> int:
        """Highlight the words, go to the first place from here on, and tell how many there are. No words: stop."""
        self._words = text
        self._find()
        top = self.scroll_offset.y
        self._match = next((n for n, match in enumerate(self._matches) if match[0].y >= top), 0)
        self._show_match()
        return len(self._matches)

    @property
    def sought(self) -> str:
        """The words of the search that is on."""
        return self._words

    @property
    def matched(self) -> str:
        """Which of the places is shown, of how many: `3/17`."""
        return f"{self._match + 1}/{len(self._matches)}" if self._matches else ""

    def search_move(self, delta: int) -> bool:
        """Go to the next or previous place, around the end; False when there is none."""
        if not self._matches:
            return False
        wanted = self._match + delta
        self._match = wanted % len(self._matches)
        self.search_wrapped = self._match != wanted
        self._show_match()
        return True

    def _find(self) -> None:
        self._matches = []
        if self.paper is not None and self._words.strip():
            self.paper.finish()
            self._matches = find(self.paper.lines, self._words)
        self._pieces = by_line(self._matches)

    def _show_match(self) -> None:
        self.redraw()
        if self._matches:
            self.bring(self._matches[self._match][0].y)

    # What the sheet asks

    def laid_out(self) -> None:
        """Find the words again: they stand on other lines now."""
        super().laid_out()
        self._end_hints()
        self._find()
        self._match = min(self._match, max(0, len(self._matches) - 1))

    def address_of(self, target: int) -> str:
        """The address for the terminal's own hyperlinks."""
        return terminal_link(self._targets[target].href)

    def decorated(self, y: int, line: Line) -> Line:
        """The line with what was found, what has the focus, and hint letters."""
        for n, piece in self._pieces.get(y, ()):
            line = restyle(line, piece.start, piece.end, "match" if n == self._match else "found")
        if self._focused != NOWHERE:
            line = tuple(_focused(run) if run.target == self._focused else run for run in line)
        return self._hints.drawn(y, line, self.column[1]) if self._hints else line

    # Called by Textual

    def type_hint(self, event: Typed) -> None:
        """Take a key while letters are shown: a letter of a label; what is none takes the letters away."""
        if self._hints is not None and isinstance(event, events.Key):
            self._type_hint(self._hints, event.character if event.is_printable and event.character else "")

    def on_blur(self) -> None:
        """Letters for keys that go elsewhere would lie."""
        self.drop_hints()

    def on_click(self, event: events.Click) -> None:
        """Follow what is clicked; with Ctrl in the browser."""
        offset = event.get_content_offset(self)
        if offset is None or self.paper is None:
            return
        line = self.paper.line(offset.y + self.scroll_offset.y)
        target = target_at(line, offset.x - self.column[0]) if offset.x >= self.column[0] else NOWHERE
        if target != NOWHERE:
            event.stop()
            self._follow(target, browser=event.ctrl or event.meta)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Letters beside what has moved away would lie."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            self.drop_hints()


def _focused(run: Run) -> Run:
    return run._replace(style=f"{run.style} focus")

"""The panes: which are seen, how large they are, which has the focus, and moving in and between them."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual.screen import Screen
from textual.widget import Widget

from tuinews.model.entry import Headline
from tuinews.model.event import RefreshProgressed
from tuinews.model.language import tr
from tuinews.ui.controllers.chord_help import ChordHelp
from tuinews.ui.controllers.link_address import LinkAddress
from tuinews.ui.environment import Environment
from tuinews.ui.footer_note import find_link_address, footer_note
from tuinews.ui.keys.contexts import ARTICLE, FEEDS, GALLERY, HINTS, JUMP, LINK, LIST, PANES, STORY
from tuinews.ui.keys.router import Layer, Stack, find_contexts
from tuinews.ui.page_cache import Fetch
from tuinews.ui.pane_layout import PaneLayout, PaneSizes, RememberedSizes, ScreenSize, arrange, resize
from tuinews.ui.saved_state import StateChanged
from tuinews.ui.session import Session
from tuinews.ui.widgets.content import content
from tuinews.ui.widgets.footer import Footer
from tuinews.ui.widgets.header import Header
from tuinews.ui.widgets.headline_list import HeadlineList
from tuinews.ui.widgets.pane_frame import PaneFrame
from tuinews.ui.widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from tuinews.ui.widgets.article_view import ArticleView
    from tuinews.ui.widgets.jump_overlay import JumpOverlay

_STEP = 4
"""Columns by which text is set narrower or wider."""


class Panes:
    """Header, sidebar, headline list, article view and footer of the main screen, arranged for its size."""

    def __init__(
        self, env: Environment, session: Session, screen: Screen[None], complete: Callable[[Fetch], Fetch]
    ) -> None:
        """Make the panes; `complete` gives headlines that are read what is not stored yet."""
        self._env = env
        self._session = session
        self._screen = screen
        self.header = Header(zone=env.zone, dates=env.dates, glyphs=env.glyphs, id="header")
        self.header.moves = not env.settings.look.reduced_motion
        self.sidebar = Sidebar(id="feeds")
        self.sidebar.border_title = content(tr("Feeds"))
        self.list = HeadlineList(complete(self._read_page), now=env.clock(), glyphs=env.glyphs, id="list")
        self.list.set_reactive(HeadlineList.comfortable, session.density == "comfortable")
        self.footer = Footer(env.keymap, id="footer")
        self.frame = PaneFrame(self.sidebar, self.list, id="panes")
        self.link_address = LinkAddress(self)
        self.chord_help = ChordHelp(screen, session, env.keymap)
        self._size = (0, 0)
        self._article: ArticleView | None = None
        self.jump: JumpOverlay | None = None
        """The letters over the screen, while there are any."""
        self.enter_preview: Callable[[], None] = self.annotate
        """Called when the user goes to an article that is only previewed."""
        self.dialog_layers: Callable[[], Stack] = tuple
        """Returns the contexts of the dialog that lies over the panes; empty where none does."""

    async def _read_page(self, ids: Sequence[int]) -> tuple[Headline, ...]:
        """Read headlines, with their tags where these are shown."""
        return await self._env.library.entries.page(ids, tags=self._session.density == "comfortable")

    @property
    def article(self) -> "ArticleView":
        """The article's pane, made when it is first needed: to import what paints articles takes its time."""
        if self._article is None:
            from tuinews.ui.widgets.article_view import ArticleView

            view = ArticleView(zone=self._env.zone, glyphs=self._env.glyphs, id="article")
            view.measure, view.dates = self._session.sizes.measure, self._env.dates
            view.pictures.shown = self._env.image_support.shown and self._env.library.pictures.able
            view.pictures.cell = self._env.cell
            view.border_title = content(tr("Article"))
            self._article = view
            self.show_keys()
            self.frame.mount(view)
        return self._article

    @property
    def article_if_made(self) -> "ArticleView | None":
        """The article's pane if something needed it before."""
        return self._article

    @property
    def by_name(self) -> dict[str, Widget]:
        """The panes that are there."""
        there: dict[str, Widget] = {FEEDS: self.sidebar, LIST: self.list}
        return there if self._article is None else {**there, ARTICLE: self._article}

    @property
    def focused(self) -> "Sidebar | HeadlineList | ArticleView":
        """The pane with the focus."""
        if self._session.pane == FEEDS:
            return self.sidebar
        return self.list if self._session.pane == LIST else self.article

    @property
    def stack(self) -> tuple[Layer, ...]:
        """The contexts in which keys are looked up: the pane with the focus, and what lies over its text."""
        pane, view = Layer(self._session.pane), self._article
        if self.jump is not None:
            return (pane, Layer(JUMP, self.jump.take))
        if view is None or pane.context != ARTICLE:
            return (pane,)
        if view.hints.shown:
            return (pane, Layer(HINTS, view.hints.take))
        over = {"story": STORY, "gallery": GALLERY}.get(self._session.variant)
        below = (pane, Layer(over)) if over else (pane,)
        return below if view.link_focus.target is None else (*below, Layer(LINK))

    @property
    def plan(self) -> PaneLayout:
        """What is seen at this size."""
        return arrange(*self._screen.app.size, self._session.sizes, self._session.shown)

    @property
    def looks_up(self) -> bool:
        """Whether the user looks at the upper half of the screen: the current row is there."""
        if self._session.pane == ARTICLE:
            return self.plan.mode != "medium"
        pane = self.sidebar if self._session.pane == FEEDS else self.list
        return pane.content_region.y + pane.caret.y < self._screen.app.size.height // 2

    def show_first(self) -> None:
        """Show time and counts, and have the focus where it was."""
        self.header.now, self.header.counts = self._env.clock(), self._session.counts
        self.focus(self._session.pane)

    def show_progress(self, progress: RefreshProgressed) -> None:
        """Show how far a refresh is."""
        self.header.progress = progress

    def say_above_footer(self, sentence: str) -> None:
        """Show a sentence above the footer as long as it is true; `""` takes it away."""
        from textual.css.query import NoMatches
        from textual.widgets import Static

        try:
            box = self._screen.query_one("#tour", Static)
        except NoMatches:
            box = Static(id="tour")
            self._screen.mount(box, before=self.footer)
        box.update(content(sentence))
        box.display = bool(sentence)

    def _is_low(self, view: "ArticleView") -> bool:
        """Whether the line that is read, or the link on it, is in the lower half of the screen."""
        return view.content_region.y + view.caret.y >= self._screen.app.size.height // 2

    def lay_over(self, widget: Widget) -> None:
        """Have a widget lie over the panes, where its style says."""
        self._screen.mount(widget)

    # Arranging

    def arrange(self) -> None:
        """Give every pane its room."""
        size = self._screen.app.size
        if size != self._size:
            self._size = size
            self._session.sizes = self._session.remembered_sizes.find(size)
        plan = self.plan
        # set on the widgets themselves: a class on the screen would have all rules matched anew
        self.frame.styles.layout = "horizontal" if plan.mode == "wide" else "vertical"
        drawer = plan.mode == "medium" and not self._session.fills_screen
        if drawer:
            self.sidebar.styles.layer, self.sidebar.styles.dock = "drawer", "left"
        else:
            self.sidebar.styles.clear_rule("layer")
            self.sidebar.styles.clear_rule("dock")
        self.header.display = self.footer.display = not self._session.fills_screen
        panes = self.by_name
        for name, seen in ((FEEDS, plan.feeds), (LIST, plan.list), (ARTICLE, plan.article)):
            if name in panes:
                panes[name].display = seen
        self.sidebar.styles.width = plan.feeds_width or "1fr"
        self.list.styles.width = plan.list_width or "1fr"
        self.list.styles.height = plan.list_height or "1fr"

    def focus(self, pane: str, *, strip: bool = False) -> None:
        """Go to a pane, showing it first if need be; with `strip`, the headlines stay the strip that they may be."""
        if pane == ARTICLE:
            self.article.display = True
        self._session.pane = pane
        if pane != FEEDS:
            self._session.reading = pane == ARTICLE or strip
        if pane == ARTICLE and self._session.previewing:
            self.enter_preview()
        self.annotate()
        self.arrange()
        self._screen.set_focus(self.by_name[pane], scroll_visible=False)

    def focus_widget(self, widget: Widget) -> None:
        """Go to the pane that this is, if it is another one."""
        for name, pane in self.by_name.items():
            if widget is pane and name != self._session.pane:
                self.focus(name, strip=self._session.reading)

    @property
    def behind_drawer(self) -> str:
        """The pane that the feeds were opened from, where they lie over the others."""
        return ARTICLE if self._session.reading and self.plan.mode == "medium" else LIST

    @property
    def list_is_strip(self) -> bool:
        """Whether the focused headlines are a strip over an open article."""
        plan = self.plan
        return self._session.pane == LIST and self._session.reading and plan.mode == "medium" and plan.article

    def drop_selection(self) -> bool:
        """Select no text of the article any more; False where none was."""
        selected = self._article is not None and self._article.selectable.shown
        if selected:
            self._screen.clear_selection()
        return selected

    def annotate(self) -> None:
        """Have the footer show the keys of the moment, and what else the next key means."""
        view, dialog = self._article, self.dialog_layers()
        self.footer.contexts = find_contexts(dialog or self.stack)
        self.footer.note = "" if dialog else footer_note(self._session, view, self._env.keymap)
        self.footer.alone = not dialog and view is not None and view.hints.shown
        self.link_address.show(find_link_address(view), low=view is not None and self._is_low(view))

    def show_keys(self) -> None:
        """Say the keys of now wherever keys are said."""
        if self._article is not None:
            self._article.opens = self._env.keymap.label("hints")
        self.say_how_to_open()
        self.footer.refresh()

    def say_how_to_open(self) -> None:
        """Where no article is open, say how one is opened, and what is known of the place."""
        if self._article is not None:
            opens = tr("{open} opens the current headline here.", open=self._env.keymap.label("open"))
            place, _, card = self._session.described
            self._article.empty = f"{card}\n\n{opens}" if place == self._session.listing.place else opens

    # In a pane

    def move(self, delta: int) -> None:
        """Go down (1) or up (-1) in the pane with the focus."""
        self.focused.move(delta)

    def half(self, delta: int) -> None:
        """Go half a page down (1) or up (-1) in the pane with the focus."""
        self.focused.half(delta)

    def page(self, delta: int) -> None:
        """Go a page down (1) or up (-1) in the pane with the focus."""
        self.focused.page(delta)

    def move_to_end(self, *, first: bool) -> None:
        """Go to the top or the bottom of the pane."""
        if self._session.pane == FEEDS:
            self.sidebar.go(0 if first else len(self.sidebar.rows))
        elif self._session.pane == LIST:
            self.list.go(0) if first else self.list.go_end()
        else:
            self.article.home() if first else self.article.end()

    # Between panes

    @property
    def is_right_empty(self) -> bool:
        """Whether the pane on the right would have a small screen without anything to show there."""
        return self._session.pane == LIST and self._session.article is None and self.plan.mode != "wide"

    def focus_beside(self, step: int) -> None:
        """Go to the pane on the right (1) or on the left (-1), if there is one."""
        wanted = PANES.index(self._session.pane) + step
        if 0 <= wanted < len(PANES):
            self.focus(PANES[wanted])

    def focus_around(self, step: int) -> None:
        """Go to the next pane that is seen (1), or to the one before (-1), around the ends."""
        plan = self.plan
        there = (plan.feeds, plan.list, plan.article)
        if plan.mode != "wide":
            there = (True, True, self._session.article is not None or self._session.pane == ARTICLE)
        seen = [pane for pane, shown in zip(PANES, there, strict=True) if shown]
        self.focus(seen[(seen.index(self._session.pane) + step) % len(seen)])

    # Sizes

    def set_measure(self, direction: int) -> None:
        """Set the article's text wider (1) or narrower (-1)."""
        sizes = self._session.sizes
        self.set_sizes(sizes._replace(measure=max(20, min(200, sizes.measure + direction * _STEP))))
        self.article.set_width(self._session.sizes.measure)

    def resize(self, direction: int) -> None:
        """Make the pane with the focus larger (1) or smaller (-1)."""
        session, plan = self._session, self.plan
        self.set_sizes(resize(session.sizes, session.shown, plan, direction, self._screen.app.size.width))

    @property
    def screen_size(self) -> ScreenSize:
        """Columns and lines of the screen."""
        return self._screen.app.size

    def set_first_sizes(self, sizes: RememberedSizes) -> None:
        """Give the panes the feeds' and the text's width that the settings ask for, in terminals of every size."""
        feeds, measure = sizes.first.feeds, sizes.first.measure
        chosen = self._session.remembered_sizes.chosen
        kept = {screen: one._replace(feeds=feeds, measure=measure) for screen, one in chosen.items()}
        self._session.remembered_sizes = RememberedSizes(sizes.first, kept)
        self._session.sizes = self._session.remembered_sizes.find(self.screen_size)
        self.arrange()

    def set_sizes(self, sizes: PaneSizes) -> None:
        """Give the panes other sizes, and remember them for terminals of this size."""
        if sizes == self._session.sizes:
            return
        self._session.sizes = sizes
        self._session.remembered_sizes = self._session.remembered_sizes.keep(self._screen.app.size, sizes)
        self.arrange()
        self._screen.post_message(StateChanged())

    def toggle_density(self) -> None:
        """Give each headline two lines, or one again."""
        self.set_density("compact" if self.list.comfortable else "comfortable")

    def set_density(self, density: str) -> None:
        """Give each headline one line (`compact`) or two (`comfortable`)."""
        self._session.density, comfortable = density, density == "comfortable"
        keep, self.list.comfortable = self.list.neighbours[:1], comfortable
        self.list.show(self.list.rows, keep)
        self._screen.post_message(StateChanged())

    def toggle_feeds(self) -> None:
        """Show or hide the feeds."""
        pane = self._session.pane
        if self.plan.mode != "wide":
            self.focus(self.behind_drawer if pane == FEEDS else FEEDS)
            return
        hidden = not self._session.sizes.hidden
        self.set_sizes(self._session.sizes._replace(hidden=hidden))
        self.focus(LIST if hidden and pane == FEEDS else pane)

    def toggle_zen(self) -> None:
        """Show nothing but the article, or everything again."""
        self._session.zen = not self._session.zen
        self.focus(ARTICLE if self._session.article is not None else self._session.pane)

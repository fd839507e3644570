"""The page of topics: a list to choose from whose keys also sort it and decide about the current topic."""

from collections.abc import Awaitable, Callable, Sequence
from typing import NamedTuple

from tuinews.model.error import TuinewsError
from tuinews.model.language import tr
from tuinews.model.topics.topic import Topic
from tuinews.ui.dialogs.chooser import Chooser
from tuinews.ui.keys.contexts import TOPICS
from tuinews.ui.widgets.content import content
from tuinews.ui.widgets.menu import MenuItem

FindItems = Callable[[str], Awaitable[Sequence[MenuItem]]]
"""Gives the items for what was typed: with trends, and of all topics that there are; may raise TuinewsError."""


class TopicVerb(NamedTuple):
    """What is to be done with the current topic, or with the page (`sort`), and what was typed by then."""

    verb: str
    topic: Topic | None
    typed: str


class TopicPage(Chooser, inherit_bindings=False):
    """The topics; the answer is the chosen one, or an item whose value is a `TopicVerb`."""

    def __init__(
        self,
        title: str,
        items: Sequence[MenuItem],
        find: FindItems,
        *,
        keys: Sequence[MenuItem] = (),
        foot: str = "",
        typed: str = "",
    ) -> None:
        super().__init__(title, items, tr("Type a part of a tag"), keys, foot, own=TOPICS)
        self._find = find
        self._typed = typed
        self.set_class(True, "wide")  # noqa: FBT003  Textual's signature

    def _begin(self) -> None:
        """Show the topics, and soon what takes longer to read of them."""
        super()._begin()
        if self._typed:
            self._input.value = self._typed
        else:
            self._complete("")

    def do(self, verb: str) -> None:
        """Answer with what is to be done with the current topic."""
        current = self._menu.current
        topic = current.value if current is not None and isinstance(current.value, Topic) else None
        if topic is not None or verb == "sort":
            self.dismiss(MenuItem("", TopicVerb(verb, topic, self._input.value)))

    def _list(self, items: Sequence[MenuItem], among: Sequence[MenuItem]) -> None:
        """Show items below the line that says what their columns are, which is the first of all."""
        head = self._items[:1] if among is self._items and self._items[0].value is None else ()
        named = items[0].value is None
        super()._list(items if named else (*head, *items), among)

    def _narrow(self, typed: str) -> None:
        """Narrow the list at once to what is shown, then to what is found among all."""
        super()._narrow(typed)
        self._complete(typed)

    def _complete(self, typed: str) -> None:
        self.run_worker(self._replace(typed), group="topics", exclusive=True)

    async def _replace(self, typed: str) -> None:
        try:
            found = await self._find(typed)
        except TuinewsError as error:
            self._frame.border_subtitle = content(str(error))
            return
        if typed == self._input.value and found:
            at = self._menu.cursor
            self._items = tuple(found) if not typed else self._items
            self._menu.show(found, found)
            self._menu.move(at - self._menu.cursor)

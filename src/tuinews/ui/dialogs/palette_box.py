"""The palette: actions, places, topics, settings and articles in groups, the best of each for what was typed."""

from collections.abc import Awaitable, Callable, Sequence
from typing import ClassVar, NamedTuple

from tuinews.model.error import TuinewsError
from tuinews.model.language import tr
from tuinews.ui.dialogs.chooser import Chooser, describe_no_match
from tuinews.ui.dialogs.item_index import ItemIndex, RankedItem
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.widgets.content import content
from tuinews.ui.widgets.menu import MenuItem

_OF_EACH, _OF_ONE = 6, 40
"""Things of each group that are shown where several have some, and where one has."""

_UNTYPED = 500
"""Lines of a group that are shown before anything is typed."""


class PaletteGroup(NamedTuple):
    """Things of one kind, with the heading above them."""

    title: str
    known: ItemIndex
    listed: bool = True
    """Whether they are shown before anything is typed."""


class FoundGroup(NamedTuple):
    """What was looked for elsewhere, such as among the articles, the best first."""

    title: str
    items: Sequence[MenuItem]


FindGroups = Callable[[str], Awaitable[Sequence[FoundGroup]]]
"""Gives what else is found by what was typed; may raise TuinewsError, which is told in the frame."""


class PaletteBox(Chooser, inherit_bindings=False):
    """A list over several groups; the answer is the chosen item, or `None`."""

    for_typing: ClassVar[bool] = True

    def __init__(
        self,
        groups: Sequence[PaletteGroup],
        find: FindGroups,
        *,
        placeholder: str,
        keys: Sequence[MenuItem] = (),
        foot: str = "",
    ) -> None:
        super().__init__(tr("Palette"), (), placeholder, keys, foot)
        self._groups, self._find_more = tuple(groups), find
        self._more: Sequence[FoundGroup] = ()

    def _show(self, words: str) -> None:
        items = arrange_groups(self._groups, self._more, safe_line(words))
        things = sum(item.value is not None for item in items)
        self._menu.show(items or (describe_no_match(),))
        self._menu.styles.height = max(4, self.app.size.height * 84 // 100 - 6)
        self._frame.border_subtitle = content(f"{things} · {self._foot}")

    def _narrow(self, typed: str) -> None:
        """Show what is known already, and soon what has to be looked for."""
        self._more = ()
        self._show(typed)
        self.run_worker(self._look_further(typed), group="palette", exclusive=True)

    async def _look_further(self, value: str) -> None:
        typed = safe_line(value).strip()
        try:
            found = await self._find_more(typed) if typed else ()
        except TuinewsError as error:
            self._frame.border_subtitle = content(str(error))
            return
        if value == self._input.value and any(group.items for group in found):
            self._more = found
            at = self._menu.cursor
            self._show(value)
            self._menu.move(0 if at <= 1 else at - self._menu.cursor)


def arrange_groups(groups: Sequence[PaletteGroup], more: Sequence[FoundGroup], typed: str) -> tuple[MenuItem, ...]:
    """Return the lines of a palette: each group below its heading, the one with the best match first.

    What was looked for elsewhere comes behind, in its order.
    """
    if not typed.strip():
        return tuple(
            line
            for group in groups
            if group.listed and group.known.items
            for line in (MenuItem(group.title), *group.known.items[:_UNTYPED])
        )
    found = [(group.known.rank(typed), group) for group in groups]
    found = sorted((one for one in found if one[0]), key=lambda one: one[0][0].rank)
    most = _OF_EACH if len(found) + sum(bool(group.items) for group in more) > 1 else _OF_ONE
    lines: list[MenuItem] = []
    for matches, group in found:
        lines += [MenuItem(_count(group.title, matches, most)), *group.known.show(matches[:most])]
    for other in more:
        lines += [MenuItem(other.title), *other.items] if other.items else []
    return tuple(lines)


def _count(title: str, matches: Sequence[RankedItem], most: int) -> str:
    """Return a heading that says how many there are, where not all are shown."""
    return title if len(matches) <= most else f"{title} · {most} of {len(matches)}"

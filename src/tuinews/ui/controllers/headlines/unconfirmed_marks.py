"""Marks that are shown and not stored yet, with what entries showed before, so that each can be taken back."""

from collections.abc import Mapping

from tuinews.model.entry import Mark
from tuinews.model.ids import EntryId


class UnconfirmedMark:
    """A mark that is shown; `before` are the flags that its entries showed before, of those that are on the screen."""

    def __init__(self, mark: Mark, before: Mapping[EntryId, bool]) -> None:
        self.mark = mark
        self.before = dict(before)
        self.ids = frozenset(mark.ids)


class UnconfirmedMarks:
    """The marks under way, in the order in which they were made; they are stored or refused in that order."""

    def __init__(self) -> None:
        self._under_way: list[UnconfirmedMark] = []

    def begin(self, mark: Mark, before: Mapping[EntryId, bool]) -> UnconfirmedMark:
        """Remember a mark that is shown from now on."""
        begun = UnconfirmedMark(mark, before)
        self._under_way.append(begun)
        return begun

    def end(self, ended: UnconfirmedMark) -> None:
        """Forget a mark that is stored: what it shows is true."""
        self._under_way.remove(ended)

    def take_back(self, refused: UnconfirmedMark) -> dict[EntryId, bool]:
        """Forget a mark that was refused; return what those of its entries are to show that no later mark covers.

        An entry that a later mark covers goes on showing that one's value. If that one is refused, too, it shows what
        was there before both.
        """
        later = self._under_way[self._under_way.index(refused) + 1 :]
        self._under_way.remove(refused)
        shown = {}
        for entry_id, value in refused.before.items():
            above = next((m for m in later if m.mark.flag is refused.mark.flag and entry_id in m.ids), None)
            if above is None:
                shown[entry_id] = value
            else:
                above.before[entry_id] = value
        return shown

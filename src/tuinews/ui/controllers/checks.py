"""Checks of what is typed, for prompts."""

from collections.abc import Callable

from tuinews.model.error import TuinewsError


def make_check(read: Callable[[str], object]) -> Callable[[str], str]:
    """Return what says why a line cannot be read, `""` where it can: give it to `Interaction.ask` as `check`.

    Args:
        read: what raises TuinewsError for a wrong line; what it returns does not matter.
    """

    def check(typed: str) -> str:
        try:
            read(typed)
        except TuinewsError as error:
            return str(error)
        return ""

    return check

"""The title of the terminal: where the reader is; what it was before is given back."""

from tuinews.ui.terminal.exit_guard import RESTORE
from tuinews.ui.terminal.title import GIVE_BACK, KEEP, describe_title, title_commands
from ui.conftest import Start


def test_the_title_names_the_place_and_what_is_unread() -> None:
    assert describe_title(("World", "Coast Daily"), 217) == "World / Coast Daily (217) - tuinews"
    assert describe_title(("Starred",), 0) == "Starred - tuinews"
    assert describe_title((), None) == "tuinews"


def test_nothing_in_a_name_is_a_command_and_a_console_gets_none() -> None:
    assert "\x1b" not in describe_title(("a\x1b]0;b\x07c",), 1)
    assert len(describe_title(("x" * 1_000,), 1)) == 200
    assert title_commands("a", {"TERM": "xterm-256color"}) == "\x1b]2;a\x1b\\"
    assert [title_commands("a", {"TERM": term}) for term in ("linux", "dumb", "")] == ["", "", ""]


def test_a_reader_that_is_ended_gives_the_title_back_too() -> None:
    assert GIVE_BACK.encode() in RESTORE
    assert (KEEP, GIVE_BACK) == ("\x1b[22;2t", "\x1b[23;2t")


async def test_the_title_follows_the_place(start: Start) -> None:
    async with start() as desk:
        assert desk.app._title == "Inbox (6) - tuinews"
        await desk.press("g", "s")
        assert desk.app._title == "Starred (6) - tuinews"
        await desk.press("]", "m")
        await desk.finish()
        assert desk.app._title.endswith("(5) - tuinews")

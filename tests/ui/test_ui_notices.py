"""What is told lies where nobody looks, at every size."""

import pytest
from textual.widgets._toast import Toast

from tuinews.ui.dialogs.chooser import Chooser
from ui.conftest import RunningReader, Start
from ui.fake_library import World

LONG = (
    "Nothing of this session is left to undo; the command for it goes further back, if it is asked to. "
    "Whoever wants to know how is told by its help."
)


async def told(desk: RunningReader) -> tuple[int, int]:
    """The first and the last line of the screen on which something is told."""
    await desk.settle()
    regions = [toast.region for toast in desk.app.screen.query(Toast)]
    assert regions
    return min(region.y for region in regions), max(region.bottom for region in regions) - 1


def current(desk: RunningReader) -> int:
    """The line of the screen with the current headline."""
    rows = desk.screen.panes.list
    return rows.content_region.y + rows.cursor - rows.scroll_offset.y


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 30)])
async def test_it_never_lies_over_the_current_headline(start: Start, size: tuple[int, int]) -> None:
    async with start(size=size) as desk:
        desk.screen.interaction.tell(LONG)
        for key in ("j", "G", "k", "g,g", "j"):
            first, last = await told(desk)
            assert not first <= current(desk) <= last
            assert last < size[1] - 1, "the keys stay in sight"
            rights = {toast.region.right for toast in desk.app.screen.query(Toast)}
            assert rights == {size[0]}, "nothing of the frames below is left beside it"
            await desk.press(*key.split(","))


async def test_all_of_a_sentence_is_seen_in_the_smallest_terminal(start: Start) -> None:
    async with start(size=(40, 12)) as desk:
        desk.screen.interaction.tell(LONG)
        await desk.settle()
        (toast,) = desk.app.screen.query(Toast)
        seen = " ".join(strip.text.strip("▌ ") for strip in desk.app.screen._compositor.render_strips())
        assert toast.region.width >= 38
        assert "by its help." in seen


async def test_all_ways_to_go_on_with_a_chord_are_seen_in_the_smallest_terminal(start: Start) -> None:
    async with start(size=(40, 12)) as desk:
        await desk.pilot.press("g")
        desk.screen.panes.chord_help.show()
        await desk.settle()
        seen = [strip.text for strip in desk.app.screen._compositor.render_strips()]
        for keys in ("g g", "g f", "g i", "g /", "g h", "g L"):
            assert any(keys in line for line in seen)


async def test_a_line_to_type_in_stays_free(start: Start, world: World) -> None:
    async with start(size=(40, 12)) as desk:
        desk.screen.interaction.tell(LONG)
        await desk.press("/")
        assert not any(toast.region for toast in desk.screen.query(Toast)), "it is not seen twice"
        first, last = await told(desk)
        assert (first, last < 8) == (1, True), "the line is at the bottom"
        await desk.press("escape", "t")
        assert not any(toast.region for toast in desk.app.screen.query(Toast)), "a list is in the middle"


@pytest.mark.parametrize("key", ["?", "S", "t"])
async def test_what_was_told_before_lies_over_no_list(start: Start, key: str) -> None:
    for size in ((40, 12), (80, 24), (120, 40)):
        async with start(size=size) as desk:
            desk.screen.interaction.tell(LONG)
            await desk.settle()
            await desk.press(key)
            chooser = desk.app.screen
            assert isinstance(chooser, Chooser)
            assert not any(toast.region.overlaps(chooser._frame.region) for toast in chooser.query(Toast))


async def test_of_many_sentences_the_last_are_seen_whole_and_none_is_seen_twice(start: Start) -> None:
    async with start(size=(40, 12)) as desk:
        for sentence in (f"First, {LONG}", f"Second, {LONG}", "Third.", LONG, LONG):
            desk.screen.interaction.tell(sentence)
            await desk.settle()
        assert desk.told == ["Third.", LONG]
        first, last = await told(desk)
        assert (first, last) == (5, 10)

"""The popup of a chord: every title whole wherever there is room for it."""

import pytest

from tuinews.ui.actions import PRESETS, keymap_of
from tuinews.ui.keys.keymap import show
from tuinews.ui.paint.text.graphemes import cells
from tuinews.ui.widgets.chord_popup import ChordChoice, arrange_choices
from ui.conftest import Start


def choices(preset: str) -> list[ChordChoice]:
    return [
        ChordChoice(show(bound.chord), bound.action.title) for bound in keymap_of(preset).find_longer(("g",), "list")
    ]


@pytest.mark.parametrize("preset", PRESETS)
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (160, 45)])
def test_every_title_is_whole(preset: str, size: tuple[int, int]) -> None:
    wanted = choices(preset)
    table = arrange_choices(wanted, size[0] - 6, size[1] - 4)
    shown = [choice for column in table.columns for choice in column]
    assert [choice.keys for choice in shown if choice.keys] == [choice.keys for choice in wanted]
    said = " ".join(f"{choice.keys} {choice.title}".strip() for choice in shown)
    assert all(choice.title.split(" ", 2)[-1] in said for choice in wanted)
    for column, width in zip(table.columns, table.widths, strict=True):
        keys = max(cells(choice.keys) for choice in column)
        assert all(keys + 2 + cells(choice.title) < width for choice in column)
    assert sum(table.widths) <= size[0] - 4
    assert table.height <= size[1] - 4


def test_where_there_is_no_room_every_key_is_there() -> None:
    table = arrange_choices(choices("vim"), 34, 8)
    assert sum(map(len, table.columns)) == len(choices("vim"))
    assert sum(table.widths) <= 34


def test_few_choices_take_one_line() -> None:
    table = arrange_choices([ChordChoice("y y", "Copy the address"), ChordChoice("y t", "Copy the title")], 74, 20)
    assert (table.height, len(table.columns)) == (1, 2)


async def test_what_is_shown_is_what_the_keys_do(start: Start) -> None:
    async with start(size=(80, 24)) as desk:
        await desk.press("g")
        desk.screen.panes.chord_help.show()
        await desk.settle()
        assert "g =  One line for each headline, or two" in desk.painted
        await desk.press("escape")
        assert "g =  One line" not in desk.painted

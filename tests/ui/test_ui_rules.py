"""Rules in the reader: added after a dry run, tried, changed, put in order and removed."""

from tuinews.model.rules.rule import read_actions
from tuinews.ui.dialogs.chooser import Chooser
from tuinews.ui.dialogs.field_form import FieldForm
from tuinews.ui.terminal.notification import notification_commands
from ui.conftest import RunningReader, Start
from ui.fake_library import World


def lines(desk: RunningReader) -> list[str]:
    chooser = desk.app.screen
    assert isinstance(chooser, Chooser)
    return [item.title for item in chooser._menu._items]


def said(desk: RunningReader) -> str:
    form = desk.app.screen
    assert isinstance(form, FieldForm)
    return form.said


def kept(world: World) -> list[tuple[str, str, list[str], bool]]:
    assert world.rules is not None
    return [(rule.name, rule.query, list(map(str, rule.actions)), rule.active) for rule in world.rules.rules]


async def test_a_rule_is_added_after_a_dry_run(start: Start, world: World) -> None:
    async with start() as desk:
        await desk.press("g", "R", "enter", "enter")
        assert said(desk) == "A rule needs a name.", "the form goes to what is wrong"
        await desk.press(*"Ports", "down", *"odd:x", "enter")
        assert "there is no key" in said(desk)
        await desk.press("ctrl+u", *"tag:harbour", "down")
        await desk.press(*"dance", "enter")
        assert "There is no action" in said(desk)
        await desk.press("ctrl+u", *"star", "up")
        assert said(desk) == "Matches 2 articles, 2 of the last 30 days."
        await desk.press("enter", *"change", "enter")
        await desk.press("down", "down", *", tag quay", "enter")
        assert lines(desk)[:3] == ["Save the rule", "Change it", "Matches 2 articles, 2 of the last 30 days"]
        assert lines(desk)[3:5] == ["star", "tag quay"]
        assert kept(world) == []
        await desk.press("enter")
        assert kept(world) == [("Ports", "tag:harbour", ["star", "tag quay"], True)]
        assert lines(desk) == ["Ports", "A new rule …"], "it is seen among the others"


async def test_rules_are_tried_changed_moved_and_removed(start: Start, world: World) -> None:
    async with start() as desk:
        assert world.rules is not None
        await world.rules.add("One", "tag:snow", read_actions([["star"]]))
        await world.rules.add("Two", "tag:harbour", read_actions([["read"]]))
        await desk.press("g", "R", "enter", "enter")
        assert "Snow closes the northern pass" in lines(desk)
        await desk.press("escape", *"two", "enter", *"up", "enter")
        assert [name for name, *_ in kept(world)] == ["Two", "One"]
        await desk.press("enter", *"rest", "enter", "enter", *"remove", "enter")
        assert kept(world) == [("One", "tag:snow", ["star"], True)]
        await desk.press("enter", *"change", "enter", "down", "down", *", later", "down", "space", "enter")
        assert kept(world) == [("One", "tag:snow", ["star", "later"], False)]
        await desk.press("enter", *"change", "enter", "enter")
        assert world.rules.edits == 2, "a form that nothing was changed in changes nothing"


def test_terminals_are_told_in_their_own_way() -> None:
    assert notification_commands("a;b", "c", {"TERM": "xterm"}) == "\x1b]777;notify;a,b;c\x1b\\"
    assert notification_commands("a", "b", {"TERM": "x", "KITTY_WINDOW_ID": "1"}) == "\x1b]9;a: b\x1b\\"
    assert notification_commands("a", "b", {"TERM": "linux"}) == notification_commands("a", "b", {}) == ""

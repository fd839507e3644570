"""The mutes and rules of the library in memory behave as the real ones: the same tests run over both."""

import pytest

from tuinews.model.error import NotFoundError, UsageError
from tuinews.model.rules.rule import Rule, read_actions
from tuinews.model.text import safe_text
from ui.conftest import NOW
from ui.test_ui_fake_library import FERRY, HARBOUR, PARSER, Opened, filled, opened

__all__ = ["filled", "opened"]


async def test_mutes(opened: Opened) -> None:
    mutes = opened.library.mutes
    preview = await mutes.preview('title:"harbour"')
    assert (preview.total, [row.title for row in preview.samples]) == (1, [HARBOUR])
    number = await opened.id_of(HARBOUR)

    mute = await mutes.add('title:"harbour"', until=NOW + 100)

    assert (mute.query, mute.until, mute.hides) == ('title:"harbour"', NOW + 100, 1)
    assert await opened.titles() == [PARSER, FERRY]
    assert (await opened.library.feeds.counts()).muted == 1
    assert await mutes.find_of_entry(number) == (mute,) == await mutes.all()
    assert await mutes.find_story(number) is None
    assert (await mutes.edit(mute.id, until=None)).until is None
    assert (await mutes.remove(mute.id)).id == mute.id
    assert await opened.titles() == [HARBOUR, PARSER, FERRY]
    with pytest.raises(UsageError):
        mutes.check("is:muted")
    with pytest.raises(NotFoundError):
        await mutes.find(99)


async def test_a_mute_of_one_feed_and_its_undo(opened: Opened) -> None:
    coast = await opened.feed("Coast Daily")
    await opened.library.mutes.add(f"feed:{coast.id}", feed_id=coast.id)
    assert await opened.titles() == [PARSER]
    assert await opened.library.entries.undo(own=True, agreed=0) is not None
    assert await opened.titles() == [HARBOUR, PARSER, FERRY]
    assert await opened.titles("is:muted") == []


async def test_rules(opened: Opened) -> None:
    rules = opened.library.rules
    trial = await rules.try_rule(Rule(0, safe_text("Ports"), "tag:harbour", read_actions([["star", "tag", "quay"]])))
    assert (trial.total, [(str(action), count) for action, count in trial.changes]) == (
        2,
        [("star", 2), ("tag quay", 2)],
    )
    first = await rules.add("Ports", "tag:harbour", read_actions([["star"]]))
    second = await rules.add("Code", "tag:python", read_actions([["read"]]))
    await rules.move(str(second.id), 1)
    await rules.edit(str(first.id), name="Quays", actions=read_actions([["later"]]), active=False)
    assert [(rule.name, rule.position, rule.active, list(map(str, rule.actions))) for rule in await rules.all()] == [
        ("Code", 1, True, ["read"]),
        ("Quays", 2, False, ["later"]),
    ]
    await rules.remove(str(second.id))
    assert [rule.name for rule in await rules.all()] == ["Quays"]
    with pytest.raises(UsageError):
        rules.check("view:Coast")

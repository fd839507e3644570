"""Why entries are where they are: every question is answered, or it is said that it is not so."""

from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from engine.living import Living, rss
from engine.test_engine_related import fill
from store.storing import NOW, House, draft
from tuinews.engine.explanations.belongings import explain_related
from tuinews.engine.explanations.facts import read_facts
from tuinews.engine.explanations.sections import SECTIONS
from tuinews.engine.stories.gates import GATES
from tuinews.model.change import FeedEdit
from tuinews.model.clock import HOUR, to_iso
from tuinews.model.entry import Flag, Mark
from tuinews.model.error import NotFoundError
from tuinews.model.ids import EntryId
from tuinews.model.query import EVERYTHING
from tuinews.model.reports.explanation import ExplainedSection
from tuinews.model.rules.rule import read_actions
from tuinews.model.text import SafeText

FEED = "http://news.example/feed"


@pytest.fixture
def living(tmp_path: Path) -> Iterator[Living]:
    opened = Living(tmp_path)
    yield opened
    opened.close()


async def explain(living: Living, entry_id: EntryId) -> dict[str, ExplainedSection]:
    explanation = await living.library.explanations.explain(entry_id)
    assert explanation.entry.id == entry_id
    assert [section.name for section in explanation.sections] == [row.name for row in SECTIONS]
    for section in explanation.sections:
        assert section.why.endswith("."), section
    return {section.name: section for section in explanation.sections}


def details(section: ExplainedSection) -> dict[str, Any]:
    assert section.answer is not None, section.name
    return {"why": section.answer.why, **section.answer.details}


async def test_an_entry_of_a_feed_says_where_it_is_and_when_the_feed_is_asked_again(living: Living) -> None:
    await living.add(FEED, rss("a", "b"))
    (feed,) = await living.library.feeds.all()
    await living.library.feeds.edit(feed.id, FeedEdit(folder=(SafeText("World"), SafeText("Coast"))))
    await living.library.views.add("Fresh", "is:unread")
    await living.library.views.add("Marked", "is:starred")
    first, *_ = map(EntryId, await living.library.entries.ids(EVERYTHING))
    answers = await explain(living, first)
    assert details(answers["here"])["membership"] == "subscribed"
    assert details(answers["here"])["folder"] == "World/Coast"
    assert details(answers["here"])["views"] == ["Fresh"]
    places = ["Inbox", "All articles", "World", "Coast", "Tidewater Times", "River", "view “Fresh”"]
    assert [place for place in details(answers["here"])["places"] if place != "Today"] == places
    await living.library.entries.mark(Mark(Flag.READ, value=True, ids=(first,)))
    read = details((await explain(living, first))["here"])["places"]
    assert "Recently read" in read
    assert not {"Inbox", "River"} & set(read)
    assert details(answers["source"])["feed_url"] == FEED
    assert details(answers["next_check"])["reason"] == feed.next_check_reason
    assert details(answers["next_check"])["at"]
    assert {name for name, section in answers.items() if section.answer is None} == {
        "hidden", "folded", "related", "tagged", "aged", "marks", "rules", "edited",
    }  # fmt: skip


async def test_marks_and_tags_are_told_with_who_gave_them_and_since_when(living: Living) -> None:
    await living.add(FEED, rss("a"))
    (entry_id,) = map(EntryId, await living.library.entries.ids(EVERYTHING))
    await living.library.entries.mark(Mark(Flag.READ, value=True, ids=(entry_id,)))
    await living.library.entries.tag((entry_id,), (SafeText("mine"),), ())
    answers = await explain(living, entry_id)
    assert details(answers["marks"])["read_at"]
    assert details(answers["tagged"])["tags"] == [{"name": "mine", "by": "user"}]
    assert "Inbox" not in answers["here"].why


async def test_a_tag_that_stands_for_another_tells_as_what_it_was_given(living: Living) -> None:
    await living.add(FEED, rss("a"))
    (entry_id,) = map(EntryId, await living.library.entries.ids(EVERYTHING))
    await living.library.entries.tag((entry_id,), (SafeText("US"), SafeText("coast")), ())
    await living.library.topics.alias(["US"], "United States")
    answer = (await explain(living, entry_id))["tagged"]
    assert answer.why == "You gave it United States (as US, which you said is the same), coast."
    named = {"name": "United States", "by": "user", "given_as": ("US",)}
    assert details(answer)["tags"] == [named, {"name": "coast", "by": "user"}]


async def test_what_a_mute_hides_names_the_mute_and_is_in_no_list(living: Living) -> None:
    await living.add(FEED, rss("a"))
    (entry_id,) = map(EntryId, await living.library.entries.ids(EVERYTHING))
    await living.library.views.add("All", "is:unread")
    await living.library.views.add("Gone", "is:muted")
    (feed,) = await living.library.feeds.all()
    mute = await living.library.mutes.add("", feed_id=feed.id)
    answers = await explain(living, entry_id)
    assert details(answers["hidden"])["reasons"] == ["muted"]
    assert details(answers["hidden"])["mutes"] == [{"id": mute.id, "query": mute.query, "until": None}]
    assert f"mute {mute.id}" in answers["hidden"].why
    assert details(answers["here"])["places"] == ["view “Gone”"]


async def test_what_aged_says_when_and_is_not_in_the_inbox(living: Living) -> None:
    await living.add(FEED, rss("a"))
    (entry_id,) = map(EntryId, await living.library.entries.ids(EVERYTHING))
    (feed,) = await living.library.feeds.all()
    await living.library.feeds.edit(feed.id, FeedEdit(shelf_life="3h"))
    living.clock.now += 4 * HOUR
    await living.library.freshness.sweep()
    answers = await explain(living, entry_id)
    assert details(answers["shelf_life"])["ages_after"] == "3h"
    assert details(answers["aged"])["aged"] == to_iso(living.clock.now)
    assert "Inbox" not in answers["here"].why


def test_what_is_related_is_told_with_the_words_that_both_have(tmp_path: Path) -> None:
    with House(tmp_path) as house:
        fill(house)
        asked, near = house.store(
            house.feed(),
            draft("a1", "Lighthouse of Skerrow is lit again", "<p>Seals were there.</p>", tags=["Skerrow"]),
            draft("a2", "Seals return to the lighthouse of Skerrow", "<p>Seals again.</p>", tags=["Skerrow"]),
        )
        house.index()
        facts = read_facts(house.reader, asked, NOW)
        assert facts is not None
        answer = explain_related(facts, house.reader)
        assert answer is not None
        (told,) = answer.details["related"]
        assert told["id"] == near
        assert "Skerrow" in told["shared"]
        assert "“Seals return to the lighthouse of Skerrow” because of Lighthouse, Skerrow" in answer.why


async def test_what_is_kept_of_a_feed_that_was_left_says_why(living: Living) -> None:
    await living.add(FEED, rss("a", "b"))
    ids = tuple(map(EntryId, await living.library.entries.ids(EVERYTHING)))
    await living.library.entries.mark(Mark(Flag.STARRED, value=True, ids=ids[:1]))
    (feed,) = await living.library.feeds.all()
    await living.library.feeds.remove(feed.id)
    answers = await explain(living, ids[0])
    assert details(answers["here"])["membership"] == "kept"
    assert "since you starred it" in answers["here"].why
    assert details(answers["here"])["places"] == ["Starred"]
    assert answers["next_check"].answer is None
    with pytest.raises(NotFoundError):
        await living.library.explanations.explain(ids[1])


async def test_an_entry_in_a_story_says_with_whom_and_by_which_words(living: Living) -> None:
    told = "Quake of magnitude 6.1 shakes Port Halden, 14 hurt"
    for number in range(2):
        item = f"<item><title>{told}</title><guid>{number}</guid><description>{told} {number}.</description></item>"
        body = f"<rss version='2.0'><channel><title>F{number}</title>{item}</channel></rss>"
        await living.add(f"http://news.example/feed{number}", body)
    first, other = map(EntryId, await living.library.entries.ids(EVERYTHING))
    await living.library.stories.catch_up()

    answer = details((await explain(living, first))["folded"])

    assert answer["entries"] == sorted([first, other])
    assert "with 1 other of 2 feeds" in str(answer["why"])
    assert (await explain(living, first))["apart"].answer is None
    await living.library.stories.split(first)
    answers = await explain(living, first)
    assert answers["folded"].answer is None
    assert answers["apart"].why.startswith("You took it out of a story.")
    assert details(answers["apart"])["split"] is True
    await living.library.stories.merge([first, other])
    answers = await explain(living, first)
    assert details(answers["folded"])["why"].endswith("You put articles of it together.")
    assert answers["apart"].answer is None


async def test_an_entry_that_is_close_to_a_story_says_what_keeps_it_out(living: Living) -> None:
    for number, magnitude in enumerate(("6.1", "5.4")):
        told = f"Quake of magnitude {magnitude} shakes Port Halden"
        when = f"<pubDate>{formatdate(living.clock() - 40 * HOUR * number)}</pubDate>"
        item = f"<item><title>{told}</title><guid>{number}</guid><description>{told}.</description>{when}</item>"
        body = f"<rss version='2.0'><channel><title>F{number}</title>{item}</channel></rss>"
        await living.add(f"http://news.example/feed{number}", body)
    ids = list(map(EntryId, await living.library.entries.ids(EVERYTHING)))
    await living.library.stories.catch_up()

    answer = details((await explain(living, max(ids)))["apart"])

    assert [one["id"] for one in answer["near"]] == [min(ids)]
    assert answer["near"][0]["gate"] in {gate.name for gate in GATES}
    assert next(gate.sentence for gate in GATES if gate.name == answer["near"][0]["gate"]) in answer["why"]
    feed = await living.library.feeds.get((await living.library.entries.entry(max(ids))).feed_id)
    await living.library.feeds.edit(feed.id, FeedEdit(stories=False))
    assert (await explain(living, max(ids)))["apart"].why.startswith("You keep F1 apart from stories.")


async def test_what_a_rule_did_names_the_rule(living: Living) -> None:
    await living.library.rules.add("Keep", "feed:1", read_actions([["star", "tag", "mine"]]))
    await living.add(FEED, rss("a"))
    (entry_id,) = map(EntryId, await living.library.entries.ids(EVERYTHING))
    answers = await explain(living, entry_id)
    assert answers["rules"].why == "As it arrived, the rule Keep: starred, tagged mine."


async def test_it_says_how_long_what_is_unread_stays_in_the_inbox_and_what_aged(living: Living) -> None:
    await living.add(FEED, rss("a", "b"))
    (feed,) = await living.library.feeds.all()
    first, *_ = map(EntryId, await living.library.entries.ids(EVERYTHING))
    answers = await explain(living, first)
    assert answers["aged"].why == "It has not aged."
    assert details(answers["shelf_life"])["ages_after"] is None
    assert "what is unread stays in the inbox. The river counts it as 15 hours newer" in answers["shelf_life"].why

    await living.library.feeds.edit(feed.id, FeedEdit(shelf_life="3h"))
    living.clock.now += 4 * 3600
    await living.library.freshness.sweep()
    answers = await explain(living, first)
    assert "It left the inbox on " in answers["aged"].why
    assert details(answers["shelf_life"])["ages_after"] == "3h"
    assert "leaves the inbox after 3 hours, as you chose for it." in answers["shelf_life"].why
    assert "Inbox" not in answers["here"].why

    await living.library.entries.mark(Mark(Flag.STARRED, value=True, ids=(first,)))
    answers = await explain(living, first)
    assert answers["aged"].answer is None
    assert details(answers["shelf_life"])["ages_at"] is None
    assert "What is starred or kept for later does not." in answers["shelf_life"].why

"""`stories`: listed, split, merged, followed and searched, as scripts see it."""

from email.utils import formatdate
from pathlib import Path
from time import time
from typing import Any

import pytest

from cli.door import Page, Tuinews, Web
from tuinews.engine.stories.story_worker import StoryWorker

QUAKE = (
    ("Quake of magnitude 6.1 shakes Port Halden, 14 hurt", "A magnitude 6.1 earthquake shook Port Halden and hurt 14."),
    ("Port Halden earthquake of magnitude 6.1 hurts 14", "Fourteen people in Port Halden were hurt by an earthquake."),
    ("Earthquake of magnitude 6.1 in Port Halden", "In Port Halden an earthquake of magnitude 6.1 hurt 14 people."),
)
FERRY = (
    ("Cabinet pays half of the ferry fares to Outer Isles", "The cabinet pays half of the ferry fares to Outer Isles."),
    ("Half of ferry fares to Outer Isles paid by cabinet", "Ferry fares to the Outer Isles: the cabinet pays half."),
)


@pytest.fixture
def told(tuinews: Tuinews, web: Web) -> Tuinews:
    """A library of three feeds that tell two events."""
    tell(tuinews, web)
    return tuinews


def tell(tuinews: Tuinews, web: Web) -> None:
    """Subscribe to three feeds that tell two events."""
    for number, told in enumerate(zip(QUAKE, (*FERRY, ("Lena Orvik wins", "A chess title.")), strict=True)):
        items = "".join(
            f"<item><title>{title}</title><description>{text}</description><guid>{number}-{place}</guid>"
            f"<pubDate>{formatdate(time() - 3600 * (place + 1) + 60 * number)}</pubDate></item>"
            for place, (title, text) in enumerate(told)
        )
        feed = f"<rss version='2.0'><channel><title>Feed {number}</title>{items}</channel></rss>"
        web.pages[f"/{number}"] = Page(feed.encode())
        assert tuinews("add", f"{web.base}/{number}").code == 0


def list_stories(tuinews: Tuinews, *words: object) -> list[Any]:
    result = tuinews("stories", *words, "--json")
    assert (result.code, result.err) == (0, "")
    found: list[Any] = result.json()
    return found


def test_stories_are_listed_as_scripts_expect_them(told: Tuinews) -> None:
    quake, ferry = list_stories(told)

    assert [entry["title"] for entry in quake["entries"]] == [title for title, _ in QUAKE]
    assert {"story_id", "title", "entries", "sources", "first", "last", "unread"} <= quake.keys()
    assert {"id", "feed", "title", "published", "wire"} <= quake["entries"][0].keys()
    assert (quake["sources"], quake["unread"], ferry["sources"]) == (3, 3, 2)
    assert quake["first"] == quake["entries"][0]["published"]
    assert quake["last"] == quake["entries"][-1]["published"]
    told_of = {entry["id"]: entry["story_id"] for entry in told("list", "--json").json()}
    assert [told_of[entry["id"]] for entry in quake["entries"]] == [quake["story_id"]] * 3
    assert list(told_of.values()).count(None) == 1
    assert told("stories").out.splitlines()[1].split("\t")[-1] == ferry["title"]


def test_stories_are_searched_and_marked_by_query(told: Tuinews) -> None:
    quake, ferry = list_stories(told)
    assert list_stories(told, "title:ferry") == [ferry]
    assert list_stories(told, "--since", "30min") == []
    assert list_stories(told, "--limit", 1) == [quake]
    assert told("count", "story:>2").out == "3\n"
    assert told("count", f"story:{ferry['story_id']}").out == "2\n"

    told("mark", "read", "--query", f"story:{ferry['story_id']}")

    assert list_stories(told, "is:unread") == [quake]
    assert told("count", "is:unread").out == "4\n"


def test_splits_and_merges_are_remembered_and_undone(told: Tuinews) -> None:
    quake, ferry = list_stories(told)
    last = quake["entries"][2]["id"]
    changed = told("stories", "split", last, "--json").json()
    assert [entry["id"] for entry in changed["entries"]] == [entry["id"] for entry in quake["entries"][:2]]
    told("refresh", "--force")
    assert [len(story["entries"]) for story in list_stories(told)] == [2, 2]
    assert "1 article taken out" in told("undo").err
    assert list_stories(told) == [quake, ferry]

    assert told("stories", "merge", quake["entries"][0]["id"], ferry["entries"][0]["id"]).code == 0

    (merged,) = list_stories(told)
    assert (merged["story_id"], len(merged["entries"])) == (quake["story_id"], 5)
    told("undo")
    assert list_stories(told) == [quake, ferry]
    assert told("stories", "follow", ferry["story_id"], "--json").json()["followed"]
    assert told("count", "is:followed").out == "2\n"


def test_a_feed_is_set_apart_and_a_story_muted(told: Tuinews) -> None:
    quake, ferry = list_stories(told)
    told("edit", "1", "--stories", "off")
    assert [len(story["entries"]) for story in list_stories(told)] == [2]
    told("undo")
    assert list_stories(told) == [quake, ferry]

    told("mutes", "add", f"story:{quake['story_id']}")

    assert list_stories(told) == [ferry]
    assert len(told("list", "--json").json()) == 3


def test_a_preferred_source_is_shown_first(told: Tuinews) -> None:
    assert [story["title"] for story in list_stories(told)] == [QUAKE[0][0], FERRY[0][0]]
    changed = told("edit", "2", "--prefer", "on", "--json").json()
    assert changed["prefer"] is True
    assert [story["title"] for story in list_stories(told)] == [QUAKE[1][0], FERRY[1][0]]
    first = {entry["feed"]: entry["preferred"] for entry in list_stories(told)[0]["entries"]}
    assert first == {"Feed 0": False, "Feed 1": True, "Feed 2": False}
    sections = told("brief", "--since", "1w", "--json").json()["sections"]
    assert [entry["title"] for entry in sections[0]["entries"]] == [QUAKE[1][0], FERRY[1][0]]
    told("undo")
    assert [story["title"] for story in list_stories(told)] == [QUAKE[0][0], FERRY[0][0]]


def test_what_a_refresh_left_is_grouped_by_the_commands_that_tell_of_stories(
    tuinews: Tuinews, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def group_nothing(*_: object, **__: object) -> None:
        """As if a huge refresh had used up the time for it."""

    with monkeypatch.context() as patched:
        patched.setattr(StoryWorker, "group_all", group_nothing)
        tell(tuinews, web)
        assert [entry["story_id"] for entry in tuinews("list", "--json").json()] == [None] * 6
    assert [entry["story_id"] for entry in tuinews("list", "--json").json()].count(None) == 1


REPORT = (
    "The harbour of Port Halden was closed on Monday after a fire broke out in a warehouse at the eastern quay. {} 120 "
    "firefighters fought the flames until noon. Nobody was hurt. The cause of the fire is not known, the police said."
)


def test_copies_of_one_text_are_told_and_marked_with_it_if_that_is_wanted(
    tuinews: Tuinews, web: Web, home: Path
) -> None:
    with (home / "config" / "config.toml").open("a") as settings:
        settings.write("[stories]\nmark_copies_read = true\n")
    for number, (title, word) in enumerate((("Fire closes harbour", "Some"), ("Port Halden harbour on fire", "About"))):
        item = (
            f"<item><title>{title}</title><description>{REPORT.format(word)}</description><guid>{number}</guid></item>"
        )
        web.pages[f"/{number}"] = Page(f"<rss version='2.0'><channel><title>F</title>{item}</channel></rss>".encode())
        tuinews("add", f"{web.base}/{number}")
    (story,) = list_stories(tuinews)
    assert [entry["wire"] for entry in story["entries"]] == [True, True]

    tuinews("mark", "read", story["entries"][0]["id"])

    assert tuinews("count", "is:read").out == "2\n"
    tuinews("undo")
    assert tuinews("count", "is:read").out == "0\n"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (("split",), 2, "stories split ENTRY"),
        (("merge", "1"), 2, "stories merge ENTRY ENTRY"),
        (("split", "99"), 2, "no entry 99"),
        (("split", "5"), 2, "in no story"),
        (("follow", "x"), 2, "stories follow STORY"),
        (("follow", "99"), 2, "no story 99"),
        (("--since", "soon"), 2, "neither an age"),
        (("story:x",), 2, "story: takes"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(told: Tuinews, words: tuple[str, ...], code: int, sentence: str) -> None:
    result = told("stories", *words)
    assert (result.code, sentence in result.err) == (code, True), result.err
    assert len(result.err.splitlines()) == 1

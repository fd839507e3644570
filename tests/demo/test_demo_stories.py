"""What is written: enough of it, in order, and every reference leads somewhere."""

import re
from itertools import chain

import pytest

from tuinews.demo.newsroom import Newsroom, fill_in_dates, minutes, newsroom, read_stories
from tuinews.demo.pictures import PALETTES
from tuinews.engine.stories.grouper import FOLDED, WINDOW, StoryGrouper
from tuinews.engine.stories.memory_index import MemoryIndex
from tuinews.engine.stories.placement import StoryEntry

TUESDAY = 1_795_514_400  # 2026-11-24T10:00:00Z

CLUSTERS = {
    "storm": ("courier/petra-harbour-closes", "radio/harbour-shut", "faro/temporal-petra", "shiomi/storm-petra"),
    "bridge": ("courier/bridge-signed", "radio/bridge-deal", "talmark/bruecke-unterschrift"),
    "cable railway": ("courier/cable-railway-himpur", "radio/himpur-cable", "khabar/kebul-rel", "shiomi/ropeway"),
    "comet": ("courier/comet-aldine", "faro/cometa-aldine", "shiomi/comet", "tidewater/what-comets-carry"),
    "cup": ("courier/gannets-win", "radio/cup-roundup", "faro/derrota-copa"),
    "language": ("courier/halyard-two", "talmark/halyard-sprache", "thread/halyard-two-released"),
    "lighthouse": ("courier/lighthouse-auction", "radio/lighthouse-sold"),
}


@pytest.fixture(scope="module")
def texts() -> Newsroom:
    return fill_in_dates(newsroom(), TUESDAY)


def test_there_is_enough_to_read(texts: Newsroom) -> None:
    on_feeds = [story for story in texts.stories if story.on_feed]
    assert len(texts.outlets) >= 8
    assert len(on_feeds) >= 70
    assert len({outlet.lang for outlet in texts.outlets}) >= 5
    assert {outlet.format for outlet in texts.outlets} == {"rss", "rdf", "atom", "json"}
    assert sum(outlet.full for outlet in texts.outlets) == 2
    assert any(not story.on_feed for story in texts.stories)


def test_slugs_are_unique_and_fit_for_addresses(texts: Newsroom) -> None:
    refs = [story.ref for story in texts.stories]
    assert len(set(refs)) == len(refs)
    assert all(re.fullmatch(r"[a-z0-9-]+", story.slug) for story in texts.stories)


def test_every_story_names_its_outlet_tags_and_a_source(texts: Newsroom) -> None:
    for story in texts.stories:
        assert story.title, story.ref
        assert story.summary, story.ref
        assert story.body, story.ref
        assert story.tags, story.ref
        assert story.author or story.agency, story.ref


def test_every_reference_is_to_another_story(texts: Newsroom) -> None:
    refs = {story.ref for story in texts.stories}
    for story in texts.stories:
        assert story.also, story.ref
        links = re.findall(r"(?<!!)\[[^]^]+\]\(([^)\s:]+)\)", story.body)
        for also in chain(story.also, links):
            wanted = also if "/" in also else f"{story.outlet}/{also}"
            assert wanted in refs - {story.ref}, (story.ref, also)


def test_pictures_are_of_a_kind_that_can_be_painted(texts: Newsroom) -> None:
    names = [name for story in texts.stories for name in re.findall(r"!\[([^]]+)\]", story.body)]
    assert len(names) >= 6
    assert {name.partition("-")[0] for name in names} <= PALETTES.keys()


@pytest.mark.parametrize("name", CLUSTERS)
def test_outlets_tell_the_same_story_in_their_own_words(texts: Newsroom, name: str) -> None:
    told = [next(story for story in texts.stories if story.ref == ref) for ref in CLUSTERS[name]]
    assert len({story.outlet for story in told}) == len(told)
    assert len({story.body for story in told}) == len(told)
    ages = [story.age for story in told]
    assert max(ages) - min(ages) <= 24 * 60


def test_the_storm_is_one_story_of_five_sources_in_four_languages(texts: Newsroom) -> None:
    outlets = {outlet.key: outlet for outlet in texts.outlets}
    told = sorted((story for story in texts.stories if story.on_feed), key=lambda story: -story.age)
    entries = [
        StoryEntry(
            number, story.outlet, story.title, story.summary, TUESDAY - 60 * story.age, outlets[story.outlet].lang
        )
        for number, story in enumerate(told)
    ]
    placements = StoryGrouper(MemoryIndex(WINDOW), FOLDED).place_all(entries)
    groups: dict[int, set[str]] = {}
    for story, placement in zip(told, placements, strict=True):
        groups.setdefault(placement.story, set()).add(story.ref)
    storm = next(group for group in groups.values() if "courier/petra-harbour-closes" in group)
    assert storm == {*CLUSTERS["storm"], "talmark/sturm-fluttor"}
    assert {outlets[ref.partition("/")[0]].lang for ref in storm} == {"en", "es", "de", "ja"}


def test_one_story_is_long(texts: Newsroom) -> None:
    longest = max(texts.stories, key=lambda story: len(story.body.split()))
    assert 1_900 <= len(longest.body.split()) <= 2_500


def test_weekdays_and_years_follow_the_day_of_the_start() -> None:
    tomorrow = fill_in_dates(newsroom(), TUESDAY + 86_400)
    bodies = {story.ref: story.body for story in tomorrow.stories}
    assert "| Wednesday | Showers" in bodies["courier/weather-week"]
    assert "| 1986 |" in bodies["courier/bridge-signed"]
    assert not [s.ref for s in tomorrow.stories if re.search(r"\{(day|year)", s.title + s.summary + s.later + s.body)]


def test_a_story_without_an_age_is_refused() -> None:
    with pytest.raises(KeyError, match="age"):
        list(read_stories("courier", "@@ ageless\nTitle: Timeless\n\nNothing."))


@pytest.mark.parametrize(("age", "expected"), [("45m", 45), ("3h", 180), ("2d", 2880)])
def test_ages_are_minutes(age: str, expected: int) -> None:
    assert minutes(age) == expected


@pytest.mark.parametrize("age", ["", "3", "h", "3w", "-1m"])
def test_other_ages_are_refused(age: str) -> None:
    with pytest.raises(ValueError, match="is not an age"):
        minutes(age)

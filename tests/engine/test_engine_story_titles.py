"""What is hardly more than a title is not folded into one line with something else: a false fold hides news."""

import pytest

from tuinews.engine.stories.entry_words import read_words
from tuinews.engine.stories.grouper import FOLDED, GROUPED, WINDOW, StoryGrouper
from tuinews.engine.stories.index import IndexedEntry
from tuinews.engine.stories.memory_index import MemoryIndex
from tuinews.engine.stories.names_across import count_names
from tuinews.engine.stories.placement import StoryEntry
from tuinews.engine.stories.signature import Signature
from tuinews.engine.stories.similarity import StoryWeights, score_entries
from tuinews.engine.stories.words import fold_word, hash_term
from tuinews.model.clock import HOUR

NOW = 1_790_000_000

AGGREGATORS = [
    ("Lighthouse of Skerrow is lit again", "Seals return to the lighthouse of Skerrow"),
    ("Why Brandvold rewrote the Marigold compiler in Rust", "A debugger for the Marigold compiler"),
    ("Ask HN: who is using Marigold in production?", "Show HN: Marigold, a static site generator"),
    ("The history of Eastmere's tram network", "Eastmere's tram drivers go on strike"),
    ("Leuchtturm von Skerrow leuchtet wieder", "Robben kehren zum Leuchtturm von Skerrow zurück"),
    ("Le phare de Skerrow brille à nouveau", "Les phoques reviennent au phare de Skerrow"),
    ("Маяк на Скерроу снова горит", "Тюлени вернулись к маяку на Скерроу"),
]
"""Two events at one place, as links without a text."""

FILLED_IN = [
    ("Marigold 1.2 released", "Marigold 1.3 released"),
    ("Marigold 1.2 released", "Marigold 1.3 brings dark mode"),
    ("kelpie/kelpie-cli: v0.9.14", "kelpie/kelpie-server: v0.9.14"),
    ("Fix crash when kelpie opens an empty folder", "Fix crash when kelpie closes an empty window"),
    ("CVE-2026-12345: Marigold heap overflow in parser", "CVE-2026-12399: Marigold auth bypass in login"),
    ("DSA-5912-1 kelpie - security update", "DSA-5913-1 marigold - security update"),
    ("M 4.6 - 12 km S of Corvane, Hartsea", "M 4.9 - 15 km SE of Corvane, Hartsea"),
    ("Eastmere beat Hartsea 2-1 in the cup", "Hartsea beat Eastmere 3-0 in the league"),
    ("Ida Brandvold: My life at sea, part one", "Ida Brandvold: My life at sea, part two"),
    ("Kelpie is hiring a backend engineer in Eastmere", "Kelpie is hiring a designer in Eastmere"),
    ("On the spectral gap of random kelpie graphs", "On the diameter of random kelpie graphs"),
    ("A68 closed near Corvane after crash", "A68 reopened near Corvane after flooding"),
    ("Road closed: Tern Street, Eastmere", "Road closed: Mill Street, Eastmere"),
    ("Man arrested in Eastmere after burglary", "Woman arrested in Eastmere after robbery"),
]
"""What one feed has again and again with other words in it: releases, parts, quakes, matches, roads."""


def are_folded(one: StoryEntry, other: StoryEntry) -> bool:
    return StoryGrouper(MemoryIndex(WINDOW), FOLDED).place_all([one, other])[1].joined


def title(number: int, words: str, feed: str, hours: float = 0) -> StoryEntry:
    return StoryEntry(number, feed, words, "", NOW + int(hours * HOUR), "en")


@pytest.mark.parametrize(("one", "other"), AGGREGATORS)
@pytest.mark.parametrize("feed", ["links", "other links"])
def test_two_events_at_one_place_are_not_folded(one: str, other: str, feed: str) -> None:
    assert not are_folded(title(1, one, "links"), title(2, other, feed, 5))


@pytest.mark.parametrize(("one", "other"), FILLED_IN)
@pytest.mark.parametrize("hours", [1, 20])
def test_what_one_feed_has_in_other_words_is_not_folded(one: str, other: str, hours: float) -> None:
    assert not are_folded(title(1, one, "releases"), title(2, other, "releases", hours))


@pytest.mark.parametrize("feed", ["ida", "osric"])
def test_posts_without_a_title_are_not_folded_for_two_words(feed: str) -> None:
    posts = (
        "Just saw the lighthouse of Skerrow at dusk, lovely",
        "The lighthouse of Skerrow needs a new roof, sign here",
    )
    one, other = (StoryEntry(n, name, "", text, NOW) for n, (name, text) in enumerate(zip(("ida", feed), posts)))  # noqa: B905
    assert not are_folded(one, other)


@pytest.mark.parametrize(
    ("one", "other", "feed"),
    [
        ("Lighthouse of Skerrow is lit again", "Skerrow lighthouse lit again after forty years", "b"),
        ("Ferry Marigold runs aground off Tern Point", "Marigold ferry aground off Tern Point, 140 on board", "b"),
        ("Quake of magnitude 5.7 shakes Corvane", "Corvane hit by 5.7 magnitude earthquake", "b"),
        ("Eastmere beat Hartsea 2-1 in the cup final", "Eastmere win the cup: 2-1 against Hartsea", "b"),
        ("Ferry tugs Marigold into port", "Against all odds, ferry tugs Marigold into port", "a"),
    ],
)
def test_two_titles_of_one_event_are_folded(one: str, other: str, feed: str) -> None:
    assert are_folded(title(1, one, "a"), title(2, other, feed, 2))


@pytest.mark.parametrize("words", ["Photo of the day", "Links of the week", "Ferry aground"])
def test_entry_of_hardly_a_word_joins_nothing_though_it_is_the_same(words: str) -> None:
    assert not are_folded(title(1, words, "a"), title(2, words, "b"))
    pair = [title(1, words, "a"), title(2, words, "b")]
    assert StoryGrouper(MemoryIndex(WINDOW), GROUPED).place_all(pair)[1].evidence.gates in {("scant",), ("column",)}


TOLD = "The ferry Marigold of Captain Ida Brandvold ran aground on a sandbank off Tern Point with many passengers. "
MORE = " ".join(f"beside{number}" for number in range(300))


def test_words_are_shown_as_they_are_written_in_the_title_first() -> None:
    words = read_words(StoryEntry(1, "a", "Marigold aground", "the marigold is AGROUND off Tern Point", NOW))
    terms = [hash_term(fold_word(word)) for word in ("marigold", "aground", "tern", "absent")]
    assert words.show_words(terms, 6) == ("Marigold", "aground", "Tern")
    assert words.show_words(terms, 1) == ("Marigold",)


def test_numbers_are_found_among_others_and_years_are_none() -> None:
    text = "In 2026 some 1,140 of 12.500 people, 34 boats, .55 and 7 of the 3 900 tonnes at 10:45; 3,14159, v2.0.1"
    found = {hash_term(f"\2{number}") for number in ("1140", "12500", "34", "3900", "10", "45", "55", "14159")}
    assert set(count_names(text, ())) == found


def sign(number: int, text: str, hours: float = 0) -> Signature:
    entry = StoryEntry(number, f"feed{number}", "Marigold aground off Tern Point", text, NOW + int(hours * HOUR), "en")
    return StoryGrouper(MemoryIndex(WINDOW)).place_all([entry])[0].signature


def test_length_of_a_text_is_kept_in_steps() -> None:
    assert [sign(1, MORE[:size]).length for size in (0, 100, 10_000)] == [0, 8, 160]
    signature = sign(1, TOLD)
    assert Signature.unpack(signature.pack()).length == signature.length == 16
    assert Signature.unpack(signature._replace(length=10_000).pack()).length == 248


def test_long_texts_share_less_of_what_is_rare_in_them_and_count_more() -> None:
    index = MemoryIndex(WINDOW)
    words = (TOLD, TOLD.replace("many", "forty"))
    entries = [StoryEntry(n, f"feed{n}", "Marigold aground", text, NOW, "en") for n, text in enumerate(words)]
    StoryGrouper(index).place_all(entries)
    short = index.read_entries([0, 1])
    signatures = [each.signature._replace(length=240, sketch=tuple(range(24 * n, 24 * n + 24)))
                  for n, each in enumerate(short)]  # fmt: skip
    one, other = [IndexedEntry(n, n, f"feed{n}", NOW, signature) for n, signature in enumerate(signatures)]
    unsure = [
        IndexedEntry(n, n, f"feed{n}", NOW, signature._replace(length=0)) for n, signature in enumerate(signatures)
    ]
    strict = StoryWeights(poor=0.8)
    assert score_entries(one, other, strict) == pytest.approx(1.4 / 0.8 * score_entries(unsure[0], unsure[1], strict))


def test_texts_of_one_half_day_are_of_one_time_unless_the_gauge_is_strict() -> None:
    index = MemoryIndex(WINDOW)
    texts = (
        TOLD,
        "Captain Ida Brandvold thanked rescuers who freed the Marigold from a sandbank near Tern Point today.",
    )
    entries = [StoryEntry(n, f"feed{n}", "Marigold", text, NOW, "en") for n, text in enumerate(texts)]
    StoryGrouper(index).place_all(entries)
    one, other = index.read_entries([0, 1])
    later = IndexedEntry(1, 1, other.feed, NOW + 12 * HOUR, other.signature)
    assert score_entries(one, later) == score_entries(one, other) > 0
    assert score_entries(one, later, FOLDED.weights) < score_entries(one, other, FOLDED.weights)

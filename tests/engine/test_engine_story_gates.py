"""Each gate by itself, and what must hold of any input."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tuinews.engine.stories.gates import GATES
from tuinews.engine.stories.grouper import GROUPED, WINDOW, StoryGrouper
from tuinews.engine.stories.index import IndexedEntry
from tuinews.engine.stories.memory_index import MemoryIndex
from tuinews.engine.stories.names_across import reduce_name
from tuinews.engine.stories.placement import NO_PINS, Pins, Placement, StoryEntry
from tuinews.engine.stories.signature import EMPTY_SIGNATURE, Signature, glance
from tuinews.engine.stories.similarity import score_entries
from tuinews.engine.stories.words import find_tokens, fold_word
from tuinews.model.clock import HOUR

NOW = 1_790_000_000
FERRY = (
    "Captain Ida Brandvold said that all 140 passengers of the ferry Marigold were calm on the sandbank off Tern Point."
)


def entry(number: int, title: str, text: str = "", *, feed: str = "", hours: float = 0, **more: str) -> StoryEntry:
    return StoryEntry(number, feed or f"feed{number}", title, text, NOW + int(hours * HOUR), **more)


def place(*entries: StoryEntry, pins: Pins = NO_PINS) -> list[Placement]:
    return StoryGrouper(MemoryIndex(WINDOW), GROUPED, pins).place_all(entries)


def gate_between(one: StoryEntry, other: StoryEntry) -> str:
    """Return the gate that the second of two entries met, as its evidence or what is near says."""
    placement = place(one, other)[1]
    assert not placement.joined
    return next(iter((*placement.evidence.gates, *(near.gate for near in placement.near if near.gate))), "")


def test_two_tellings_of_an_event_are_one_story_with_the_words_that_say_so() -> None:
    first, second = place(
        entry(1, "Ferry Marigold runs aground off Tern Point", FERRY),
        entry(
            2, "Marigold aground: Brandvold calms passengers", "The ferry Marigold is stuck off Tern Point.", hours=2
        ),
    )
    assert (first.story, second.story) == (1, 1)
    assert second.joined
    assert "Marigold" in second.evidence.words
    assert 0 < second.evidence.score <= 1


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        (
            "column",
            entry(1, "Shares close higher as traders weigh wages", "The index rose.", feed="a"),
            entry(2, "Shares close lower as traders weigh wheat", "The index fell.", feed="a", hours=24),
        ),
        (
            "column",
            entry(1, "Morning briefing", "The ferry Marigold, the mayor of Easterby and a vote on benches.", feed="a"),
            entry(
                2, "Marigold, Easterby and benches: ferry, mayor, vote", "The mayor of Easterby on the ferry Marigold."
            ),
        ),
        (
            "record",
            entry(1, "Filing 0001720243 of Alder Bay Shipping", "The filing of Alder Bay Shipping.", feed="a"),
            entry(2, "Filing 0001786065 of Alder Bay Shipping", "The filing of Alder Bay Shipping.", feed="a", hours=1),
        ),
        (
            "template",
            entry(1, "Police: driver dies in crash on road near Alder Bay"),
            entry(2, "Police: driver dies in crash on road near Eastmere", hours=1),
        ),
        (
            "numbers",
            entry(1, "Quake of 4.1 shakes Corvane and Hartsea overnight"),
            entry(2, "Corvane and Hartsea feel quake of 5.6 overnight", hours=30),
        ),
        (
            "opinion",
            entry(1, "Ferry Marigold runs aground off Tern Point", FERRY),
            entry(2, "Opinion: the Marigold was bound to run aground off Tern Point", FERRY[:60], hours=3),
        ),
        ("scant", entry(1, "Marigold ferry"), entry(2, "Ferry Marigold sinking", hours=1)),
    ],
)
def test_gate_keeps_apart_what_is_close_in_words(name: str, one: StoryEntry, other: StoryEntry) -> None:
    assert gate_between(one, other) == name
    assert name in {gate.name for gate in GATES}


def test_address_of_an_opinion_counts_as_its_title() -> None:
    reply = entry(2, "The Marigold was bound to run aground", FERRY, hours=3, url="https://a.example/opinion/marigold")
    assert gate_between(entry(1, "Ferry Marigold runs aground off Tern Point", FERRY), reply) == "opinion"


def test_same_words_a_month_later_are_another_story() -> None:
    first, second = place(
        entry(1, "Ferry Marigold aground", FERRY), entry(2, "Ferry Marigold aground", FERRY, hours=800)
    )
    assert first.story != second.story


def test_names_carry_between_scripts() -> None:
    assert len({reduce_name(name) for name in ("Petra", "Петра", "بترا", "पेट्रा", "ペトラ")}) == 1
    english = "Ida Brandvold, captain of the ferry Marigold, and Osric Vane of Tern Point counted 1,140 passengers."
    russian = "Капитан парома «Мариголд» Ида Брандволд и Осрик Вейн насчитали 1140 пассажиров у мыса Терн."
    placements = place(
        entry(1, "Marigold aground: Brandvold and Vane count 1,140 passengers", english, lang="en"),
        entry(2, "«Мариголд» на мели: Брандволд насчитала 1140 пассажиров", russian, lang="ru", hours=2),
    )
    assert placements[1].story == 1


def test_feeds_set_apart_stay_apart() -> None:
    pair = (entry(1, "Ferry Marigold aground", FERRY, feed="a"), entry(2, "Ferry Marigold aground", FERRY, feed="b"))
    assert place(*pair)[1].joined
    apart = place(*pair, pins=Pins(feeds_apart=frozenset({frozenset({"a", "b"})})))[1]
    assert not apart.joined
    assert apart.evidence.gates == ("apart",)


def test_stories_that_were_split_are_not_merged_again() -> None:
    pins = Pins(stories_apart=frozenset({frozenset({1, 2})}))
    tellings = (
        entry(1, "Ferry Marigold runs aground off Tern Point", "The ferry Marigold."),
        entry(2, "Captain Brandvold calm on sandbank", "Captain Ida Brandvold and 140 passengers."),
        entry(3, "Marigold aground off Tern Point, captain Brandvold calm on sandbank", FERRY, hours=1),
    )
    assert (place(*tellings)[2].story, place(*tellings)[2].merges) == (2, (1,))
    assert place(*tellings, pins=pins)[2].merges == ()


@pytest.mark.parametrize(
    ("written", "folded"),
    [("Brandvold's", "brandv"), ("İSTANBUL'da", "istanb"), ("القاهرة", "قاهرة"), ("Énergie", "energi"), ("U.S", "us")],
)
def test_words_are_folded(written: str, folded: str) -> None:
    assert fold_word(written) == folded


def test_scripts_without_spaces_have_pairs_for_words_and_vowel_signs_belong_to_words() -> None:
    assert find_tokens("鯨が外海") == ["鯨が", "が外", "外海"]
    assert find_tokens("सुनकोट पुल") == ["सुनकोट", "पुल"]


def test_signature_comes_back_as_it_was_packed() -> None:
    signature = place(entry(1, "Ferry Marigold aground at 5.2 knots", FERRY, lang="en"))[0].signature
    assert Signature.unpack(signature.pack()) == signature
    assert Signature.unpack(b"") == EMPTY_SIGNATURE
    assert Signature.unpack(signature.pack()[:-1]) == EMPTY_SIGNATURE
    assert Signature.unpack(b"\xff" + signature.pack()[1:]) == EMPTY_SIGNATURE


class CountingIndex(MemoryIndex):
    """Counts the entries that are looked at."""

    looked_at = 0

    def read_entries(self, entries: Sequence[int]) -> Sequence[IndexedEntry]:
        self.looked_at += len(entries)
        return super().read_entries(entries)


def test_each_entry_is_compared_with_a_bounded_number_of_others() -> None:
    index = CountingIndex(WINDOW)
    entries = [entry(n, "Ferry Marigold runs aground off Tern Point", hours=n / 100) for n in range(400)]
    StoryGrouper(index).place_all(entries)
    assert index.looked_at <= 60 * len(entries)


texts = st.text(max_size=200) | st.sampled_from(["", " ", "\0", "a" * 5_000, "🏳️‍🌈" * 50, "१२३ ४", "'", "—:;|", "٣٫١٤"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(texts, texts, texts, st.none() | st.integers(-(10**11), 10**11)), max_size=8))
def test_any_text_is_placed(rows: list[tuple[str, str, str, int | None]]) -> None:
    entries = [StoryEntry(n, feed, title, text, moment) for n, (feed, title, text, moment) in enumerate(rows)]
    placements = place(*entries)
    assert [placement.entry for placement in placements] == list(range(len(rows)))
    for placement in placements:
        assert placement.story <= placement.entry
        assert Signature.unpack(placement.signature.pack()) == placement.signature
        for other in placements:
            _compare_at_a_glance(placement, other)


def _compare_at_a_glance(placement: Placement, other: Placement) -> None:
    """What is found at a glance is what is found closely, or the score is too low."""
    one = IndexedEntry(0, 0, placement.feed, placement.moment, placement.signature)
    packed, whole = (
        IndexedEntry(1, 1, other.feed, other.moment, signature)
        for signature in (other.signature.pack(), other.signature)
    )
    assert packed.glance(one.signature.terms) == whole.glance(one.signature.terms)
    score = score_entries(one, whole)
    for least in (0.05, 0.11, 0.4):
        assert score_entries(one, packed, least=least) == (score if score >= least else 0.0)


def test_damaged_and_older_bytes_share_nothing_at_a_glance() -> None:
    signature = place(entry(0, "Ferry Marigold runs aground off Tern Point"))[0].signature
    packed = signature.pack()
    assert glance(packed, signature.terms)[1] > 0
    for damaged in (b"", packed[:20], packed[:-1], b"\xff" + packed[1:]):
        assert glance(damaged, signature.terms) == (0, 0)


@settings(max_examples=25, deadline=None)
@given(st.permutations(range(6)))
def test_the_order_within_a_minute_changes_neither_columns_nor_copies(order: list[int]) -> None:
    text = FERRY + " By noon a crowd had gathered, and by evening somebody was selling soup on the quay. " * 2
    entries = [
        *(entry(n, "Ferry Marigold runs aground off Tern Point", text + f"By our reporter {n}.") for n in range(4)),
        entry(4, "Morning briefing", "Good morning. Today: the ferry Marigold; Tern Point; soup.", feed="a"),
        entry(5, "Weather for Tuesday: fog off Tern Point", "Fog off Tern Point and on the ferry Marigold.", feed="b"),
    ]
    stories = {placement.entry: placement.story for placement in place(*(entries[n] for n in order))}
    assert len({stories[n] for n in range(4)}) == 1
    assert stories[4] == 4
    assert stories[5] == 5


SAID = "The body of every entry of this feed is the same sentence, which says how to write to those who make it."


@pytest.mark.parametrize(
    "titles",
    [
        ("Entry number 3 of the feed about things", "Entry number 4 of the feed about things"),
        ("Release v1.3.0", "Release v1.4.0"),
        ("Marigold 128.0.1 released for all platforms", "Marigold 128.0.2 released for all platforms"),
        ("Nightly build 2026.11.29 is out", "Nightly build 2026.11.30 is out"),
        ("Filing 0001720243 of Alder Bay Shipping", "Filing 0001720999 of Alder Bay Shipping"),
        ("Morning briefing: what to know today", "Morning briefing: what to know on Tuesday"),
        ("Title 01 harmless and fine", "Title 02 harmless and fine"),
        ("Episode 7", "Episode 8"),
        ("A walk to the upper mill and back", "Bread that was baked twice"),
        ("Morning paper with coffee", "Morning paper with tea"),
    ],
)
@pytest.mark.parametrize("hours", [0, 1, 30])
def test_what_one_feed_fills_into_a_form_is_not_one_story(titles: tuple[str, str], hours: float) -> None:
    one, other = (entry(number, title, SAID, feed="a", hours=hours * number) for number, title in enumerate(titles))
    assert not place(one, other)[1].joined


@pytest.mark.parametrize("hours", [0, 1, 30])
@pytest.mark.parametrize(("one", "other"), [("3", "4"), ("128.0.1", "128.0.2"), ("0001720243", "0001720999")])
def test_titles_that_differ_in_their_number_alone_are_not_one_story_of_several_feeds(
    one: str, other: str, hours: float
) -> None:
    first, second = (f"Entry number {number} of the feed about things" for number in (one, other))
    assert not place(entry(1, first, SAID), entry(2, second, SAID, hours=hours))[1].joined


def test_a_feed_that_has_an_article_again_tells_one_story() -> None:
    one = entry(1, "Ferry Marigold runs aground off Tern Point", FERRY, feed="a")
    again = entry(2, "Ferry Marigold runs aground off Tern Point", FERRY, feed="a", hours=2)
    assert place(one, again)[1].joined

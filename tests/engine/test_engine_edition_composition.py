"""What an edition has: fitted to minutes, nothing twice, sources that do not copy each other."""

from itertools import pairwise
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tuinews.engine.editions.composition import SECTIONS, choose_lead, compose, count_sources, keys_of, spread_feeds
from tuinews.model.ids import EntryId
from tuinews.model.reports.edition import EditionOffer


def offer(number: int, minutes: int = 2, *, feed: int = 1, **more: Any) -> EditionOffer:
    return EditionOffer(EntryId(number), feed, 1_000 - number, minutes)._replace(**more)


OFFERS = st.builds(
    offer,
    st.integers(1, 40),
    st.integers(0, 12),
    feed=st.integers(1, 5),
    story_id=st.none() | st.integers(1, 5),
    text_id=st.none() | st.integers(1, 3),
)


@given(st.fixed_dictionaries({plan.name: st.lists(OFFERS, max_size=25) for plan in SECTIONS}), st.integers(1, 60))
def test_nothing_is_twice_in_an_edition_and_all_fits(offers: dict[str, list[EditionOffer]], budget: int) -> None:
    chosen = compose(offers, budget)
    flat = [one for mine in chosen.values() for one in mine]
    assert sum(one.cost for one in flat) <= budget
    seen: set[tuple[str, int]] = set()
    for one in flat:
        assert seen.isdisjoint(keys_of(one))
        seen |= keys_of(one)
    rest = budget - sum(one.cost for one in flat)
    left = [one for mine in offers.values() for one in mine if seen.isdisjoint(keys_of(one))]
    assert all(one.cost > rest for one in left), "what fits is not left out"
    assert chosen == compose(offers, budget)


def test_every_section_has_its_best_before_one_has_all() -> None:
    chosen = compose(
        {
            "top_stories": [offer(n) for n in range(1, 10)],
            "followed": [offer(n) for n in range(11, 20)],
            "quiet_feeds": [offer(21)],
            "long_reads": [offer(31, 14), offer(32, 8)],
            "more": [offer(n) for n in range(41, 60)],
        },
        15,
    )
    assert [one.id for one in chosen["long_reads"]] == [32], "the first that fits"
    assert {name: len(mine) for name, mine in chosen.items()} == {
        "top_stories": 1, "followed": 1, "quiet_feeds": 1, "long_reads": 1, "more": 0,
    }  # fmt: skip
    wide = compose({"top_stories": [offer(n) for n in range(1, 30)], "more": [offer(41)]}, 15)
    assert [one.id for one in wide["top_stories"]] == [1, 2, 3, 4, 5, 6, 7], (
        "what others do not need is there to be used"
    )


def test_copies_of_one_agency_are_one_source() -> None:
    told = [
        offer(1, feed=1, agency="ANP"),
        offer(2, feed=2, agency="anp"),
        offer(3, feed=3, text_id=7),
        offer(4, feed=4, text_id=7),
        offer(5, feed=5),
        offer(6, feed=5),
    ]
    assert count_sources(told) == 3
    bridge = offer(7, feed=3, agency="ANP")
    assert count_sources([*told, bridge]) == 2, "what copies from both makes them one"


def test_the_entry_that_stands_for_a_story_says_enough_and_no_more() -> None:
    assert choose_lead([offer(1, 1), offer(2, 5), offer(3, 40)]).id == 2
    assert choose_lead([offer(2, 1), offer(1, 1)]).id == 1


def test_of_each_feed_the_newest_comes_first() -> None:
    spread = spread_feeds([offer(1, feed=1), offer(2, feed=1), offer(3, feed=2), offer(4, feed=1)])
    assert [one.id for one in spread] == [1, 3, 2, 4]
    assert [one.moment for one in spread[:2]] == sorted((one.moment for one in spread[:2]), reverse=True)
    assert all(a.moment > b.moment for a, b in pairwise(spread[2:]))

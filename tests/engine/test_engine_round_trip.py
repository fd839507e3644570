"""What a user sets of a feed goes out with an export and comes back with an import, whatever options there will be."""

import json
from dataclasses import fields, replace
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tuinews.cli.json_shapes import subscription_shape
from tuinews.engine.feeds.lists import export_opml
from tuinews.model.feed import Feed, FeedCard, FeedOptions
from tuinews.model.ids import FeedId
from tuinews.model.option_values import options_as_attributes, options_as_values, read_options
from tuinews.model.parsed import Outline, SubscriptionList
from tuinews.model.text import safe_text
from tuinews.parse import parse_opml, parse_own_list

QUERIES = st.sampled_from(["", "is:unread", 'title:/quiz|"horoscope"/', "tag:sea -author:ann", "a < b & c"])
SPELLED = {
    "mark_read": QUERIES,
    "shelf_life": st.sampled_from(["", "auto", "never", "3h", "36h", "1d", "2w"]),
    "pause_until": st.sampled_from(["", "2031-02-28"]),
}
"""Values of options that are not just any text."""

NAMES = st.text(st.characters(codec="utf-8"), max_size=12).map(safe_text).filter(bool)


def _values(name: str, kind: Any) -> st.SearchStrategy[Any]:
    """Values of one option, by its type: an option of a type that nobody has thought of here fails the test."""
    if name in SPELLED:
        return SPELLED[name]
    if NoneType in get_args(kind):
        (inner,) = (part for part in get_args(kind) if part is not NoneType)
        return st.none() | _values(name, inner)
    return {bool: st.booleans(), int: st.integers(1, 10**8), str: st.just("") | NAMES}[kind]


TYPES = get_type_hints(FeedOptions)
OPTIONS = st.builds(
    FeedOptions, **{field.name: _values(field.name, TYPES[field.name]) for field in fields(FeedOptions)}
)
FEEDS = st.builds(
    Feed,
    id=st.just(FeedId(1)),
    url=st.sampled_from(["https://bell.example/rss", "http://127.0.0.1:8080/?a=1&b=2"]),
    title=NAMES,
    folder=st.lists(NAMES, max_size=3).map(tuple),
    card=st.builds(FeedCard, title=st.just("") | NAMES),
    tags=st.lists(NAMES, max_size=3, unique=True).map(tuple),
    hidden=st.booleans(),
    options=OPTIONS,
)
unhurried = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def carried(found: SubscriptionList | object) -> Outline:
    assert isinstance(found, SubscriptionList)
    assert not found.cut
    (outline,) = found.outlines
    return outline


def wanted(feed: Feed) -> tuple[object, ...]:
    own = feed.own_title
    return feed.url, own, feed.folder, feed.tags, feed.hidden, feed.options


def found(outline: Outline) -> tuple[object, ...]:
    own = outline.title if outline.title != outline.feed_title else ""
    options = outline.options or FeedOptions()
    return outline.url, own, outline.folder, outline.tags, outline.hidden, options


@unhurried
@given(FEEDS)
def test_json_carries_all_that_a_user_set(feed: Feed) -> None:
    assert found(carried(parse_own_list(json.dumps([subscription_shape(feed)]).encode()))) == wanted(feed)


@unhurried
@given(FEEDS)
def test_opml_carries_all_that_a_user_set(feed: Feed) -> None:
    assert found(carried(parse_opml(export_opml([feed])))) == wanted(feed)


@unhurried
@given(OPTIONS)
def test_options_are_the_same_as_values_and_as_attributes(options: FeedOptions) -> None:
    assert set(options_as_values(options)) == {field.name for field in fields(FeedOptions)}
    assert read_options(options_as_values(options)) == options
    assert (read_options(options_as_attributes(options)) or FeedOptions()) == options


@pytest.mark.parametrize("bad", [0, -1, True, "x", 1.5, [], {}, None, 10**30, "９", "1e9", "\x1b[2J"])
def test_what_is_no_value_of_an_option_changes_nothing(bad: object) -> None:
    values = dict.fromkeys((field.name for field in fields(FeedOptions)), bad)
    read = read_options(values)
    assert read is not None
    for name, kind in TYPES.items():
        value = getattr(read, name)
        assert value == getattr(FeedOptions(), name) or isinstance(
            value, (*get_args(kind), kind) if get_args(kind) else kind
        )
        assert "\x1b" not in str(value)


def test_a_rule_that_cannot_be_read_is_left_out() -> None:
    assert read_options({"mark_read": "(((", "keep": 5}) == FeedOptions(keep=5)


def test_lists_of_others_say_nothing_of_options() -> None:
    (outline,) = carried_all(b'<opml><body><outline text="A" xmlUrl="https://a.example/"/></body></opml>')
    assert (outline.options, outline.feed_title) == (None, "")
    feed = Feed(FeedId(1), "https://a.example/", safe_text("A"), card=FeedCard(title=safe_text("A")))
    text = export_opml([feed]).decode()
    assert "tuinews:feed_title" in text
    assert not [field.name for field in fields(FeedOptions) if f"tuinews:{field.name}" in text]
    assert found(carried(parse_opml(export_opml([replace(feed, title=safe_text("Mine"))]))))[1] == "Mine"


def carried_all(data: bytes) -> tuple[Outline, ...]:
    read = parse_opml(data)
    assert isinstance(read, SubscriptionList)
    return read.outlines

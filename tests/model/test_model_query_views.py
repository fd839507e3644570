"""`view:` in queries: what the view asks stands in the place of its name."""

from collections.abc import Mapping

import pytest

from tuinews.model.query import Not, Order, find_view_names, parse_query, replace_views
from tuinews.model.query.tree import Everything

NOW = 1_800_000_000
VIEWS = {
    "coast": "tag:ferries OR folder:Coast",
    "old": "older:1w sort:oldest",
    "both": "view:Coast -view:old",
    "7": "is:later",
}


def whole(text: str, views: Mapping[str, str] = VIEWS) -> object:
    return replace_views(parse_query(text, NOW), views, NOW).condition


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("view:Coast", "tag:ferries OR folder:Coast"),
        ("view:COAST is:unread", "(tag:ferries OR folder:Coast) is:unread"),
        ("view:both", "(tag:ferries OR folder:Coast) -older:1w"),
        ("view:7 OR view:saved", "is:later OR is:starred"),
        ("view:Inbox", "is:unread -is:aged"),
        ('-view:"All articles"', "-()"),
    ],
)
def test_a_view_stands_for_what_it_asks(text: str, same: str) -> None:
    wanted = Not(Everything()) if same == "-()" else parse_query(same, NOW).condition
    assert whole(text) == wanted


def test_a_view_alone_brings_its_order_and_any_other_order_wins() -> None:
    assert replace_views(parse_query("view:old", NOW), VIEWS, NOW).order is Order.OLDEST
    assert replace_views(parse_query("view:old sort:title", NOW), VIEWS, NOW).order is Order.TITLE
    assert replace_views(parse_query("view:old is:read", NOW), VIEWS, NOW).order is Order.NEWEST


@pytest.mark.parametrize("views", [{}, {"a": "view:a"}, {"a": "view:b", "b": "view:a"}, {"a": "colour:red"}])
def test_a_view_that_is_none_or_leads_back_to_itself_matches_nothing(views: Mapping[str, str]) -> None:
    assert whole("view:a", views) == Not(Everything())


def test_views_that_double_at_each_step_come_to_an_end() -> None:
    views = {str(step): f"view:{step + 1} OR view:{step + 1}" for step in range(100, 150)}
    assert find_view_names(replace_views(parse_query("view:100", NOW), views, NOW).condition) == ()

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tuinews.model.query.completion import complete_query

NAMES = {"tag": ["Sea", "North Korea", 'a "b"'], "feed": ["Harbour Post"], "folder": ["World/Asia"], "lang": ["de"]}


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("", ""),
        ("s", ""),
        ("au", "author:"),
        ("storm ti", "storm title:"),
        ("is:un", "is:unread"),
        ("-is:st", "-is:starred"),
        ("(is:unread OR has:im", "(is:unread OR has:image"),
        ("sort:rel", "sort:relevance"),
        ("tag:s", "tag:sea"),
        ('tag:"nor', 'tag:"north Korea"'),
        ("tag:", "tag:Sea"),
        ("feed:", 'feed:"Harbour Post"'),
        ('tag:"a ', 'tag:"a \\"b\\""'),
        ("folder:wo", "folder:world/Asia"),
        ("newer:", "newer:1d"),
        ("fit:", "fit:15m"),
        ("lang:d", "lang:de"),
        ("tag:Sea", ""),
        ("tag:Sea ", ""),
        ("nothing:x", ""),
        ('"is:un', ""),
    ],
)
def test_the_last_part_is_completed(typed: str, completed: str) -> None:
    assert complete_query(typed, NAMES) == completed


@given(st.text(alphabet='abist:"(- \\OR', max_size=12))
def test_what_is_offered_goes_on_from_what_was_typed(typed: str) -> None:
    offered = complete_query(typed, NAMES)

    assert not offered or (offered.startswith(typed) and len(offered) > len(typed))

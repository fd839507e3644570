import pytest

from cli.door import Tuinews, Web


def test_views_are_saved_listed_counted_and_removed(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    assert tuinews("views").err.startswith("No views yet")
    added = tuinews("views", "add", "Coast", "is:unread", "feed:courier", "--json")
    assert added.code == 0, added.err
    tuinews("views", "add", "Unread ferries", "is:unread title:ferry")
    tuinews("mark", "read", "1")
    views = tuinews("views", "--json").json()
    assert [(view["name"], view["query"]) for view in views] == [
        ("Coast", "is:unread feed:courier"),
        ("Unread ferries", "is:unread title:ferry"),
    ]
    assert views[0]["unread"] == views[0]["total"] == 1
    assert tuinews("views").out.splitlines()[0].split("\t")[1] == "Coast"
    assert tuinews("views", "remove", "coast").code == 0
    assert [view["name"] for view in tuinews("views", "--json").json()] == ["Unread ferries"]
    tuinews("undo")
    assert [view["name"] for view in tuinews("views", "--json").json()] == ["Coast", "Unread ferries"]


def test_a_view_that_asks_for_words_counts_what_no_search_knows_yet(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    tuinews("views", "add", "Quoted", "outcrop")
    tuinews("tag", "1", "+outcrop")
    (view,) = tuinews("views", "--json").json()
    assert (view["unread"], view["total"]) == (1, 1)


def test_saving_under_the_same_name_replaces(tuinews: Tuinews) -> None:
    tuinews("views", "add", "Coast", "ferry")
    tuinews("views", "add", "COAST", "harbour")
    (view,) = tuinews("views", "--json").json()
    assert (view["name"], view["query"]) == ("COAST", "harbour")
    tuinews("undo")
    (view,) = tuinews("views", "--json").json()
    assert (view["name"], view["query"]) == ("Coast", "ferry")


@pytest.mark.parametrize(
    "words", [("add",), ("add", "Coast"), ("add", "Coast", "is:odd"), ("remove", "nothing"), ("show",), ("list", "x")]
)
def test_what_is_no_view_is_wrong_usage(tuinews: Tuinews, words: tuple[str, ...]) -> None:
    result = tuinews("views", *words)
    assert (result.code, result.err.count("\n")) == (2, 1)

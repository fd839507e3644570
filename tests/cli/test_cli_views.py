import pytest

from cli.door import Tuinews, Web
from tuinews.engine.views import BUILT_IN
from tuinews.model.text import fold
from tuinews.ui.places import EVERYTHING, INBOX, LATER, SAVED


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


def test_a_view_that_is_replaced_is_told_and_comes_back(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    added = tuinews("views", "add", "Coast", "gannet", "--json").json()
    assert (added["unread"], added["total"]) == (1, 1), "counted at once"
    replaced = tuinews("views", "add", "coast", "is:read")
    assert replaced.err == "Replaced view coast, which was gannet, by is:read: `tuinews undo` brings it back.\n"
    tuinews("undo")
    assert [view["query"] for view in tuinews("views", "--json").json()] == ["gannet"]


def test_the_places_that_are_there_anyway_are_the_readers() -> None:
    assert {fold(place.name) for place in (INBOX, EVERYTHING, SAVED, LATER)} < BUILT_IN


@pytest.mark.parametrize("name", ["Inbox", "INBOX ", "Saved", "starred", "All  articles", "topics"])
def test_no_view_is_called_like_a_place_that_is_there_anyway(tuinews: Tuinews, name: str) -> None:
    result = tuinews("views", "add", name, "is:unread")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert tuinews("views", "--json").json() == []


@pytest.mark.parametrize(
    "words", [("add",), ("add", "Coast"), ("add", "Coast", "is:odd"), ("remove", "nothing"), ("show",), ("list", "x")]
)
def test_what_is_no_view_is_wrong_usage(tuinews: Tuinews, words: tuple[str, ...]) -> None:
    result = tuinews("views", *words)
    assert (result.code, result.err.count("\n")) == (2, 1)


def test_a_view_gets_another_query_or_name_and_keeps_the_other(tuinews: Tuinews) -> None:
    for name in ("Coast", "Hills"):
        tuinews("views", "add", name, "is:unread")
    assert tuinews("views", "edit", "coast", "is:starred", "sort:oldest", "--json").json() == {
        **tuinews("views", "--json").json()[0],
        "name": "Coast",
        "query": "is:starred sort:oldest",
    }
    assert tuinews("views", "edit", "1", "--name", "Shore").code == 0
    assert [(view["name"], view["query"]) for view in tuinews("views", "--json").json()] == [
        ("Shore", "is:starred sort:oldest"),
        ("Hills", "is:unread"),
    ]
    tuinews("undo")
    assert tuinews("views", "--json").json()[0]["name"] == "Coast"


@pytest.mark.parametrize(
    "words",
    [
        ("edit", "Coast", "--name", "Hills"),
        ("edit", "Coast", "--name", "Inbox"),
        ("edit", "Coast", "--name", ""),
        ("edit", "Coast", "is:nothing"),
        ("edit", "Nowhere", "is:unread"),
        ("edit", "Coast"),
        ("remove", "Coast", "--name", "Shore"),
    ],
)
def test_a_view_that_cannot_be_changed_so_stays(tuinews: Tuinews, words: tuple[str, ...]) -> None:
    for name in ("Coast", "Hills"):
        tuinews("views", "add", name, "is:unread")
    before = tuinews("views", "--json").json()
    result = tuinews("views", *words)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert tuinews("views", "--json").json() == before


def test_a_view_has_keys_and_a_folder_which_undo_takes_back(tuinews: Tuinews) -> None:
    made = tuinews("views", "add", "Coast", "is:unread", "--key", "g  1", "--folder", "World/Sea", "--json").json()
    assert (made["key"], made["folder"]) == ("g 1", ["World", "Sea"])
    assert tuinews("views", "edit", "Coast", "--key", "f6").code == 0
    (view,) = tuinews("views", "--json").json()
    assert (view["key"], view["folder"], view["query"]) == ("f6", ["World", "Sea"], "is:unread")
    assert "leads to the view Coast" in tuinews("views", "add", "Sea", "is:unread", "--key", "f6").err
    assert "is no key" in tuinews("views", "add", "Sea", "is:unread", "--key", "nokey").err
    assert tuinews("views", "remove", "Coast", "--key", "f6").code == 2
    assert tuinews("undo").code == 0
    assert tuinews("views", "--json").json()[0]["key"] == "g 1"

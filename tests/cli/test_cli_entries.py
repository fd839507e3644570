import pytest

from cli.door import Page, Tuinews, Web

ENTRY_KEYS = [
    "id",
    "feed_id",
    "feed",
    "title",
    "url",
    "author",
    "agency",
    "place",
    "source",
    "published",
    "updated",
    "first_seen",
    "tags",
    "user_tags",
    "related",
    "enclosures",
    "images",
    "lang",
    "read",
    "starred",
    "later",
    "reading_minutes",
    "story_id",
    "aged",
    "note",
]

FERRY = "Ferry “Gannet” reaches Port Aldry after a night in the fog"


@pytest.fixture
def filled(tuinews: Tuinews, web: Web) -> Tuinews:
    assert tuinews("add", web.serve_portal()).code == 0
    return tuinews


def test_list_is_tab_separated_in_a_pipe(filled: Tuinews) -> None:
    result = filled("list")
    first, second = (line.split("\t") for line in result.out.splitlines())
    assert first[1:] == ["2026-11-14T05:42:00Z", "The Oribel Courier", FERRY]
    assert second[3] == "Lighthouse keepers ask for a second lamp"
    assert not result.err


def test_list_as_json_has_exactly_the_contracts_keys(filled: Tuinews, web: Web) -> None:
    first, _second = filled("list", "--json").json()
    assert list(first) == ENTRY_KEYS
    assert first["title"] == FERRY
    assert first["url"] == f"{web.base}/coast/ferry-gannet-reaches-port-aldry"
    assert first["author"] == "AFP"
    assert first["published"] == "2026-11-14T05:42:00Z"
    assert first["first_seen"].endswith("Z")
    assert first["updated"] is None
    assert first["place"] is None
    assert first["source"] is None
    assert first["story_id"] is None
    assert (first["read"], first["starred"], first["later"]) == (False, False, False)
    assert "" not in first.values()


def test_an_entry_without_anything_to_be_called_by_is_untitled(tuinews: Tuinews, web: Web) -> None:
    web.pages["/feed"] = Page(b"<rss><channel><title>S</title><item><guid>1</guid></item></channel></rss>", "text/xml")
    tuinews("add", f"{web.base}/feed")
    assert tuinews("list").out.endswith("\tUntitled\n")
    assert tuinews("list", "--json").json()[0]["title"] is None


def test_an_empty_list_is_a_document_too(tuinews: Tuinews) -> None:
    assert tuinews("list", "--json").json() == []


@pytest.mark.parametrize("limit", ["-3", "few", "1.5"])
def test_a_limit_that_counts_nothing_is_one_sentence(filled: Tuinews, limit: str) -> None:
    result = filled("list", "--limit", limit)
    assert (result.code, result.err) == (
        2,
        "tuinews: --limit counts headlines: write a positive number, or 0 for all.\n",
    )


def test_queries_sort_and_limit(filled: Tuinews) -> None:
    assert filled("count").out == "2\n"
    assert filled("count", "title:ferry").out == "1\n"
    assert filled("count", "-title:ferry").out == "1\n"
    assert [line.split("\t")[3] for line in filled("list", "--sort", "oldest", "--limit", "1").out.splitlines()] == [
        "Lighthouse keepers ask for a second lamp"
    ]
    assert len(filled("list", "--limit", "0").out.splitlines()) == 2


def test_query_words_may_stand_around_options(filled: Tuinews) -> None:
    assert len(filled("list", "is:unread", "--limit", "5", "title:ferry").out.splitlines()) == 1


def test_a_query_that_cannot_be_read_is_wrong_usage(filled: Tuinews) -> None:
    result = filled("list", "colour:red")
    assert result.code == 2
    assert result.err.count("\n") == 1
    assert "colour" in result.err


def test_marks_by_id_by_url_and_by_query_can_be_undone(filled: Tuinews, web: Web) -> None:
    first = filled("list", "--json").json()[0]
    assert filled("mark", "read", first["id"]).code == 0
    assert filled("count", "is:unread").out == "1\n"
    assert filled("mark", "star", first["url"]).code == 0
    assert filled("count", "is:starred").out == "1\n"
    assert filled("mark", "later", "--query", "title:lamp").code == 0
    assert filled("count", "is:later").out == "1\n"
    assert filled("mark", "read", "--query", "is:unread").code == 0
    assert filled("count", "is:unread").out == "0\n"
    assert filled("undo").code == 0
    assert filled("count", "is:unread").out == "1\n"


def test_mark_needs_either_entries_or_a_query(filled: Tuinews) -> None:
    assert filled("mark", "read").code == 2
    assert filled("mark", "read", "1", "--query", "is:unread").code == 2


@pytest.mark.parametrize("words", [("mark", "read"), ("save",)])
@pytest.mark.parametrize("query", ["", " ", "-", "()", "sort:oldest"])
def test_a_query_without_a_condition_takes_nothing(filled: Tuinews, words: tuple[str, ...], query: str) -> None:
    result = filled(*words, f"--query={query}")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "is:unread" in result.err
    assert filled("count", "is:unread").out == "2\n"


@pytest.mark.parametrize("command", ["list", "count"])
def test_a_feed_or_folder_that_is_not_there_is_told(filled: Tuinews, command: str) -> None:
    result = filled(command, "feed:nosuch OR -folder:nowhere", "feed:courier")
    assert (result.code, result.err.count("\n")) == (0, 2)
    assert "No feed is called “nosuch”" in result.err
    assert "No folder or label is called “nowhere”" in result.err
    assert not filled(command, "feed:courier").err


def test_nothing_to_undo_is_no_failure(tuinews: Tuinews) -> None:
    result = tuinews("undo")
    assert result.code == 0
    assert "nothing" in result.err.lower()


@pytest.mark.parametrize("ref", ["999", "https://example.org/never-seen", "ferry"])
def test_an_unknown_entry_is_wrong_usage(filled: Tuinews, ref: str) -> None:
    result = filled("show", ref)
    assert result.code == 2
    assert not result.out
    assert result.err.count("\n") == 1


def test_own_tags_come_go_and_count_as_topics(filled: Tuinews) -> None:
    number = filled("list", "--json").json()[0]["id"]
    assert filled("tag", number, "+Ships", "+to quote").code == 0
    assert filled("tag", number, "-to quote").code == 0
    assert filled("list", "tag:ships", "--json").json()[0]["user_tags"] == ["Ships"]
    assert filled("tag", number).out.splitlines()[0] == "Ships"
    (ships,) = [topic for topic in filled("topics", "--json").json() if topic["topic"] == "Ships"]
    assert (ships["count"], ships["unread"], ships["own"], len(ships["trend"])) == (1, 1, True, 30)
    assert {"name": "Ships", "total": 1}.items() <= ships.items()
    assert "1\t1\tShips" in filled("topics").out.splitlines()


def test_a_tag_needs_its_sign(filled: Tuinews) -> None:
    assert filled("tag", "1", "Ships").code == 2
    assert filled("tag", "1", "+").code == 2


def test_a_search_says_in_json_where_it_found_what(filled: Tuinews) -> None:
    (found,) = filled("list", "gannet", "--json", "--sort", "relevance").json()
    assert list(found) == [*ENTRY_KEYS, "snippet", "snippet_marks"]
    for first, last in found["snippet_marks"]:
        assert found["snippet"][first:last].casefold().startswith("gannet")
    filled("views", "add", "Birds", "gannet")
    (same,) = filled("list", "view:Birds", "--json").json()
    assert same["snippet_marks"] == found["snippet_marks"]
    assert next(list(entry) for entry in filled("list", "feed:courier", "--json").json()) == ENTRY_KEYS

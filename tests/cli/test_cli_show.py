import json
from pathlib import Path

import pytest

from cli.door import Tuinews, Web

JUNK = ("Most clicked", "Onion prices", "Press Board", "Pass on", "morning letter", "READ ALSO", "House rules")


@pytest.fixture
def number(tuinews: Tuinews, web: Web) -> int:
    """The id of the portal's first entry."""
    tuinews("add", web.serve_portal())
    found: int = tuinews("list", "--json").json()[0]["id"]
    return found


def test_the_full_text_is_the_article_and_nothing_else(tuinews: Tuinews, web: Web, number: int) -> None:
    result = tuinews("show", number, "--full", "--json")
    assert result.code == 0, result.err
    entry = result.json()
    assert entry["full_text"] is True
    assert (entry["author"], entry["agency"]) == ("AFP", "AFP")
    assert entry["published"] == "2026-11-14T05:42:00Z"
    assert entry["tags"] == ["Ferries", "Fog", "Port Aldry"]
    assert [(link["title"], link["url"]) for link in entry["related"]] == [
        ("Lighthouse keepers ask for a second lamp", f"{web.base}/coast/lighthouse-keepers-ask-for-a-second-lamp"),
        ("A short history of fog in the strait", f"{web.base}/coast/a-short-history-of-fog"),
        ("What the horns mean, explained", f"{web.base}/bridges/what-the-horns-mean"),
    ]
    assert [link["entry_id"] is not None for link in entry["related"]] == [True, False, False]
    paragraphs = [part for part in entry["text"].split("\n\n") if part.strip()]
    assert len(paragraphs) == 7
    assert paragraphs[0].startswith("The ferry Gannet tied up")
    for form in ("text", "markdown", "html"):
        assert not [junk for junk in JUNK if junk in entry[form]]


def test_the_full_text_is_there_when_the_server_is_gone(tuinews: Tuinews, web: Web, number: int) -> None:
    before = tuinews("show", number, "--full", "--json").json()
    web.close()
    after = tuinews("show", number, "--full", "--json")
    assert after.code == 0
    assert after.json() == before
    assert tuinews("show", before["url"], "--json").json() == before


def test_without_full_the_feeds_text_is_shown_and_nothing_asked(tuinews: Tuinews, web: Web, number: int) -> None:
    web.asked.clear()
    entry = tuinews("show", number, "--json").json()
    assert entry["full_text"] is False
    assert entry["text"].startswith("The ferry Gannet tied up in Port Aldry on Saturday after eleven hours")
    assert not web.asked


def test_a_page_that_cannot_be_had_leaves_the_feeds_text_and_says_why(tuinews: Tuinews, web: Web, number: int) -> None:
    web.close()
    result = tuinews("show", number, "--full", "--json")
    assert result.code == 1
    assert result.json()["full_text"] is False
    assert result.err.count("\n") == 1


def test_text_has_masthead_body_and_what_else_to_read(tuinews: Tuinews, web: Web, number: int) -> None:
    out = tuinews("show", number, "--full", "--width", "60").out
    assert out.startswith("Ferry “Gannet” reaches")
    assert "The Oribel Courier · AFP" in out
    assert "#Ferries" in out
    assert f"{web.base}/bridges/what-the-horns-mean" in out
    assert all(len(line) <= 60 or "http" in line for line in out.splitlines())


def test_what_else_to_read_is_wrapped_as_well(tuinews: Tuinews, number: int) -> None:
    out = tuinews("show", number, "--full", "--width", "24").out
    lines = out.partition("Read also\n")[2].splitlines()
    assert lines[:2] == ["- Lighthouse keepers ask", "  for a second lamp"]
    assert all(len(line) <= 24 or "http" in line for line in lines)


def test_markdown_and_html_are_whole_documents(tuinews: Tuinews, web: Web, number: int) -> None:
    markdown = tuinews("show", number, "--full", "--format", "markdown").out
    assert markdown.startswith("# Ferry")
    assert "## Read also" in markdown
    html = tuinews("show", number, "--full", "--format", "html").out
    assert html.startswith("<!DOCTYPE html>")
    assert "<h1>Ferry" in html
    assert "<script" not in html


def test_a_page_of_ours_is_read_back_as_what_it_was(tuinews: Tuinews, web: Web, number: int, tmp_path: Path) -> None:
    entry = tuinews("show", number, "--full", "--json").json()
    (tmp_path / "page.html").write_text(tuinews("show", number, "--format", "html").out)
    (page,) = tuinews("inspect", "page", tmp_path / "page.html", "--url", entry["url"]).objects()
    for here, there in (
        ("title", "title"),
        ("author", "author"),
        ("date", "published"),
        ("tags", "tags"),
        ("text", "text"),
    ):
        assert page[here] == entry[there]
    assert page["html"] == entry["html"]
    assert [link["href"] for link in page["related"]] == [link["url"] for link in entry["related"]]


def test_too_narrow_is_wrong_usage(tuinews: Tuinews, number: int) -> None:
    assert tuinews("show", number, "--width", "3").code == 2


def test_plain_reading_prints_one_article_after_the_other(tuinews: Tuinews, number: int) -> None:
    result = tuinews("read", "--plain")
    assert result.code == 0
    assert result.out.startswith("Article 1 of 2.\n")
    assert "Article 2 of 2.\n" in result.out
    assert "\x1b" not in result.out
    assert tuinews("count", "is:unread").out == "2\n"
    assert tuinews("read").code == 2


def test_the_portals_article_is_exactly_what_is_expected(tuinews: Tuinews, web: Web, shared: Path) -> None:
    expected = json.loads((shared / "portal" / "expected.json").read_text())
    page = shared / "portal" / "article.html"
    web.serve("/s/world/north-korean-leader-kim-jong-un-arrives-in-russia", page, "text/html; charset=utf-8")
    url = web.serve("/feed.xml", shared / "portal" / "feed.xml", "application/rss+xml")
    feed = tuinews("add", url, "--json").json()
    assert feed["tagline"] == "Nepal's First Online News Portal"
    assert feed["editor"] == "Raju Silwal"
    assert feed["copyright"] == "© NepalNews. 2021 All rights reserved."
    assert tuinews("refresh", "--json").code == 0
    (listed,) = tuinews("list", "--json").json()
    entry = tuinews("show", listed["id"], "--full", "--json").json()
    for key in ("title", "author", "published", "tags"):
        assert entry[key] == expected[key]
    assert entry["agency"] == "ANI"
    assert entry["feed"] == expected["site"]
    assert [{"title": link["title"], "url": link["url"]} for link in entry["related"]] == [
        {"title": link["title"], "url": web.base + link["url"]} for link in expected["related"]
    ]
    assert [part.strip() for part in entry["text"].split("\n\n") if part.strip()] == expected["paragraphs"]
    for form in ("text", "markdown", "html"):
        assert not [junk for junk in expected["must_not_contain"] if junk in entry[form]]
    web.close()
    assert tuinews("show", listed["id"], "--full", "--json").json() == entry

import gzip
import io
import json
import sys
from pathlib import Path

import pytest

from cli.door import DATA, Tuinews

PORTAL = DATA / "portal"


def test_feed_shows_what_the_parser_makes_of_it(tuinews: Tuinews, home: Path) -> None:
    result = tuinews("inspect", "feed", PORTAL / "feed.xml", "--json")
    assert result.code == 0, result.err
    (shape,) = result.objects()
    assert set(shape) == {"file", "ms", "error", "title", "entries"}
    assert shape["error"] is None
    assert shape["ms"] > 0
    assert shape["title"] == "The Oribel Courier"
    first = shape["entries"][0]
    assert list(first) == ["title", "link", "id", "date", "text", "tags", "enclosures"]
    assert first["date"] == "2026-11-14T05:42:00Z"
    assert first["text"].startswith("The ferry Gannet")
    assert not (home / "data").exists()


def test_page_resolves_links_against_the_url(tuinews: Tuinews) -> None:
    (shape,) = tuinews(
        "inspect", "page", PORTAL / "article.html", "--url", "http://courier.example/coast/ferry"
    ).objects()
    assert set(shape) == {
        "file", "ms", "error", "title", "author", "agency", "date", "tags", "related", "text", "html",
    }  # fmt: skip
    assert shape["agency"] == "AFP"
    assert shape["related"][0] == {
        "title": "Lighthouse keepers ask for a second lamp",
        "href": "http://courier.example/coast/lighthouse-keepers-ask-for-a-second-lamp",
    }


def test_explain_tells_what_was_left_out_of_a_page_and_why(tuinews: Tuinews, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    prose = "<p>The ferry leaves at six, and whoever is late waits for the next one on the quay, in the rain.</p>" * 3
    page.write_text(f"<nav class='top'>Home</nav><article><h1>Ferry</h1>{prose}</article>", "utf-8")
    (plain,) = tuinews("inspect", "page", page).objects()
    (shape,) = tuinews("inspect", "page", page, "--explain").objects()
    assert list(shape) == [*plain, "cuts"]
    assert shape["text"] == plain["text"]
    assert {"what": "nav.top", "why": "a nav is no text", "text": "Home"} in shape["cuts"]


def test_explain_is_for_pages_and_tells_failures_as_ever(tuinews: Tuinews, tmp_path: Path) -> None:
    assert tuinews("inspect", "feed", PORTAL / "feed.xml", "--explain").code == 2
    empty = tmp_path / "empty.html"
    empty.write_text("<p></p>", "utf-8")
    (shape,) = tuinews("inspect", "page", empty, "--explain").objects()
    assert shape["error"]
    assert shape["cuts"] == []


def test_a_file_may_come_from_stdin(tuinews: Tuinews, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((PORTAL / "feed.xml").read_bytes())))
    (shape,) = tuinews("inspect", "feed", "-").objects()
    assert (shape["file"], shape["error"], shape["title"]) == ("-", None, "The Oribel Courier")


def test_a_page_in_a_feeds_place_is_a_sentence_with_or_without_its_address(tuinews: Tuinews) -> None:
    for words in ((), ("--url", "http://courier.example/")):
        (shape,) = tuinews("inspect", "feed", DATA / "site.html", *words).objects()
        assert shape["entries"] == []
        assert shape["error"].startswith("This is a web page")


def test_site_and_opml(tuinews: Tuinews) -> None:
    (site,) = tuinews("inspect", "site", DATA / "site.html", "--url", "http://courier.example/").objects()
    assert [feed["href"] for feed in site["feeds"]] == [
        "http://courier.example/coast.xml",
        "http://courier.example/hills.xml",
    ]
    assert set(site["feeds"][0]) == {"href", "title", "type"}
    (opml,) = tuinews("inspect", "opml", DATA / "feeds.opml").objects()
    assert opml["outlines"] == [
        {"folder": ["World", "Asia"], "title": "Courier", "url": "http://courier.example/feed.xml"},
        {"folder": [], "title": "Bell & Sons", "url": "http://bell.example/rss"},
    ]


def test_a_site_that_names_no_feed_has_none(tuinews: Tuinews, tmp_path: Path) -> None:
    (tmp_path / "bare.html").write_text("<html><body>Hello</body></html>")
    (site,) = tuinews("inspect", "site", tmp_path / "bare.html").objects()
    assert (site["feeds"], site["error"]) == ([], None)


def test_what_an_outline_lacks_is_null(tuinews: Tuinews, tmp_path: Path) -> None:
    opml = tmp_path / "list.opml"
    outlines = '<outline xmlUrl="http://b.example/"/><outline type="rss" url="x" xmlUrl=""/>'
    opml.write_text(f"<opml><body>{outlines}</body></opml>")
    (shape,) = tuinews("inspect", "opml", opml).objects()
    bare, nowhere = shape["outlines"]
    assert bare == {"folder": [], "title": None, "url": "http://b.example/"}
    assert (nowhere["title"], nowhere["url"]) == (None, None)
    assert nowhere["left_out"]


def test_gz_is_unpacked(tuinews: Tuinews, tmp_path: Path) -> None:
    packed = tmp_path / "feed.xml.gz"
    packed.write_bytes(gzip.compress((PORTAL / "feed.xml").read_bytes()))
    (shape,) = tuinews("inspect", "feed", packed).objects()
    assert len(shape["entries"]) == 2


def test_what_is_refused_is_an_object_in_its_place_not_an_exit(tuinews: Tuinews, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.xml.gz"
    damaged.write_bytes(gzip.compress(b"x" * 1000)[:20])
    files = (tmp_path / "missing.xml", damaged, DATA / "bare.html", PORTAL / "feed.xml")
    result = tuinews("inspect", "feed", *files)
    assert result.code == 0
    shapes = result.objects()
    assert [shape["file"] for shape in shapes] == [str(file) for file in files]
    assert [bool(shape["error"]) for shape in shapes] == [True, True, True, False]
    assert shapes[0]["entries"] == []


def test_a_feed_that_breaks_off_before_its_first_entry_is_told_as_when_it_is_added(
    tuinews: Tuinews, tmp_path: Path
) -> None:
    file = tmp_path / "cut.xml"
    file.write_text('<rss version="2.0"><channel><title>Bell')
    (shape,) = tuinews("inspect", "feed", file).objects()
    assert shape["error"].startswith("The feed breaks off (Premature end of data in tag title in line 1)")
    assert (shape["title"], shape["entries"]) == ("Bell", [])
    file.write_text('<rss version="2.0"><channel><item><title>One</title></item><item><title>Tw')
    (shape,) = tuinews("inspect", "feed", file).objects()
    assert shape["error"] is None
    assert shape["entries"][0]["title"] == "One"


def test_batch_reads_lines_and_answers_in_order(tuinews: Tuinews, monkeypatch: pytest.MonkeyPatch) -> None:
    article = str(PORTAL / "article.html")
    lines = [
        json.dumps({"file": article, "url": "http://a.example/x"}),
        "not json",
        json.dumps({"file": article, "url": "http://b.example/x"}),
    ]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines) + "\n"))
    shapes = tuinews("inspect", "page", "--batch").objects()
    assert [shape["related"][0]["href"].split("/")[2] for shape in shapes if not shape["error"]] == [
        "a.example",
        "b.example",
    ]
    assert shapes[1]["error"]


def test_files_or_batch_must_be_said(tuinews: Tuinews) -> None:
    assert tuinews("inspect", "feed").code == 2
    assert tuinews("inspect", "feed", "x", "--batch").code == 2
    assert tuinews("inspect", "spell", "x").code == 2


def test_text_has_no_spaces_that_its_markup_does_not_show(tuinews: Tuinews, tmp_path: Path) -> None:
    html = "<p>A <b>lamp</b>, <a href='/x'>lit</a>.</p>\n\n<p>The  Fer<wbr>ry&nbsp;came<br>in H<sub>2</sub>O</p>"
    feed = tmp_path / "feed.xml"
    feed.write_text(f"<rss><channel><item><description><![CDATA[{html}]]></description></item></channel></rss>")
    (shape,) = tuinews("inspect", "feed", feed).objects()
    assert shape["entries"][0]["text"] == "A lamp, lit. The Ferry came in H2O"


def test_a_feed_that_carries_more_than_is_taken_is_told(tuinews: Tuinews, tmp_path: Path) -> None:
    file = tmp_path / "long.xml"
    for count, told in ((2_000, None), (2_001, "The feed carries 2001 entries: the newest 2000 are taken")):
        items = "".join(f"<item><title>Tide {n}</title></item>" for n in range(count))
        file.write_text(f"<rss><channel><title>Tides</title>{items}</channel></rss>", "utf-8")
        (shape,) = tuinews("inspect", "feed", file).objects()
        assert len(shape["entries"]) == count
        assert (shape.get("warning") or "").startswith(told or "")
        assert ("warning" in shape) == bool(told)

import io
import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from cli.door import DATA, Tuinews, Web


def _folders(tuinews: Tuinews) -> list[tuple[str, str | None, str]]:
    return sorted((feed["url"], feed["folder"], feed["title"]) for feed in tuinews("feeds", "--json").json())


WANTED = [
    ("http://bell.example/rss", None, "Bell & Sons"),
    ("http://courier.example/feed.xml", "World/Asia", "Courier"),
]


def test_opml_keeps_nested_folders_and_importing_twice_changes_nothing(tuinews: Tuinews) -> None:
    first = tuinews("import", DATA / "feeds.opml")
    assert first.code == 0, first.err
    assert first.err.startswith("2 added, 0 already there")
    assert _folders(tuinews) == WANTED
    assert tuinews("import", DATA / "feeds.opml").err.startswith("0 added, 2 already there")
    assert _folders(tuinews) == WANTED


def test_feeds_of_a_list_are_numbered_in_its_order_and_wait_for_their_first_fetch(tuinews: Tuinews) -> None:
    tuinews("import", DATA / "feeds.opml")
    written = (DATA / "feeds.opml").read_text("utf-8")
    feeds = sorted(tuinews("feeds", "--json").json(), key=lambda feed: written.index(feed["url"]))
    assert [feed["id"] for feed in feeds] == [1, 2]
    assert {feed["next_check_reason"] for feed in feeds} == {"It has not been fetched yet."}


def test_what_is_exported_can_be_imported(tuinews: Tuinews, tmp_path: Path) -> None:
    tuinews("import", DATA / "feeds.opml")
    file = tmp_path / "out.opml"
    assert tuinews("export", file)[:] == (0, "", f"Wrote {file}.\n")
    tuinews("remove", "1", "2")
    assert _folders(tuinews) == []
    assert tuinews("import", file).code == 0
    assert _folders(tuinews) == WANTED


def test_an_export_as_json_can_be_imported(tuinews: Tuinews, tmp_path: Path) -> None:
    tuinews("import", DATA / "feeds.opml")
    file = tmp_path / "out.json"
    assert tuinews("export", file, "--format", "json").code == 0
    tuinews("remove", "1", "2")
    assert tuinews("import", file).err.startswith("2 added, 0 already there")
    assert _folders(tuinews) == WANTED
    tuinews("remove", "1", "2")
    assert tuinews("export", file, "--format", "json").code == 0
    assert tuinews("import", file).err.startswith("0 added, 0 already there.")


def test_queries_mean_the_same_feeds_in_another_library(tuinews: Tuinews, tmp_path: Path) -> None:
    tuinews("import", DATA / "feeds.opml")
    url = next(feed["url"] for feed in tuinews("feeds", "--json").json() if feed["id"] == 2)
    asked = 'tag:quiz -(feed:2 OR "feed:2")'
    tuinews("views", "add", "Quiz", asked)
    tuinews("mutes", "add", asked)
    tuinews("rules", "add", "Quiz", "--when", "feed:2 feed:99", "--do", "star")
    tuinews("mutes", "add", "story:7")
    file = tmp_path / "out.json"

    assert tuinews("export", file, "--json").err.startswith("1 mute of single stories left out")
    assert tuinews("--home", tmp_path / "new", "import", file).code == 0

    portable = f'tag:quiz -(feed:"{url}" OR "feed:2")'
    for command, key, wanted in (
        ("views", "query", portable),
        ("mutes", "query", portable),
        ("rules", "when", f'feed:"{url}" feed:99'),
    ):
        (row,) = tuinews("--home", tmp_path / "new", command, "--json").json()
        assert row[key] == wanted
    file.write_text('[{"url": null, "mute": "story:7"}]')
    assert "another library gave it" in tuinews("import", file).err


@pytest.mark.parametrize(
    "data", [b'{"a": "b"}\n', b"[1, 2]", b'[{"title": "x"}]', b"Dear Ann,\n", b"\x89PNG\r\n\x1a\n\0"]
)
def test_what_is_no_list_at_all_is_called_so(tuinews: Tuinews, tmp_path: Path, data: bytes) -> None:
    (tmp_path / "thing").write_bytes(data)
    result = tuinews("import", tmp_path / "thing")
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert "thing cannot be imported: it is neither an OPML file, nor newsboat's urls" in result.err


def test_an_empty_file_has_no_feeds(tuinews: Tuinews, tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    result = tuinews("import", tmp_path / "empty")
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert "has no feeds in it" in result.err


def test_an_export_takes_the_place_of_older_ones_only(tuinews: Tuinews, tmp_path: Path) -> None:
    tuinews("import", DATA / "feeds.opml")
    file = tmp_path / "list"
    file.write_text("Dear Ann,\n")
    refused = tuinews("export", file)
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "--force" in refused.err
    assert file.read_text() == "Dear Ann,\n"
    assert tuinews("export", file, "--force").code == 0
    for form in ("json", "opml", "opml"):
        assert tuinews("export", file, "--format", form).code == 0
    assert file.read_text() == tuinews("export").out


def test_export_to_stdout_is_the_same_with_and_without_a_dash(tuinews: Tuinews) -> None:
    tuinews("import", DATA / "feeds.opml")
    out = tuinews("export").out
    assert out == tuinews("export", "-").out
    assert 'xmlUrl="http://bell.example/rss"' in out
    assert [feed["url"] for feed in json.loads(tuinews("export", "--format", "json").out)]


def test_import_from_stdin(tuinews: Tuinews, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((DATA / "feeds.opml").read_bytes())))
    assert tuinews("import", "-").code == 0
    assert _folders(tuinews) == WANTED


def test_newsboats_urls_are_read_and_what_cannot_be_taken_is_named(tuinews: Tuinews, tmp_path: Path) -> None:
    urls = tmp_path / "urls"
    urls.write_text(
        'http://bell.example/rss coast "~Bell"\n"exec:curl http://evil.example" x\n'
        '"filter:~/bin/no-sport -v:https://gannet.example/rss.xml" coast\n'
    )
    result = tuinews("import", urls)
    assert result.code == 0, result.err
    assert "exec:" in result.err
    assert "It is what a program prints, and a list may run none: have a timer" in result.err
    assert "To read it as it is, add https://gannet.example/rss.xml; what it left out can be marked" in result.err
    assert result.err.splitlines()[-1].startswith("1 added, 0 already there, 2 left out.")
    assert _folders(tuinews) == [("http://bell.example/rss", "coast", "Bell")]


def test_a_dry_run_tells_and_changes_nothing(tuinews: Tuinews) -> None:
    result = tuinews("import", "--dry-run", DATA / "feeds.opml")
    assert result.code == 0, result.err
    assert result.err.startswith("2 added, 0 already there")
    assert "dry run" in result.err
    assert _folders(tuinews) == []
    assert tuinews("undo").err.startswith("There is nothing")


def test_newsboats_cache_and_queries_come_along(tuinews: Tuinews, web: Web, tmp_path: Path) -> None:
    feed = web.serve_portal()
    urls, cache = tmp_path / "urls", tmp_path / "cache.db"
    urls.write_text(f'{feed} coast rail !\n"query:Ferries:unread = \\"yes\\" and title =~ \\"ferry\\"" x\n')
    with closing(sqlite3.connect(cache)) as made, made:
        made.execute("CREATE TABLE rss_item (id INTEGER, guid, feedurl, url, unread, flags)")
        page = f"{web.base}/coast/ferry-gannet-reaches-port-aldry"
        made.execute("INSERT INTO rss_item VALUES (1, 'unknown', ?, ?, 0, 's')", (feed, f"{page}?utm_source=x"))
        made.execute("INSERT INTO rss_item VALUES (2, 'other', 'https://elsewhere.example/', '', 0, '')")
    result = tuinews("import", urls, "--cache", cache)
    assert result.code == 0, result.err
    assert "1 saved as views, 1 entries known" in result.err
    tuinews("refresh")
    (read,) = tuinews("list", "is:read", "--json").json()
    assert read["url"] == page
    assert read["starred"]
    assert [view["query"] for view in tuinews("views", "--json").json()] == ["is:unread title:/ferry/"]
    assert tuinews("count", "folder:rail").out == "2\n"
    out = tuinews("export").out
    assert 'category="rail"' in out
    assert 'frss:priority="hidden"' in out


def test_queries_of_newsboat_take_no_name_that_is_taken_and_what_they_cannot_say_here_is_told(
    tuinews: Tuinews, tmp_path: Path
) -> None:
    queries = {
        "Inbox": 'unread = "yes"',
        "SAVED": 'flags != ""',
        "Coast": "age < 3",
        "coast": "age > 3",
        "Home": 'feedlink =~ "https://"',
        "S": 'flags =~ "s"',
        "Mp3": 'enclosure_url =~ "mp3"',
        "Part": 'rssurl =~ "example"',
    }
    lines = ("query:{}:{}".format(name, asked.replace('"', r"\"")) for name, asked in queries.items())
    (tmp_path / "urls").write_text("".join(f'"{line}"\n' for line in lines))
    result = tuinews("import", tmp_path / "urls")
    assert [(view["name"], view["query"]) for view in tuinews("views", "--json").json()] == [
        ("Inbox 2", "is:unread"),
        ("SAVED 2", "is:starred"),
        ("Coast", "newer:3d"),
        ("coast 2", "older:4d"),
    ]
    assert "There is a “Inbox” already, so this query is the view “Inbox 2”." in result.err
    told = [line for line in result.err.splitlines() if line.startswith("Left out query:")]
    assert len(told) == 4
    assert "“feedlink”" in told[0]
    assert "“flags =~ s”" in told[1]
    assert tuinews("import", tmp_path / "urls").code == 0
    assert len(tuinews("views", "--json").json()) == 4


def test_what_newsboat_finds_is_found_here(tuinews: Tuinews, web: Web, tmp_path: Path) -> None:
    web.serve_portal()
    feed = f"{web.base}/feed.xml"
    asked = {
        "Address": f'rssurl = "{feed}"',
        "Nobody": 'author = ""',
        "Anybody": 'author != ""',
        "Exact": 'title = "Lighthouse keepers ask for a second lamp"',
        "Start": 'title = "Lighthouse keepers"',
        "Word": 'title # "lamp" and tags # "coast"',
        "Half": 'title # "lam"',
        "Mixed": 'unread = "no" and title =~ "fog" or title =~ "lamp"',
    }
    lines = ("query:{}:{}".format(name, text.replace('"', r"\"")) for name, text in asked.items())
    (tmp_path / "urls").write_text(f"{feed} coast\n" + "".join(f'"{line}"\n' for line in lines))
    assert tuinews("import", tmp_path / "urls").code == 0
    tuinews("refresh")
    total = {view["name"]: view["total"] for view in tuinews("views", "--json").json()}
    assert total.pop("Nobody") + total.pop("Anybody") == total["Address"] == 2
    assert total == {"Address": 2, "Exact": 1, "Start": 0, "Word": 1, "Half": 0, "Mixed": 0}


def test_what_was_flagged_in_newsboat_is_kept_though_its_feed_has_it_no_more(tuinews: Tuinews, tmp_path: Path) -> None:
    urls, cache = tmp_path / "urls", tmp_path / "cache.db"
    urls.write_text("https://bell.example/rss\n")
    with closing(sqlite3.connect(cache)) as made, made:
        made.execute("CREATE TABLE rss_item (id, guid, title, author, url, feedurl, pubDate, content, unread, flags)")
        row = (1, "g1", "Old \x1b[2Jferry", "Ann", "https://bell.example/1", "https://bell.example/rss", 1_700_000_000)
        made.execute("INSERT INTO rss_item VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 's')", (*row, "<p>Its last day.</p>"))
    assert tuinews("import", "--dry-run", urls, "--cache", cache).code == 0
    assert tuinews("count").out == "0\n"
    assert tuinews("import", urls, "--cache", cache).code == 0
    assert tuinews("import", urls, "--cache", cache).code == 0
    (kept,) = tuinews("list", "is:starred", "--json").json()
    assert (kept["title"], kept["author"], kept["published"]) == ("Old ferry", "Ann", "2023-11-14T22:13:20Z")
    assert kept["read"]
    assert "Its last day." in tuinews("show", kept["id"]).out


def test_passwords_in_a_list_are_kept_apart(tuinews: Tuinews, tmp_path: Path, home: Path) -> None:
    urls = tmp_path / "urls"
    urls.write_text("https://ann:s3cret@bell.example/rss\n")
    tuinews("import", urls)
    assert _folders(tuinews)[0][0] == "https://bell.example/rss"
    assert "s3cret" in (home / "data" / "secrets.json").read_text()
    assert "s3cret" not in tuinews("export").out


def test_a_cache_that_is_none_imports_nothing(tuinews: Tuinews, tmp_path: Path) -> None:
    (tmp_path / "cache.db").write_text("no cache")
    result = tuinews("import", DATA / "feeds.opml", "--cache", tmp_path / "cache.db")
    assert result.code == 2
    assert result.err.count("\n") == 1
    assert _folders(tuinews) == []


def test_the_same_feed_written_in_other_ways_is_one(tuinews: Tuinews, tmp_path: Path) -> None:
    tuinews("import", DATA / "feeds.opml")
    urls = tmp_path / "urls"
    urls.write_text("HTTPS://www.Bell.example/rss/ World\nhttp://bell.example/rss?utm_source=x Coast\n")
    assert tuinews("import", urls).err.startswith("0 added, 0 already there, 1 moved")
    assert len(_folders(tuinews)) == 2


def test_a_bad_list_imports_nothing_and_is_one_sentence(tuinews: Tuinews) -> None:
    result = tuinews("import", DATA / "bad.opml")
    assert result.code == 1
    assert result.err.count("\n") == 1
    assert "bad.opml" in result.err
    assert _folders(tuinews) == []


def test_an_export_without_feeds_is_imported(tuinews: Tuinews, tmp_path: Path) -> None:
    assert tuinews("export", tmp_path / "none.opml").code == 0
    result = tuinews("import", tmp_path / "none.opml")
    assert result.code == 0
    assert result.err.startswith("0 added, 0 already there.")


def test_an_export_tells_the_site_and_names_the_file_that_cannot_be_written(
    tuinews: Tuinews, web: Web, tmp_path: Path
) -> None:
    tuinews("add", web.serve_portal())
    assert f'htmlUrl="{web.base}/" description="News from the seven bridges since 1911"' in tuinews("export").out
    result = tuinews("export", tmp_path / "nowhere" / "feeds.opml")
    assert result.code == 1
    assert result.err.startswith(f"tuinews: {tmp_path}/nowhere/feeds.opml: No such file or directory.")


def test_an_export_goes_into_what_is_no_file(tuinews: Tuinews, home: Path, web: Web) -> None:
    tuinews("add", web.serve_portal())
    program = [sys.executable, "-m", "tuinews", "--home", str(home), "export", "/dev/stdout"]
    done = subprocess.run(program, capture_output=True, timeout=60, check=True)
    assert done.stdout.decode() == tuinews("export").out


def test_a_missing_file_is_wrong_usage(tuinews: Tuinews, tmp_path: Path) -> None:
    result = tuinews("import", tmp_path / "nothing.opml")
    assert result.code == 2
    assert result.err.count("\n") == 1


def test_a_folder_that_is_not_there_is_one_sentence(tuinews: Tuinews, tmp_path: Path) -> None:
    result = tuinews("export", tmp_path / "no" / "such.opml")
    assert result.code == 1
    assert result.err.count("\n") == 1

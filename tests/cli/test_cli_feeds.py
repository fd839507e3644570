import io
import stat
import sys
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from cli.door import DATA, Page, Tuinews, Web
from tuinews.cli.feeds.feed_options import folder_of
from tuinews.model.error import UsageError
from tuinews.model.habits.option_texts import read_interval


class Terminal(io.StringIO):
    """What somebody types."""

    def isatty(self) -> bool:
        return True


FEED_KEYS = [
    "id",
    "url",
    "site_url",
    "title",
    "folder",
    "tagline",
    "editor",
    "copyright",
    "contact",
    "lang",
    "unread",
    "total",
    "status",
    "error",
    "last_checked",
    "last_success",
    "last_new",
    "next_check",
    "next_check_reason",
    "http_status",
    "full_text",
    "ages_after",
    "per_day",
    "aged",
]


def test_add_stores_the_feed_and_its_entries_with_one_request(tuinews: Tuinews, web: Web) -> None:
    url = web.serve_portal()
    result = tuinews("add", url, "--folder", "World/Coast", "--json")
    assert result.code == 0, result.err
    feed = result.json()
    assert list(feed) == FEED_KEYS
    assert feed["url"] == url
    assert feed["title"] == "The Oribel Courier"
    assert feed["folder"] == "World/Coast"
    assert feed["tagline"] == "News from the seven bridges since 1911"
    assert feed["editor"] == "Wanda Merrow"
    assert feed["copyright"] == "© 2026 Courier House of Oribel"
    assert feed["contact"] is None
    assert (feed["unread"], feed["total"], feed["status"], feed["http_status"]) == (2, 2, "ok", 200)
    assert feed["next_check"].endswith("Z")
    assert web.asked == ["/feed.xml"]


def test_nothing_is_due_right_after_add(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    web.asked.clear()
    outcomes = [line["outcome"] for line in tuinews("refresh", "--json").objects()[:-1]]
    assert outcomes in ([], ["not_due"])
    assert not web.asked


def test_add_discovers_the_only_feed_of_a_site(tuinews: Tuinews, web: Web) -> None:
    web.serve_portal()
    link = b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head></html>'
    web.pages["/"] = Page(link, "text/html")
    result = tuinews("add", f"{web.base}/", "--json")
    assert result.code == 0, result.err
    assert result.json()["url"] == f"{web.base}/feed.xml"
    assert web.asked == ["/", "/feed.xml"]


def test_several_feeds_are_listed_and_refused_without_a_terminal(tuinews: Tuinews, web: Web) -> None:
    url = web.serve("/site", DATA / "site.html", "text/html")
    result = tuinews("add", url)
    assert result.code == 2
    assert result.out.splitlines() == [f"{web.base}/coast.xml\tCoast", f"{web.base}/hills.xml\tHills"]
    assert "--all" in result.err
    assert tuinews("feeds", "--json").json() == []


def test_several_feeds_are_looked_at_only_for_who_can_choose_at_once(
    tuinews: Tuinews, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = web.serve("/site", DATA / "site.html", "text/html")
    web.serve("/hills.xml", DATA / "portal" / "feed.xml", "application/rss+xml")
    tuinews("add", url)
    (_, hills) = tuinews("add", url, "--json").json()["feeds"]
    assert hills == {"href": f"{web.base}/hills.xml", "title": "Hills", "type": "application/rss+xml"}
    assert web.asked == ["/site", "/site"]

    terminal = Terminal("2\n")
    monkeypatch.setattr(sys, "stdin", terminal)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    result = tuinews("add", url)
    assert result.code == 0, result.err
    assert "rss 2.0" in result.out
    assert web.asked[2:] == ["/site", "/coast.xml", "/hills.xml"]


def test_several_feeds_are_all_added_with_all(tuinews: Tuinews, web: Web) -> None:
    url = web.serve("/site", DATA / "site.html", "text/html")
    for path in ("/coast.xml", "/hills.xml"):
        web.serve(path, DATA / "portal" / "feed.xml", "application/rss+xml")
    result = tuinews("add", url, "--all", "--json")
    assert result.code == 0, result.err
    assert [feed["url"] for feed in result.json()] == [f"{web.base}/coast.xml", f"{web.base}/hills.xml"]


def test_adding_twice_says_so(tuinews: Tuinews, web: Web) -> None:
    url = web.serve_portal()
    tuinews("add", url)
    again = tuinews("add", url)
    assert again.code == 0
    assert "already" in again.err
    assert len(tuinews("feeds", "--json").json()) == 1


@pytest.mark.parametrize(
    ("file", "content_type"),
    [("bare.html", "text/html"), ("broken.xml", "application/rss+xml")],
)
def test_what_is_no_feed_is_one_sentence(tuinews: Tuinews, web: Web, file: str, content_type: str) -> None:
    result = tuinews("add", web.serve("/wrong", DATA / file, content_type))
    assert result.code == 1
    assert not result.out
    assert result.err.count("\n") == 1
    assert web.base in result.err


def test_an_unreachable_host_is_one_sentence(tuinews: Tuinews, web: Web) -> None:
    web.close()
    result = tuinews("add", f"{web.base}/feed.xml")
    assert result.code == 1
    assert result.err.count("\n") == 1
    assert "127.0.0.1" in result.err


def test_what_is_no_address_is_wrong_usage(tuinews: Tuinews) -> None:
    result = tuinews("add", "ftp://example.org/feed")
    assert result.code == 2
    assert result.err.count("\n") == 1


def test_edit_changes_title_folder_and_full_text(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    edited = tuinews(
        "edit", "courier", "--title", "Courier", "--folder", "Coast", "--full-text", "on", "--interval", "2h"
    )
    assert edited.code == 0, edited.err
    (feed,) = tuinews("feeds", "--json").json()
    assert (feed["title"], feed["folder"], feed["full_text"]) == ("Courier", "Coast", True)
    tuinews("edit", str(feed["id"]), "--title", "", "--folder", "")
    (feed,) = tuinews("feeds", "--json").json()
    assert (feed["title"], feed["folder"]) == ("The Oribel Courier", None)


def test_edit_keeps_passwords_and_headers_out_of_everything_that_is_shown(
    tuinews: Tuinews, web: Web, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tuinews("add", web.serve_portal())
    monkeypatch.setattr(sys, "stdin", io.StringIO("s3cret\n"))
    words = ("--login", "ann", "--header", "X-Key: k3y", "--user-agent", "Coast/1", "--keep", "500", "--tags", "a, b")
    edited = tuinews("edit", "1", *words, "--mark-read", "title:ferry", "--hidden", "on")
    assert edited.code == 0, edited.err
    tuinews("refresh", "--force")
    shown = [edited.err, tuinews("feeds").out, tuinews("feeds", "--json").out, tuinews("export").out]
    shown.append(tuinews("export", "--format", "json").out)
    shown += [file.read_text(errors="replace") for file in (home / "state").glob("*")]
    tuinews("backup", tmp_path / "copy.db")
    shown.append((tmp_path / "copy.db").read_bytes().decode("latin-1"))
    assert not [text for text in shown if "s3cret" in text or "k3y" in text]
    assert 'category="a,b"' in shown[3]
    assert stat.S_IMODE((home / "data" / "secrets.json").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "words",
    [
        ("--keep", "few"),
        ("--header", "Host: x"),
        ("--header", "nonsense"),
        ("--mark-read", "is:odd"),
        ("--mark-read", "fit:9m"),
    ],
)
def test_edit_refuses_what_cannot_be(tuinews: Tuinews, web: Web, words: tuple[str, str]) -> None:
    tuinews("add", web.serve_portal())
    result = tuinews("edit", "1", *words)
    assert result.code == 2
    assert result.err.count("\n") == 1


def test_edit_without_a_wish_is_wrong_usage(tuinews: Tuinews) -> None:
    assert tuinews("edit", "1").code == 2


def test_remove_by_title_can_be_undone(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    assert tuinews("remove", "oribel").code == 0
    assert tuinews("feeds", "--json").json() == []
    assert tuinews("undo").code == 0
    assert [feed["title"] for feed in tuinews("feeds", "--json").json()] == ["The Oribel Courier"]


def test_adding_a_removed_feed_again_says_that_it_is_back(tuinews: Tuinews, web: Web) -> None:
    url = web.serve_portal()
    tuinews("add", url)
    tuinews("remove", "1")
    assert tuinews("add", url).err == "The Oribel Courier is back as feed 1 with its 2 entries, 0 of them new.\n"
    assert tuinews("count").out == "2\n"


def test_a_title_that_is_not_unique_names_all_candidates(tuinews: Tuinews, tmp_path: Path) -> None:
    lines = "".join(f'https://a.example/{n} "~Port {n:02}"\n' for n in range(20))
    (tmp_path / "urls").write_text("".join(lines.splitlines(keepends=True)[:7]))
    tuinews("import", tmp_path / "urls")
    refused = tuinews("remove", "port")
    assert refused.code == 2
    assert all(f"{n + 1} Port {n:02}" in refused.err for n in range(7))
    (tmp_path / "urls").write_text(lines)
    tuinews("import", tmp_path / "urls")
    assert "is part of 20 titles" in tuinews("remove", "port").err
    assert " and 4 more)" in tuinews("remove", "port").err


@pytest.mark.parametrize(
    ("interval", "said"),
    [
        ("30m", "every 30 minutes, or as seldom"),
        ("90", "every 90 minutes, or as seldom"),
        ("2h", "every 2 hours, or as seldom"),
        ("1d", "every day, or as seldom"),
        ("1w", "every 7 days, or as seldom"),
        ("999d", "every 31 days: no feed is left alone for longer"),
        ("5", "every 15 minutes: no feed is asked more often"),
        ("default", "as often as the settings say"),
    ],
)
def test_an_interval_is_told_with_its_unit(tuinews: Tuinews, web: Web, interval: str, said: str) -> None:
    tuinews("add", web.serve_portal())
    told = tuinews("edit", "1", "--interval", interval).err
    assert f"It is asked {said}" in told
    # its server names no validators, so that it is asked once a day
    assert ("That begins with its next check" in told) is (interval in {"30m", "90", "2h", "5", "default"})


def test_an_unknown_feed_is_wrong_usage(tuinews: Tuinews) -> None:
    result = tuinews("remove", "nobody")
    assert result.code == 2
    assert "nobody" in result.err


def test_feeds_is_tab_separated_in_a_pipe(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    (line,) = tuinews("feeds").out.splitlines()
    assert line.split("\t")[1:5] == ["The Oribel Courier", "", "2", "ok"]


def test_no_feeds_yet_is_said_on_stderr(tuinews: Tuinews) -> None:
    result = tuinews("feeds")
    assert (result.code, result.out) == (0, "")
    assert "tuinews add" in result.err


def test_a_folder_is_a_path() -> None:
    assert folder_of("World / Asia/") == ("World", "Asia")
    assert folder_of(None) == ()


@pytest.mark.parametrize(
    ("text", "seconds"), [("45", 2700), ("45m", 2700), ("2h", 7200), ("1d", 86400), ("2W", 1_209_600), ("default", 0)]
)
def test_an_interval_has_a_unit(text: str, seconds: int) -> None:
    assert read_interval(text) == seconds


@pytest.mark.parametrize("text", ["", "0", "2 fortnights", "-1h", "1.5h", "٣h", "9999999m", "1y", "1s"])
def test_a_wrong_interval_is_wrong_usage(text: str) -> None:
    with pytest.raises(UsageError):
        read_interval(text)


def test_c6_who_adds_a_login_where_there_is_no_keyring_is_told_where_it_is_kept(
    tuinews: Tuinews, home: Path, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    with (home / "config" / "config.toml").open("a") as settings:
        settings.write('[network]\npasswords = "keyring"\n')
    result = tuinews("add", web.serve_portal().replace("//", "//ann:hunter2@"))
    assert result.code == 0
    assert "tuinews: The keyring cannot be used (there is none on this system): what you gave is kept in" in result.err
    assert "hunter2" not in result.err + result.out
    assert (home / "data" / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_the_monthly_question_for_all_is_switched_off_and_on(tuinews: Tuinews, home: Path, web: Web) -> None:
    tuinews("add", web.serve_portal())
    for word, stored in (("off", 0), ("on", 1)):
        assert tuinews("edit", "1", "--probe", word).code == 0
        with closing(apsw.Connection(str(home / "data" / "tuinews.db"))) as store:
            assert store.execute("SELECT probe FROM polling WHERE feed_id = 1").get == stored
    assert tuinews("edit", "1", "--probe", "never").code == 2


def test_an_address_with_a_port_and_no_scheme_is_asked_over_http_when_there_is_no_https(
    tuinews: Tuinews, web: Web
) -> None:
    url = web.serve_portal()
    bare = url.removeprefix("http://")
    assert "knows no https" not in tuinews("add", f"https://{bare}").err, "https was typed, so it is meant"
    result = tuinews("add", bare)
    assert result.code == 0
    assert result.err.endswith(" It is asked over http: there was no answer over https.\n")
    assert f'"url": "{url}"' in tuinews("feeds", "--json").out


def test_no_login_goes_over_http_unless_http_was_typed(tuinews: Tuinews, web: Web) -> None:
    url = web.serve_portal()
    bare = url.removeprefix("http://")
    result = tuinews("add", f"ann@{bare}")
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert result.err.endswith(f" If it knows no https, write {url}.\n")
    assert not web.asked, "nothing was asked over http"
    assert "knows no https" not in tuinews("add", "nowhere.invalid").err


def test_a_feed_written_in_other_letters_is_the_same(tuinews: Tuinews, web: Web) -> None:
    url = web.serve_portal()
    tuinews("add", url)
    for other in (url.replace("http:", "HTTP:"), f"{url}?", f"{url}#top"):
        assert tuinews("add", other).err.startswith("You have The Oribel Courier already")
    assert len(tuinews("feeds", "--json").json()) == 1


def test_add_all_takes_what_there_is_and_tells_what_failed(tuinews: Tuinews, web: Web) -> None:
    feed = web.serve_portal()
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{href}">' for href in ("/dead.xml", feed, "/page")
    )
    web.pages["/"] = Page(f"<html><head>{links}</head></html>".encode(), "text/html")
    web.pages["/page"] = Page(b"<html><body>Nothing.</body></html>", "text/html")
    result = tuinews("add", web.base, "--all")
    assert result.code == 3
    assert "Added The Oribel Courier as feed 1" in result.err
    assert "/dead.xml cannot be added: 127.0.0.1 answered 404" in result.err
    assert "/page" in result.err
    again = tuinews("add", web.base, "--all", "--json")
    assert again.code == 3
    assert [(one["url"].rpartition("/")[2], "error" in one and bool(one["error"])) for one in again.json()] == [
        (feed.rpartition("/")[2], False),
        ("dead.xml", True),
        ("page", True),
    ]


def test_add_all_fails_where_all_fail(tuinews: Tuinews, web: Web) -> None:
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}">' for n in range(2))
    web.pages["/"] = Page(f"<html><head>{links}</head></html>".encode(), "text/html")
    result = tuinews("add", web.base, "--all", "--json")
    assert (result.code, len(result.json())) == (1, 2)
    assert tuinews("feeds", "--json").json() == []


@pytest.mark.parametrize(("status", "until"), [(429, "asks to be left alone until 20"), (410, "gone for good (410)")])
def test_an_address_that_is_refused_says_why_and_for_how_long(
    tuinews: Tuinews, web: Web, status: int, until: str
) -> None:
    web.pages["/feed.xml"] = Page(b"", status=status, headers=(("Retry-After", "7200"),) if status == 429 else ())
    result = tuinews("add", f"{web.base}/feed.xml")
    assert (result.code, result.err.count("\n")) == (1, 1)
    assert until in result.err


def test_a_user_agent_that_no_header_can_hold_is_refused(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    result = tuinews("edit", "1", "--user-agent", "Möwe/1")
    assert (result.code, result.err.count("\n")) == (2, 1)
    assert tuinews("feeds", "--json").json()[0]["user_agent"] is None

import io
import re
import sqlite3
import sys
from pathlib import Path

import pytest

from cli.door import DATA, Page, Tuinews, Web

KEYS = ["feed_id", "url", "outcome", "http_status", "new", "updated", "ms", "bytes", "error"]
OUTCOMES = {"updated", "unchanged", "not_modified", "not_due", "gone", "limited", "failed"}


def test_each_feed_is_a_line_and_the_summary_the_last(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    result = tuinews("refresh", "--force", "--json")
    assert result.code == 0, result.err
    line, last = result.objects()
    assert list(line) == KEYS
    assert line["outcome"] in OUTCOMES
    assert line["error"] is None
    assert list(last) == ["summary"]
    since_then = ["limited", "gone", "aged", "not_due"]
    assert list(last["summary"]) == ["feeds", "updated", "unchanged", "failed", "new", "ms", "bytes", *since_then]
    assert (last["summary"]["feeds"], last["summary"]["failed"], last["summary"]["new"]) == (1, 0, 0)


def test_imported_feeds_are_due_at_once(tuinews: Tuinews, web: Web, tmp_path: Path) -> None:
    urls = tmp_path / "urls"
    urls.write_text(f"{web.serve_portal()} coast\n")
    assert tuinews("import", urls).code == 0
    assert not web.asked
    line, _ = tuinews("refresh", "--json").objects()
    assert (line["outcome"], line["new"]) == ("updated", 2)
    assert web.asked == ["/feed.xml"]


def test_a_failing_feed_is_exit_3_and_one_line(tuinews: Tuinews, web: Web) -> None:
    url = web.serve_portal()
    tuinews("add", url)
    other = web.serve("/other.xml", DATA / "portal" / "feed.xml", "application/rss+xml")
    tuinews("add", other)
    web.pages["/other.xml"] = Page(b"gone wrong", "text/plain", 500)
    result = tuinews("refresh", "--force", "--json")
    assert result.code == 3
    failed = next(line for line in result.objects() if line.get("outcome") == "failed")
    assert failed["url"] == other
    assert failed["http_status"] == 500
    assert failed["error"]
    assert result.objects()[-1]["summary"]["failed"] == 1
    assert result.err.count("\n") == 1
    status = {feed["url"]: feed["status"] for feed in tuinews("feeds", "--json").json()}
    assert status == {url: "ok", other: "failing"}


def test_a_feed_that_breaks_later_keeps_its_entries(tuinews: Tuinews, web: Web) -> None:
    url = web.serve_portal()
    tuinews("add", url)
    web.serve("/feed.xml", DATA / "broken.xml", "application/rss+xml")
    assert tuinews("refresh", "--force").code == 3
    assert tuinews("count").out == "2\n"


def test_one_feed_can_be_named(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    tuinews("add", web.serve("/other.xml", DATA / "portal" / "feed.xml", "application/rss+xml"), "--title", "Other")
    web.asked.clear()
    assert tuinews("refresh", "--force", "other").code == 0
    assert web.asked == ["/other.xml"]
    assert tuinews("refresh", "nobody").code == 2


def test_feeds_that_are_not_due_are_not_called_unchanged(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    web.asked.clear()
    result = tuinews("refresh")
    assert re.fullmatch(
        r"1 feed: 0 updated, 0 unchanged, 1 not due \(the first in \d+[mhd]; --force asks now\); 0 new\.\n", result.err
    )
    assert not web.asked
    assert tuinews("refresh", "--json").objects()[-1]["summary"]["unchanged"] == 1
    assert tuinews("refresh", "--force").err == "1 feed: 0 updated, 1 unchanged; 0 new.\n"


def test_without_feeds_it_says_what_to_do(tuinews: Tuinews) -> None:
    result = tuinews("refresh")
    assert (result.code, result.out) == (0, "")
    assert "tuinews add" in result.err


def test_a_feed_that_is_left_alone_says_until_when_if_it_is_named(tuinews: Tuinews, web: Web) -> None:
    url = web.serve_portal()
    tuinews("add", url)
    web.pages["/feed.xml"] = Page(b"", status=429, headers=(("Retry-After", "7200"),))
    tuinews("refresh", "--force")
    assert "left alone" not in tuinews("refresh", "--force").err
    result = tuinews("refresh", "--force", url)
    assert result.code == 0
    assert "asks to be left alone until 20" in result.err


@pytest.mark.parametrize(
    ("proxy", "why"),
    [
        ("http://proxy.invalid:3128", "proxy.invalid:3128 cannot be reached (its name cannot be looked up)"),
        ("http://127.0.0.1:1", "127.0.0.1:1 cannot be reached (connection refused)"),
        ("socks5://127.0.0.1:1080", "is a socks5 one"),
    ],
)
def test_a_proxy_in_the_way_is_named_and_no_feed_is_blamed(
    tuinews: Tuinews, home: Path, tmp_path: Path, proxy: str, why: str
) -> None:
    urls = tmp_path / "urls"
    urls.write_text("".join(f"http://{name}.example/feed.xml\n" for name in ("bell", "courier", "gull", "tern")))
    tuinews("import", urls)
    (home / "config" / "config.toml").write_text(f'[network]\nproxy = "{proxy}"\n')
    result = tuinews("refresh")
    assert result.code == 3
    told, summary = result.err.splitlines()
    assert why in told
    assert "check network.proxy" in told
    assert summary.startswith("4 feeds: 0 updated, 0 unchanged, 4 failed")
    assert {feed["status"] for feed in tuinews("feeds", "--json").json()} == {"new"}


@pytest.mark.parametrize(("status", "outcome"), [(429, "limited"), (503, "limited"), (410, "gone")])
def test_the_first_refusal_says_why_and_is_counted(tuinews: Tuinews, web: Web, status: int, outcome: str) -> None:
    tuinews("add", web.serve_portal())
    web.pages["/feed.xml"] = Page(b"", status=status)
    row, last = tuinews("refresh", "--force", "--json").objects()
    assert row["outcome"] == outcome
    assert str(status) in row["error"]
    assert last["summary"][outcome] == 1
    (feed,) = tuinews("feeds", "--json").json()
    assert feed["next_check_reason"]
    assert (feed["next_check"] is None) == (outcome == "gone")


def test_a_refresh_that_meets_another_is_no_failure_and_says_so(tuinews: Tuinews, web: Web, home: Path) -> None:
    tuinews("add", web.serve_portal())
    with sqlite3.connect(home / "data" / "tuinews.db") as store:
        store.execute("INSERT INTO leases (name, owner, until) VALUES ('refresh', 'elsewhere:1', 9999999999)")
    store.close()
    web.asked.clear()
    result = tuinews("refresh", "--force", "--wait", 0, "--json")
    assert result.code == 0
    (last,) = result.objects()
    assert (last["summary"]["feeds"], last["summary"]["refreshing_elsewhere"]) == (0, True)
    assert "Another tuinews" in tuinews("refresh", "1", "--wait", "0").err
    quiet = tuinews("refresh", "--quiet", "--wait", "0")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
    assert not web.asked


@pytest.mark.parametrize("seconds", ["-1", "soon", "1.5", "99999999999999999999", "86401"])
def test_a_wait_that_is_none_is_one_sentence(tuinews: Tuinews, seconds: str) -> None:
    result = tuinews("refresh", "--wait", seconds)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert "--wait" in result.err


def test_twice_in_a_minute_asks_once_however_many_commands(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    tuinews("refresh", "--force")
    web.asked.clear()
    again = tuinews("refresh", "--force")
    assert again.err == "1 feed: 0 updated, 0 unchanged, 1 not due (asked less than a minute ago); 0 new.\n"
    assert tuinews("refresh", "--force", "1", "--json").objects()[0]["outcome"] == "not_due"
    assert not web.asked


def test_quiet_says_only_what_failed(tuinews: Tuinews, web: Web) -> None:
    tuinews("add", web.serve_portal())
    assert tuinews("refresh", "--quiet", "--force")[:] == (0, "", "")
    other = web.serve("/other.xml", DATA / "portal" / "feed.xml", "application/rss+xml")
    tuinews("add", other)
    web.pages["/other.xml"] = Page(b"gone wrong", "text/plain", 500)
    failed = tuinews("refresh", "--quiet", "--force")
    assert (failed.code, failed.out, failed.err.count("\n")) == (3, "", 1)
    assert "500" in failed.err


def test_a_feed_that_is_gone_does_not_stop_the_others(
    tuinews: Tuinews, web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    tuinews("add", web.serve_portal())
    web.asked.clear()
    some = tuinews("refresh", "--force", "77", "1")
    assert (some.code, web.asked) == (3, ["/feed.xml"])
    assert "There is no feed 77" in some.err
    assert tuinews("refresh", "77", "1", "--ignore-missing").code == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert tuinews("refresh", "--force", "-").err.startswith("Stdin names nothing")
    assert tuinews("refresh", "--json", "-").objects()[-1]["summary"]["feeds"] == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO(tuinews("feeds").out))
    assert tuinews("refresh", "-", "--json").objects()[-1]["summary"]["feeds"] == 1

"""An export takes along what a user set, into another home; a list that breaks off says so."""

import gzip
import json
from pathlib import Path

import pytest

from cli.door import DATA, Tuinews, Web
from tuinews.model.parsed import SubscriptionList
from tuinews.parse import parse_opml

CHOICES = ("--interval", "3h", "--full-text", "on", "--tags", "sea,tide", "--hidden", "on", "--keep", "77")
MORE = ("--mark-read", "title:/quiz/", "--user-agent", "Ann's reader", "--probe", "off", "--stories", "off")
SET = (
    "own_title",
    "folder_names",
    "tags",
    "hidden",
    "interval",
    "full_text",
    "keep",
    "mark_read",
    "user_agent",
    "probe",
    "stories",
)


def settings_of(tuinews: Tuinews) -> list[dict[str, object]]:
    return [{key: feed[key] for key in ("url", "title", *SET)} for feed in tuinews("feeds", "--json").json()]


@pytest.mark.parametrize("form", ["json", "opml"])
def test_what_was_set_is_there_in_another_home(tuinews: Tuinews, web: Web, tmp_path: Path, form: str) -> None:
    tuinews("add", web.serve_portal(), "--folder", "World/Asia")
    tuinews("edit", "1", *CHOICES, *MORE)
    tuinews("import", DATA / "feeds.opml")
    tuinews("edit", "2", "--title", "My own")
    tuinews("edit", "3", "--title", "")
    tuinews("views", "add", "Ferries", "is:unread title:/ferry/")
    before = settings_of(tuinews)
    (portal,) = [feed for feed in before if feed["interval"]]
    usual: dict[str, object] = {"own_title": None, "interval": None, "hidden": False, "tags": []} | {
        "probe": True,
        "stories": True,
    }
    assert not [key for key in SET if key != "own_title" and portal[key] == usual.get(key, False)], "all of it was set"
    assert portal["own_title"] is None
    file = tmp_path / f"out.{form}"
    assert tuinews("export", file, "--format", form).code == 0
    assert tuinews("export", file, "--format", form).code == 0, "and in the place of an older one"

    assert tuinews("--home", tmp_path / "new", "import", file).code == 0

    new = [
        {key: feed[key] for key in ("url", "title", *SET)}
        for feed in tuinews("--home", tmp_path / "new", "feeds", "--json").json()
    ]
    assert new == before
    views = [(view["name"], view["query"]) for view in tuinews("--home", tmp_path / "new", "views", "--json").json()]
    assert views == ([("Ferries", "is:unread title:/ferry/")] if form == "json" else [])


def test_a_publishers_title_stays_the_publishers(tuinews: Tuinews, web: Web, tmp_path: Path) -> None:
    (tmp_path / "urls").write_text(f"{web.serve_portal()}\n")
    tuinews("import", tmp_path / "urls")
    for form in ("opml", "json"):
        home = tmp_path / form
        (home / "config").mkdir(parents=True)
        (home / "config" / "config.toml").write_text("[refresh]\nhost_gap_seconds = 0.0\n")
        tuinews("export", tmp_path / "out", "--format", form, "--force")
        tuinews("--home", home, "import", tmp_path / "out")
        (feed,) = tuinews("--home", home, "feeds", "--json").json()
        assert (feed["title"], feed["own_title"]) == ("127.0.0.1", None)
        assert tuinews("--home", home, "refresh").code == 0
        (feed,) = tuinews("--home", home, "feeds", "--json").json()
        assert feed["title"] != "127.0.0.1"


def test_an_import_leaves_what_was_set_here(tuinews: Tuinews, tmp_path: Path) -> None:
    tuinews("import", DATA / "feeds.opml")
    tuinews("export", tmp_path / "out.json", "--format", "json")
    tuinews("edit", "1", *CHOICES)
    before = settings_of(tuinews)
    assert tuinews("import", tmp_path / "out.json").err.startswith("0 added, 2 already there")
    assert settings_of(tuinews) == before


def test_a_view_of_a_list_that_is_no_query_is_named_and_left_out(tuinews: Tuinews, tmp_path: Path) -> None:
    rows = [{"url": None, "view": "Odd", "query": "((("}, {"url": "https://bell.example/rss", "title": "Bell"}]
    (tmp_path / "list.json").write_text(json.dumps(rows))
    result = tuinews("import", tmp_path / "list.json")
    assert (result.code, result.err.count("Odd")) == (0, 1)
    assert tuinews("views", "--json").json() == []


def _list(count: int, form: str) -> bytes:
    if form == "json":
        rows = [{"url": f"https://h{n}.example/rss", "title": f"H {n}"} for n in range(count)]
        return json.dumps(rows, indent=2).encode()
    lines = "".join(f'<outline type="rss" text="H {n}" xmlUrl="https://h{n}.example/rss"/>\n' for n in range(count))
    body = f'<body>\n<outline text="F">{lines}</outline></body>'
    return f'<?xml version="1.0"?>\n<opml version="2.0"><head/>{body}</opml>'.encode()


@pytest.mark.parametrize("form", ["opml", "json"])
@pytest.mark.parametrize("tenths", range(2, 10))
def test_of_a_list_that_breaks_off_the_beginning_is_imported_with_a_warning(
    tuinews: Tuinews, tmp_path: Path, form: str, tenths: int
) -> None:
    whole = _list(30, form)
    (tmp_path / "cut").write_bytes(whole[: len(whole) * tenths // 10])

    result = tuinews("import", tmp_path / "cut")

    assert result.code == 3, result.err
    assert "breaks off before its end" in result.err.splitlines()[-1]
    urls = {feed["url"] for feed in tuinews("feeds", "--json").json()}
    assert urls == {f"https://h{n}.example/rss" for n in range(len(urls))}
    assert len(urls) >= 30 * tenths // 10 - 3


def test_a_packed_list_that_breaks_off_is_told_too() -> None:
    packed = gzip.compress(_list(400, "opml"))
    read, cut = parse_opml(packed), parse_opml(packed[: len(packed) // 2])
    assert isinstance(read, SubscriptionList)
    assert isinstance(cut, SubscriptionList)
    assert (read.cut, cut.cut) == (False, True)
    assert 0 < len(cut.outlines) < 400


@pytest.mark.parametrize(
    "text",
    [
        '<opml><body><outline text="A" xmlUrl="https://a.example/"/></body></opml><!-- cached -->',
        '<opml><body><outline text="A" xmlUrl="https://a.example/"/></body>',
        '<OPML><BODY><outline text="A" xmlUrl="https://a.example/"/></BODY></OPML>\n\n',
        '<outline text="A" xmlUrl="https://a.example/"/>',
        '<opml><body><outline text="F"><outline text="A" xmlUrl="https://a.example/"/></body></opml>',
    ],
)
def test_a_sloppy_list_that_is_whole_is_no_broken_one(tuinews: Tuinews, tmp_path: Path, text: str) -> None:
    (tmp_path / "list").write_text(text)
    result = tuinews("import", tmp_path / "list")
    assert (result.code, result.err.startswith("1 added")) == (0, True), result.err

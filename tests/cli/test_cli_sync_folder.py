"""`sync folder`: two homes and a folder, and what is said when that cannot be."""

import json
import os
from pathlib import Path

import pytest

from cli.door import Page, Tuinews, Web

FEED = b"""<rss version="2.0"><channel><title>Harbour</title>
<item><title>One</title><guid>g1</guid></item><item><title>Two</title><guid>g2</guid></item></channel></rss>"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "folder"


def test_two_homes_from_nothing_to_synced_and_back(tuinews: Tuinews, web: Web, folder: Path, tmp_path: Path) -> None:
    other = ("--home", tmp_path / "other")
    web.pages["/feed"] = Page(FEED)
    tuinews("add", web.base + "/feed", "--folder", "World")
    tuinews("mark", "read", "1")
    assert tuinews("sync", "folder", folder).code == 0
    joined = tuinews(*other, "sync", "folder", folder, "--json").json()
    assert (joined["kind"], joined["server"], joined["pending"], joined["error"]) == ("folder", str(folder), 0, None)
    assert joined["last_sync"]
    assert tuinews(*other, "refresh").code == 0
    entries = {entry["title"]: entry for entry in tuinews(*other, "list", "--json").json()}
    assert (entries["Two"]["read"], entries["One"]["read"]) == (True, False)
    assert tuinews(*other, "feeds", "--json").json()[0]["folder"] == "World"
    tuinews(*other, "mark", "star", entries["One"]["id"])
    assert tuinews(*other, "sync", "status", "--json").json()["pending"] == 1
    assert tuinews(*other, "sync", "now", "--json").json()["pushed"] == 1
    assert tuinews("refresh").code == 0  # which takes over what the other told
    assert tuinews("count", "is:starred").out.strip() == "1"
    again = tuinews("sync", "now", "--json").json()
    assert (again["pulled"], again["pushed"], again["requests"], again["bytes"]) == (0, 0, 0, 0)


def test_a_folder_that_is_gone_fails_says_why_and_keeps_what_was_decided(
    tuinews: Tuinews, web: Web, folder: Path
) -> None:
    web.pages["/feed"] = Page(FEED)
    tuinews("add", web.base + "/feed")
    tuinews("sync", "folder", folder)
    folder.rename(folder.with_name("elsewhere"))
    tuinews("mark", "read", "1")
    failed = tuinews("sync", "now")
    assert (failed.code, failed.err.count("\n")) == (1, 1)
    assert f"The shared folder {folder} is not there" in failed.err
    status = tuinews("sync", "status", "--json").json()
    assert (status["pending"], status["error"]) == (1, failed.err.strip())
    assert tuinews("refresh").code == 0
    folder.with_name("elsewhere").rename(folder)
    assert tuinews("sync", "now").code == 0
    assert tuinews("sync", "status", "--json").json()["error"] is None
    assert '"read"' in next(folder.iterdir()).read_text()


@pytest.mark.parametrize("words", [("folder",), ("folder", "a", "b"), ("folder", " ")])
def test_a_folder_needs_one_path(tuinews: Tuinews, words: tuple[str, ...]) -> None:
    result = tuinews("sync", *words)
    assert (result.code, "folder" in result.err) == (2, True)


def test_what_is_no_folder_is_refused(tuinews: Tuinews, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert "is a file" in tuinews("sync", "folder", file).err
    assert "cannot be made" in tuinews("sync", "folder", tmp_path / "not" / "there").err
    if os.geteuid():
        (tmp_path / "closed").mkdir(mode=0o500)
        assert "cannot be written" in tuinews("sync", "folder", tmp_path / "closed").err
    assert json.loads(tuinews("sync", "status", "--json").out)["kind"] is None


def test_leaving_keeps_everything_and_tells_no_more(tuinews: Tuinews, web: Web, folder: Path) -> None:
    web.pages["/feed"] = Page(FEED)
    tuinews("add", web.base + "/feed")
    tuinews("sync", "folder", folder)
    (log,) = folder.iterdir()
    before = log.read_bytes()
    assert "removes nothing" in tuinews("sync", "logout", "--remove").err
    left = tuinews("sync", "logout", "--json").json()
    assert (left["server"], left["kept"], left["unsent"]) == (str(folder), True, 0)
    tuinews("mark", "read", "1")
    tuinews("refresh")
    assert log.read_bytes() == before
    assert tuinews("sync", "now").code == 2
    assert tuinews("count", "").out.strip() == "2"
    assert tuinews("sync", "folder", folder).code == 0  # joins anew, under another name
    assert len(list(folder.iterdir())) == 2

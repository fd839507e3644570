import io
import json
import sys
from pathlib import Path

import pytest

from cli.door import DATA, Tuinews


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


def test_what_is_exported_can_be_imported(tuinews: Tuinews, tmp_path: Path) -> None:
    tuinews("import", DATA / "feeds.opml")
    file = tmp_path / "out.opml"
    assert tuinews("export", file).code == 0
    tuinews("remove", "1", "2")
    assert _folders(tuinews) == []
    assert tuinews("import", file).code == 0
    assert _folders(tuinews) == WANTED


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
    urls.write_text('http://bell.example/rss coast "~Bell"\n"exec:curl http://evil.example" x\n')
    result = tuinews("import", urls)
    assert result.code == 0, result.err
    assert "exec:" in result.err
    assert _folders(tuinews) == [("http://bell.example/rss", "coast", "Bell")]


def test_a_bad_list_imports_nothing_and_is_one_sentence(tuinews: Tuinews) -> None:
    result = tuinews("import", DATA / "bad.opml")
    assert result.code == 1
    assert result.err.count("\n") == 1
    assert "bad.opml" in result.err
    assert _folders(tuinews) == []


def test_a_missing_file_is_wrong_usage(tuinews: Tuinews, tmp_path: Path) -> None:
    result = tuinews("import", tmp_path / "nothing.opml")
    assert result.code == 2
    assert result.err.count("\n") == 1


def test_a_folder_that_is_not_there_is_one_sentence(tuinews: Tuinews, tmp_path: Path) -> None:
    result = tuinews("export", tmp_path / "no" / "such.opml")
    assert result.code == 1
    assert result.err.count("\n") == 1

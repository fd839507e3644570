import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from cli.door import Tuinews

ARRIVALS = Path(__file__).parents[1] / "data" / "stories" / "arrivals.jsonl"

FERRY = {"title": "Ferry Marigold aground off Tern Point", "text": "Captain Ida Brandvold said that all were calm."}
COPY = {"title": "Marigold aground: captain Brandvold calm", "text": "The ferry Marigold lies off Tern Point."}
OTHER = {"title": "A recipe for leek tart with mustard", "text": "Leeks want butter, and time."}


def write(path: Path, *articles: dict[str, Any]) -> Path:
    path.write_text("".join(json.dumps(article) + "\n" for article in articles), "utf-8")
    return path


def test_each_article_has_its_story_in_the_order_of_the_file(tuinews: Tuinews, home: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", {"id": "f1"} | FERRY, {"id": 7} | OTHER, {"id": "f2"} | COPY)
    result = tuinews("inspect", "stories", file, "--json")
    assert result.code == 0, result.err
    assert result.objects() == [{"id": "f1", "story": "f1"}, {"id": 7, "story": 7}, {"id": "f2", "story": "f1"}]
    assert not (home / "data").exists()


def test_what_is_folded_is_in_stories_that_tell_the_same(tuinews: Tuinews, tmp_path: Path) -> None:
    packed = tmp_path / "arrivals.jsonl.gz"
    packed.write_bytes(gzip.compress(ARRIVALS.read_bytes()))
    loose = {row["id"]: row["story"] for row in tuinews("inspect", "stories", packed).objects()}
    folded = {row["id"]: row["story"] for row in tuinews("inspect", "stories", packed, "--folded").objects()}
    assert len(loose) == len(folded) == len(ARRIVALS.read_text("utf-8").splitlines())
    assert len(set(loose.values())) < len(set(folded.values()))


def test_missing_and_wrong_fields_are_no_failure(tuinews: Tuinews, tmp_path: Path) -> None:
    wrong: dict[str, Any] = {"title": None, "text": 5, "published": "yesterday", "source": [], "lang": {}, "url": None}
    file = write(tmp_path / "a.jsonl", {"id": "1"}, {"id": "2"} | wrong, {"id": "3", "title": "x" * 100_000})
    assert [row["story"] for row in tuinews("inspect", "stories", file).objects()] == ["1", "2", "3"]


@pytest.mark.parametrize("line", ['{"id": "2", ', "[1]", '{"title": "no id"}', "\x00", "[" * 100_000])
def test_broken_line_is_named_and_nothing_is_printed(tuinews: Tuinews, tmp_path: Path, line: str) -> None:
    file = write(tmp_path / "a.jsonl", {"id": "1"} | FERRY)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(f"\n{line}\n")
    result = tuinews("inspect", "stories", file)
    assert result.code == 1
    assert result.out == ""
    assert "Line 3 of" in result.err
    assert result.err.count("\n") == 1


def test_file_that_is_missing_or_not_said_is_told(tuinews: Tuinews, tmp_path: Path) -> None:
    assert tuinews("inspect", "stories").code == 2
    result = tuinews("inspect", "stories", tmp_path / "none.jsonl")
    assert result.code == 1
    assert "cannot be read" in result.err
    assert tuinews("inspect", "feed", tmp_path / "none.xml", "--folded").code == 2

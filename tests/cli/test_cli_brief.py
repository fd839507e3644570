"""`brief` on the command line: every form of it, and what it refuses."""

from pathlib import Path
from zipfile import ZipFile

import pytest

from cli.door import Tuinews, Web

LONG_AGO = ("--since", "2001")


@pytest.fixture
def served(tuinews: Tuinews, web: Web) -> Tuinews:
    tuinews("add", web.serve_portal())
    return tuinews


def test_json_has_every_section_with_whole_entries(served: Tuinews) -> None:
    told = served("brief", *LONG_AGO, "--json").json()
    assert [*told] == ["since", "until", "since_visit", "minutes", "budget", "sections", "left_out"]
    assert told["since"] == "2001-01-01T00:00:00Z"
    entries = [entry for section in told["sections"] for entry in section["entries"]]
    assert {entry["id"] for entry in entries} <= {entry["id"] for entry in served("list", "--json").json()}
    assert len(entries) + told["left_out"]["entries"] == served("count", "is:unread", "--json").json()["count"]
    assert told["minutes"] <= told["budget"] == 15
    assert served("brief", *LONG_AGO, "--format", "json").json()["sections"] == told["sections"]


@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_form_names_what_the_edition_has_and_says_that_it_is_all(served: Tuinews, form: str) -> None:
    told = served("brief", *LONG_AGO, "--json").json()
    written = served("brief", *LONG_AGO, "--format", form).out
    for section in told["sections"]:
        assert section["title"] in written
        assert all(entry["url"] in written for entry in section["entries"])
    assert "That was all since 2001-01-01 00:00." in written


def test_it_is_written_into_files_and_never_over_one(served: Tuinews, tmp_path: Path) -> None:
    book = Path(served("brief", *LONG_AGO, "--to", tmp_path / "week.epub").out.strip())
    assert any(name.endswith("html") for name in ZipFile(book).namelist())
    assert served("brief", *LONG_AGO, "--to", tmp_path / "week.epub").out.strip() == str(tmp_path / "week-2.epub")
    page = Path(served("brief", *LONG_AGO, "--format", "html", "--to", tmp_path).out.strip())
    assert page.parent == tmp_path
    assert page.name.endswith("-briefing.html")
    assert page.read_text().count("<article") > 1, "a page has the articles too"


def test_an_empty_edition_is_a_kind_sentence(tuinews: Tuinews) -> None:
    said = tuinews("brief")
    assert said.code == 0
    assert "Nothing new since" in said.out
    assert tuinews("brief", "--json").json()["sections"] == []


@pytest.mark.parametrize(
    "words",
    [
        ("--since", "soon"), ("--minutes", "0"), ("--minutes", "many"), ("--format", "pdf"),
        ("--json", "--format", "html"), ("--json", "--to", "x.json"),
        ("--to", "nowhere/at/all/x.md"), ("--format", "html", "--to", "x.epub"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_sentence_and_2(tuinews: Tuinews, words: tuple[str, ...]) -> None:
    refused = tuinews("brief", *words)
    assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1)

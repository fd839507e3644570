"""The change that docs/first-change.md shows is applied to a copy of the program, and works there.

Each hunk is lines to add after one line of the file, so that other rows of the same table do not matter. Whoever has
made the change, as the page invites, finds it applied.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from architecture.house import ROOT, TESTS

PAGE = (ROOT / "docs" / "first-change.md").read_text("utf-8")

TRIED = """
import sys
from pathlib import Path
from store.storing import NOW, House, draft
from tuinews.engine.arrivals.draft_match import DRAFT_TRAITS, matches_draft
from tuinews.model.arrival import Arrival, FeedRules
from tuinews.model.ids import FeedId
from tuinews.model.query import TRAITS, parse_query
from tuinews.model.text import safe_text
from tuinews.model.query.docs import query_docs
from tuinews.store.conditions import TRAIT_CONDITIONS
from tuinews.store.visibility import REASONS

signed = draft("signed", author=safe_text("Kim"))
with House(Path(sys.argv[1])) as house:
    house.store(house.feed("harbour"), signed, draft("plain"))
    print(*house.guids("has:author"), *house.guids("-has:author"))
condition = parse_query("has:author", NOW).condition
print(*(matches_draft(condition, Arrival(one), FeedRules(FeedId(1), NOW)) for one in (signed, draft("plain"))))
print(set(TRAITS) - set(REASONS) == set(TRAIT_CONDITIONS) == set(DRAFT_TRAITS), "`has:author`" in query_docs())
"""


def hunks() -> list[tuple[str, str, str]]:
    """Each file of the page with the line that is there and those that come after it."""
    found = []
    for name, body in re.findall(r"```diff\n--- (\S+)\n(.*?)```", PAGE, re.DOTALL):
        anchor, *added = body.splitlines(keepends=True)
        assert (anchor[0], {line[0] for line in added}) == (" ", {"+"}), name
        found.append((name, anchor[1:], "".join(line[1:] for line in added)))
    return found


def apply(source: str, anchor: str, added: str) -> str:
    """The source with the lines after the anchor; as it is where they stand already."""
    assert source.count(anchor) == 1, f"there is no single line {anchor!r}: change the hunk of docs/first-change.md"
    return source if added in source else source.replace(anchor, anchor + added)


def test_lines_are_added_once_behind_their_anchor_whatever_follows_it() -> None:
    once = apply("a\nb\nc\n", "b\n", "x\n")
    assert once == "a\nb\nx\nc\n" == apply(once, "b\n", "x\n")
    assert apply("b\nc\nx\n", "b\n", "x\n") == "b\nc\nx\n"
    with pytest.raises(AssertionError, match=r"first-change\.md"):
        apply("a\n", "b\n", "x\n")


def test_the_first_change_works_as_it_is_written(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    assert len(hunks()) == 3
    for name, anchor, added in hunks():
        source = (tmp_path / name).read_text("utf-8")
        (tmp_path / name).write_text(apply(source, anchor, added), "utf-8")

    path = os.pathsep.join((str(tmp_path / "src"), str(TESTS)))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", TRIED, str(tmp_path)], env=environment, capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("signed plain\nTrue False\nTrue True\n", "")


def test_the_page_names_what_there_is() -> None:
    paths = re.findall(r"`((?:tests|docs|src)/[\w/.]+)`", PAGE)
    assert {path for path in paths if not (ROOT / path).exists()} == set()
    assert re.findall(r"`make (\w+)`", PAGE)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in re.findall(r"`make (\w+)`", PAGE))

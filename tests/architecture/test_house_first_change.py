"""The change that docs/first-change.md shows is applied to a copy of the program, and works there."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

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
from tuinews.model.query.docs import query_docs
from tuinews.store.select import TRAIT_CONDITIONS

pictured = draft("pictured", images=("https://h.example/a.png",))
with House(Path(sys.argv[1])) as house:
    house.store(house.feed("harbour"), pictured, draft("plain"))
    print(*house.guids("has:image"), *house.guids("-has:image"))
condition = parse_query("has:image", NOW).condition
print(*(matches_draft(condition, Arrival(one), FeedRules(FeedId(1), NOW)) for one in (pictured, draft("plain"))))
print(set(TRAITS) == set(TRAIT_CONDITIONS) == set(DRAFT_TRAITS), "`has:image`" in query_docs())
"""


def hunks() -> list[tuple[str, str, str]]:
    """Each file of the page with the lines that are there and those that come instead."""
    found = []
    for name, body in re.findall(r"```diff\n--- (\S+)\n(.*?)```", PAGE, re.DOTALL):
        lines = body.splitlines(keepends=True)
        before = "".join(line[1:] for line in lines if line[0] != "+")
        after = "".join(line[1:] for line in lines if line[0] != "-")
        found.append((name, before, after))
    return found


def test_the_first_change_works_as_it_is_written(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    assert len(hunks()) == 3
    for name, before, after in hunks():
        source = (tmp_path / name).read_text("utf-8")
        assert source.count(before) == 1, name
        (tmp_path / name).write_text(source.replace(before, after), "utf-8")

    path = os.pathsep.join((str(tmp_path / "src"), str(TESTS)))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", TRIED, str(tmp_path)], env=environment, capture_output=True, text=True, check=False
    )

    assert (done.stdout, done.stderr) == ("pictured plain\nTrue False\nTrue True\n", "")


def test_the_page_names_what_there_is() -> None:
    paths = re.findall(r"`((?:tests|docs|src)/[\w/.]+)`", PAGE)
    assert {path for path in paths if not (ROOT / path).exists()} == set()
    assert re.findall(r"`make (\w+)`", PAGE)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in re.findall(r"`make (\w+)`", PAGE))

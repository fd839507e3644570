"""What is written about the program is true of it, as far as a test can tell."""

import ast
import re
import shlex
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from architecture.classes import Class, classes, lines_up
from architecture.house import ROOMS, ROOT, SOURCES, TESTS, Function
from tuinews.cli.command import PARTLY_DONE, find, names
from tuinews.cli.command_line import read_command_line
from tuinews.cli.help import overview
from tuinews.cli.parser import parse
from tuinews.config.settings import Settings
from tuinews.demo.newsroom import newsroom
from tuinews.model.dates.months import MONTHS
from tuinews.model.error import ConfigError, StoreError, TuinewsError, UsageError
from tuinews.model.query import parse_query
from tuinews.ui.actions import ACTIONS

PAGES = (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"))
README = (ROOT / "README.md").read_text("utf-8")
NOW = 1_795_514_400


def test_links_between_files_lead_somewhere() -> None:
    links = {(page, link) for page in PAGES for link in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))}
    local = {(page, link) for page, link in links if "://" not in link and not link.startswith("mailto:")}
    assert local
    assert {f"{page.name}: {link}" for page, link in local if not (page.parent / link).exists()} == set()


def test_commands_of_the_readme_exist() -> None:
    used = set(re.findall(r"(?:\$ |`)tuinews ([a-z]+)", README))
    assert len(used) >= 6
    assert used <= set(names())


def told_commands() -> Iterator[str]:
    """The commands that the README, the overview and the help of each command give as examples, without pipes."""
    yield from re.findall(r"^\$ tuinews (.+)", README, re.MULTILINE)
    yield from re.findall(r"^  tuinews (\S.+)", overview(), re.MULTILINE)
    for name in names():
        yield from find(name)[1].examples


def test_commands_that_are_told_can_be_typed() -> None:
    seen = 0
    for line in told_commands():
        words = shlex.split(re.split(r" +[#|<>] |   +", line)[0])
        if not words or words[0] not in names():
            continue
        row, command = find(words[0])
        call = read_command_line(words)
        values = parse(row, command, call.words)
        if isinstance(query := getattr(values, "query", None), list) and words[0] != "views":
            assert parse_query(" ".join(query), NOW).text == " ".join(query)
        seen += 1
    assert seen > 50


def test_exit_codes_are_those_of_the_program() -> None:
    known = {TuinewsError.exit_code, UsageError.exit_code, ConfigError.exit_code, StoreError.exit_code, PARTLY_DONE, 0}
    for text, sign in ((README, " · "), (overview(), ", ")):
        told = " ".join(text.partition("Exit codes:")[2].partition(".")[0].split())
        assert {int(part[0]) for part in told.split(sign) if part[:1].isdigit()} == known


NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
)


def test_numbers_that_are_told_are_counted() -> None:
    outlets = newsroom().outlets
    assert f"sample portal is {NUMBERS[len(outlets)]} outlets" in README
    assert f"in {NUMBERS[len({outlet.lang for outlet in outlets})]} languages" in README
    rules = re.findall(r"^\| E\d+ \|", (ROOT / "docs" / "promises.md").read_text("utf-8"), re.MULTILINE)
    assert f"{len(rules)} rules, each with tests" in README
    assert "more than fifty languages" in (ROOT / "docs" / "formats.md").read_text("utf-8")
    assert 50 < len(MONTHS) < 60
    architecture = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert f"## {NUMBERS[len(ROOMS)].capitalize()} rooms" in architecture
    licences = (ROOT / "docs" / "decisions" / "0001-licences-and-dependencies.md").read_text("utf-8")
    direct = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert f"{NUMBERS[len(direct)].capitalize()} direct dependencies" in licences


def test_every_rule_of_ruff_that_is_off_has_its_reason() -> None:
    text = (
        (ROOT / "pyproject.toml")
        .read_text("utf-8")
        .partition("[tool.ruff.lint]")[2]
        .partition("[tool.ruff.lint.mccabe]")[0]
    )
    rules = re.findall(r'^    "[A-Z]+\d*",(.*)$', text, re.MULTILINE)
    assert len(rules) > 20
    assert [rule for rule in rules if not re.match(r" +# \w", rule)] == []


def test_test_modules_are_called_as_taking_part_says() -> None:
    other = {"architecture": "house", "fetch": "etiquette"}
    found = {path.relative_to(TESTS) for path in TESTS.rglob("test_*.py")}
    rooms = {*ROOMS, "architecture", "flows", "paint"}
    assert {
        str(path)
        for path in found
        if not path.name.startswith((f"test_{path.parts[0]}_", f"test_{other.get(path.parts[0])}"))
        or path.parts[0] not in rooms
    } == set()


def test_keys_of_the_readme_are_the_readers() -> None:
    table = README.partition("## Keys")[2].partition("## ")[0]
    spoken = {key.lower().replace("ctrl-", "ctrl+") for key in re.findall(r"`([^`]+)`", table)} - {"tuinews keys"}
    signs = {"\\|": "|", "esc": "escape"}  # as a table of Markdown and a keyboard have it
    known = {key.lower() for action in ACTIONS.values() for key in action.keys}
    known |= {f":{name}" for name in ACTIONS}  # as it is typed in the command line
    assert len(spoken) >= 25
    assert {signs.get(key, key) for key in spoken} <= known


def test_queries_of_the_readme_can_be_read() -> None:
    block = README.partition("found by one language")[2].split("```")[1]
    queries = re.split(r" {3,}|\n", block.strip())
    assert len(queries) == 4
    for query in queries:
        assert parse_query(query, NOW).text == query


def test_make_has_the_commands_that_newcomers_are_told() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    taking_part = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for target in re.findall(r"\$ make (\w+)", README + taking_part):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_architecture_page_knows_every_room() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert {room for room in ROOMS if f"| `{room}` |" not in page} == set()


MAPS: dict[str, tuple[str, ...]] = {
    "architecture.md": (),
    "ui.md": ("ui", "ui/controllers"),
    "article.md": ("article", "article/page", "article/build", "article/related", "article/write"),
}
"""The pages that say where things are, and the folders from which they name modules; a row of a room names its own."""


@pytest.mark.parametrize("name", MAPS)
def test_pages_name_modules_and_folders_that_exist(name: str) -> None:
    written = [
        (path, folders)
        for line, folders in lines_of(name)
        for path in re.findall(r"(?<![\w./])(?:(?:\w+/)+\w+\.py|\w+\.py|(?:\w+/)+)(?![\w./])", line)
    ]
    assert len(written) > 20
    assert {path for path, folders in written if not any((folder / path).exists() for folder in folders)} == set()


def lines_of(name: str) -> Iterator[tuple[str, list[Path]]]:
    """The lines of a page, each with the folders from which it may name a module."""
    for line in (ROOT / "docs" / name).read_text("utf-8").splitlines():
        room = re.match(r"\| `(\w+)` \|", line)
        own = [SOURCES / room[1]] if room and room[1] in ROOMS else []
        yield line, [ROOT, ROOT / "docs", SOURCES, *own, *(SOURCES / folder for folder in MAPS[name])]


def test_the_map_of_the_reader_names_classes_and_methods_that_exist() -> None:
    page = (ROOT / "docs" / "ui.md").read_text("utf-8")
    named = set(re.findall(r"`(?:\w+\.)*([A-Z]\w*[a-z]\w*)(?:\.(\w+))?(?:\([^`]*)?`", page))
    assert len(named) > 20
    found = classes()
    by_name = {one.name.rpartition(".")[2]: one for one in found.values()}
    assert {kind for kind, _ in named if kind not in by_name} == set()
    parts = {(kind, part) for kind, part in named if part}
    assert {f"{kind}.{part}" for kind, part in parts if part not in parts_of(by_name[kind])} == set()


def parts_of(one: Class) -> set[str]:
    """Names of the methods, inner classes and fields of a class and of those that it stands on."""
    own = [node for line in lines_up(one) for part in line for node in part.node.body]
    named = {node.name for node in own if isinstance(node, ast.ClassDef | Function)}
    return named | {
        node.target.id for node in own if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def test_decisions_are_numbered_without_gaps() -> None:
    numbers = sorted(path.name[:4] for path in (ROOT / "docs" / "decisions").glob("*.md"))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_every_group_of_settings_is_on_its_page() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert {name for name in Settings.__dataclass_fields__ if f"## {name}" not in page} == set()


def test_the_glossary_names_what_there_is_and_each_word_once() -> None:
    rows = [
        line.split("|") for line in (ROOT / "docs" / "glossary.md").read_text("utf-8").splitlines() if "| **" in line
    ]
    words = [word for row in rows for word in re.findall(r"\*\*([^*]+)\*\*", row[1])]
    assert len(words) >= 30
    assert len(words) == len(set(words))
    names = [name for row in rows for name in re.findall(r"`([\w.]+)`", row[3])]
    assert [name for name in names if not exists(name)] == []


def exists(name: str) -> bool:
    """Whether a module, or something in one, is called that."""
    parts = name.split(".")
    for size in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join(("tuinews", *parts[:size])))
        except ModuleNotFoundError:
            continue
        for attribute in parts[size:]:
            found = getattr(found, attribute, None)
        return found is not None
    return False


def test_the_map_of_article_names_modules_and_functions_that_exist() -> None:
    page = (ROOT / "docs" / "article.md").read_text("utf-8")
    paths = re.findall(r"\b(?:page|build|related|write|article|model)/(?:\w+/)?\w+\.py", page)
    rooms = {path.partition("/")[0] for path in paths}
    assert rooms >= {"page", "build", "write", "model"}
    places = (SOURCES, SOURCES / "article")
    assert {path for path in paths if not any((place / path).exists() for place in places)} == set()
    named = re.findall(r"`((?:page|build|write|model)\.[\w.]+)\.(\w+)`", page)
    assert len(named) >= 8
    for module, name in named:
        room = "" if module.startswith("model") else "article."
        assert name in vars(import_module(f"tuinews.{room}{module}")), f"{module}.{name}"

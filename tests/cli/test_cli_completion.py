"""Completions: the scripts are made from the tables, and bash, zsh and fish take them."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.door import Tuinews
from tuinews.cli.command import names
from tuinews.cli.shell.completion import SHELLS, write_completion
from tuinews.cli.shell.man_page import write_man_page
from tuinews.cli.shell.words import list_query_words, read_commands
from tuinews.model.query.terms import TERMS, TRAITS

LIST = """\
<opml version="2.0"><body><outline text="World News">
<outline text="The &quot;Daily&quot; Coast" xmlUrl="http://127.0.0.1:9/a"/><outline text="Planet" xmlUrl="http://127.0.0.1:9/b"/>
</outline></body></opml>
"""

FISH_LINE = "tuinews list 'title:100% is:unr"

FISH_ROW = re.compile(r"(?:[^'\\]|'(?:[^'\\]|\\.)*')*")
"""A line of fish whose quotes are closed."""

DRIVER = r"""
source "$1"; shift
COMP_LINE=$1 COMP_POINT=${#1}; shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
compopt() { :; }
_tuinews "$PROGRAM" "${COMP_WORDS[COMP_CWORD]}" ""
[ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\n' "${COMPREPLY[@]}"
"""


MACROS = {".TH", ".SH", ".SS", ".PP", ".TP", ".RS", ".RE", ".B", ".I", ".nf", ".fi", ".br"}
"""The requests that the manual page is written with."""


def find_program(name: str) -> str:
    """Return where a program is that only tests need; they are skipped without it."""
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed: install your system's package of that name to run this test")
    return found


@pytest.fixture
def library(tuinews: Tuinews, home: Path) -> Path:
    (home / "list.opml").write_text(LIST)
    assert tuinews("import", home / "list.opml").code == 0
    assert tuinews("views", "add", "Sea things", "tag:sea").code == 0
    return home


def complete(script: Path, line: str, words: list[str]) -> list[str]:
    """What bash offers at the end of a line, which it takes apart into these words."""
    program = script.parent / "program"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m tuinews "$@"\n')
    program.chmod(0o755)
    said = subprocess.run(
        ["bash", "-c", DRIVER, "bash", script, line, *words],  # noqa: S607
        env=os.environ | {"PROGRAM": str(program)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert said.stderr == ""
    return said.stdout.splitlines()


def test_everything_that_can_be_typed_is_in_the_tables() -> None:
    commands = {command.name: command for command in read_commands()}
    assert tuple(commands) == names()
    sort = next(option for option in commands["list"].options if option.options == ("--sort",))
    assert "relevance" in sort.words
    assert [place.kind for place in commands["edit"].places] == ["feed"]
    assert commands["mark"].places[0].words == ("read", "unread", "star", "unstar", "later", "unlater")
    words = {word.word for word in list_query_words()}
    assert {f"{trait.term}:{name}" for name, trait in TRAITS.items()} <= words
    assert {word.partition(":")[0] for word in words} == set(TERMS)


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_each_shell_is_printed(tuinews: Tuinews, shell: str) -> None:
    said = tuinews("completion", shell)
    assert (said.code, said.err) == (0, "")
    assert all(name in said.out for name in names())


def test_what_zsh_and_fish_are_told_is_quoted() -> None:
    zsh, fish = (write_completion(shell).splitlines() for shell in ("zsh", "fish"))
    begin = zsh.index("        list)")
    words = shlex.split(
        " ".join(line.removesuffix("\\") for line in zsh[begin + 1 : zsh.index("            ;;", begin)])
    )
    assert words[:3] == ["_arguments", "$_tuinews_common", "--help[explain this command]"]
    assert [word.partition("[")[0] for word in words[3:]] == [
        *(
            f"{option.options[0]}{'=' if option.takes else ''}"
            for command in read_commands()
            for option in command.options
            if command.name == "list"
        ),
        "*:QUERY:_tuinews_query",
    ]
    rows = [line for line in fish if line.startswith("complete ")]
    assert len(rows) > len(names())
    assert [row for row in rows if not FISH_ROW.fullmatch(row)] == []


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_understands_its_script(tmp_path: Path, shell: str) -> None:
    (tmp_path / "script").write_text(write_completion(shell))
    said = subprocess.run(
        [find_program(shell), "-n", tmp_path / "script"], capture_output=True, text=True, check=True, timeout=60
    )
    assert said.stderr == ""


def test_fish_completes_what_is_typed(tmp_path: Path) -> None:
    (tmp_path / "script").write_text(write_completion("fish"))
    said = subprocess.run(
        [find_program("fish"), "-c", "source $argv[1]; complete -C $argv[2]", tmp_path / "script", FISH_LINE],
        env=os.environ | {"HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert (said.stdout.partition("\t")[0], said.stderr) == ("title:100% is:unread", "")


def test_bash_completes_what_is_typed(tmp_path: Path) -> None:
    script = tmp_path / "script"
    script.write_text(write_completion("bash"))
    typed = {
        ("tuinews refr", "tuinews", "refr"): ["refresh"],
        ("tuinews --home /x sho", "tuinews", "--home", "/x", "sho"): ["show"],
        ("tuinews list --sor", "tuinews", "list", "--sor"): ["--sort"],
        ("tuinews list --sort r", "tuinews", "list", "--sort", "r"): ["river", "relevance"],
        ("tuinews list is:unr", "tuinews", "list", "is", ":", "unr"): ["unread"],
        ("tuinews list is:", "tuinews", "list", "is", ":"): [
            name for name, trait in TRAITS.items() if trait.term == "is"
        ],
        ("tuinews list -is:star", "tuinews", "list", "-is", ":", "star"): ["starred"],
        ("tuinews list 'is:unread has:enc", "tuinews", "list", "'is:unread has:enc"): ["is:unread has:enclosure"],
        ("tuinews mark unl", "tuinews", "mark", "unl"): ["unlater"],
        ("tuinews views ", "tuinews", "views", ""): ["list", "add", "edit", "remove"],
        ("tuinews later ", "tuinews", "later", ""): [],
    }
    assert {words: complete(script, words[0], list(words[1:])) for words in typed} == typed


def test_bash_runs_nothing_that_is_typed(tmp_path: Path) -> None:
    script, mark = tmp_path / "script", tmp_path / "mark"
    script.write_text(write_completion("bash"))
    for word in (f"$(touch {mark})", f"`touch {mark}`", f"<(touch {mark})"):
        assert complete(script, f"tuinews --home {word} edit x", ["tuinews", "--home", word, "edit", "x"]) == []
    assert not mark.exists()


def test_bash_completes_the_names_of_the_library(library: Path) -> None:
    script = library / "script"
    script.write_text(write_completion("bash"))
    assert complete(script, "tuinews edit Pl", ["tuinews", "edit", "Pl"]) == ["Planet"]
    assert complete(script, 'tuinews edit "The', ["tuinews", "edit", '"The']) == ['The \\"Daily\\" Coast']
    assert complete(script, "tuinews list 'view:Se", ["tuinews", "list", "'view:Se"]) == ['view:"Sea things"']


def test_names_are_printed_for_shells_and_no_library_is_made_for_them(tuinews: Tuinews, home: Path) -> None:
    assert tuinews("completion", "--names", "feed") == (0, "", "")
    assert not (home / "data").exists()
    (home / "list.opml").write_text(LIST)
    tuinews("import", home / "list.opml")
    assert sorted(tuinews("completion", "--names", "feed").out.splitlines()) == ["Planet", 'The "Daily" Coast']
    assert tuinews("completion", "--names", "folder-name").out == "World News\n"


def test_a_shell_that_is_not_known_is_one_sentence(tuinews: Tuinews) -> None:
    for words in ((), ("tcsh",), ("bash", "--names", "feed")):
        told = tuinews("completion", *words)
        assert (told.code, told.out, told.err.count("\n")) == (2, "", 1)


def test_the_manual_page_tells_every_command_and_term() -> None:
    page = (Path(__file__).parents[2] / "share/man/man1/tuinews.1").read_text("utf-8")
    assert all(f".SS {name}\n" in page for name in names())
    assert all(f".B {term}:" in page for term in TERMS)
    assert {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))} == MACROS
    assert page.count("\\fB") + page.count("\\fI") == page.count("\\fR")


def test_groff_understands_the_manual_page(tmp_path: Path) -> None:
    (tmp_path / "page").write_text(write_man_page(read_commands()))
    said = subprocess.run(
        [find_program("groff"), "-man", "-ww", "-Tutf8", "-z", tmp_path / "page"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stderr == ""

"""Completions: the scripts are made from the tables, and bash, zsh and fish take them."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from cli.door import Tuinews
from tuinews.cli.command import names
from tuinews.cli.shell.completion import SHELLS, write_completion
from tuinews.cli.shell.words import list_query_words, read_commands
from tuinews.model.query.terms import TERMS, TRAITS

LIST = """\
<opml version="2.0"><body><outline text="World News">
<outline text="The &quot;Daily&quot; Coast" xmlUrl="http://127.0.0.1:9/a"/><outline text="Planet" xmlUrl="http://127.0.0.1:9/b"/>
</outline></body></opml>
"""

DRIVER = r"""
source "$1"; shift
COMP_LINE=$1 COMP_POINT=${#1}; shift
COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
compopt() { :; }
_tuinews "$PROGRAM" "${COMP_WORDS[COMP_CWORD]}" ""
[ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\n' "${COMPREPLY[@]}"
"""


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
def test_each_shell_understands_its_script(tuinews: Tuinews, tmp_path: Path, shell: str) -> None:
    said = tuinews("completion", shell)
    assert (said.code, said.err) == (0, "")
    assert all(name in said.out for name in names())
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not here")
    (tmp_path / "script").write_text(said.out)
    subprocess.run([program, "-n", tmp_path / "script"], check=True, timeout=60)


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


def test_the_manual_page_tells_every_command_and_term(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "share/man/man1/tuinews.1").read_text("utf-8")
    assert all(f".SS {name}\n" in page for name in names())
    assert all(f".B {term}:" in page for term in TERMS)
    mandoc = shutil.which("groff")
    if mandoc is None:
        pytest.skip("groff is not here")
    (tmp_path / "page").write_text(page)
    said = subprocess.run(
        [mandoc, "-man", "-ww", "-Tutf8", "-z", tmp_path / "page"], capture_output=True, text=True, check=True
    )
    assert said.stderr == ""

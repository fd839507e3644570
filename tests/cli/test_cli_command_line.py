import pytest

from cli.door import Tuinews
from tuinews.cli.command import GROUPS, load, names, suggest
from tuinews.cli.command_line import CommandLine, read_command_line
from tuinews.model.error import UsageError


@pytest.mark.parametrize(
    ("argv", "call"),
    [
        ([], CommandLine()),
        (["--home", "/h"], CommandLine(home="/h")),
        (["--home=/h", "--debug"], CommandLine(home="/h", debug=True)),
        (["list", "is:unread", "--home", "/h", "--no-color"], CommandLine("list", ("is:unread",), "/h", plain=True)),
        (["--json", "feeds"], CommandLine("feeds", ("--json",))),
        (["--help"], CommandLine("--help")),
        (["-h"], CommandLine("--help")),
        (["help"], CommandLine("--help")),
        (["help", "list", "--home", "/h"], CommandLine("list", ("--help",), "/h")),
        (["list", "help"], CommandLine("list", ("help",))),
        (["list", "--help"], CommandLine("list", ("--help",))),
        (["list", "--", "--debug"], CommandLine("list", ("--", "--debug"))),
        (["--version"], CommandLine("--version")),
        (["list", "is:unread", "--version"], CommandLine("--version")),
        (["list", "--", "--version"], CommandLine("list", ("--", "--version"))),
    ],
)
def test_common_options_may_stand_anywhere(argv: list[str], call: CommandLine) -> None:
    assert read_command_line(argv) == call


@pytest.mark.parametrize("argv", [["--home"], ["--home="], ["--nonsense"], ["--json"], ["-x", "list"]])
def test_a_wrong_common_option_is_one_usage_error(argv: list[str]) -> None:
    with pytest.raises(UsageError):
        read_command_line(argv)


def test_every_row_of_the_table_has_its_command() -> None:
    for rows in GROUPS.values():
        for row in rows:
            command = load(row)
            assert command.examples
            assert all(example.startswith(row.name) for example in command.examples)


def test_no_command_is_listed_twice() -> None:
    assert len(set(names())) == len(names())


def test_the_overview_names_every_command_on_stdout(tuinews: Tuinews) -> None:
    result = tuinews("--help")
    assert result.code == 0
    assert not result.err
    assert all(f"\n  {name} " in result.out for name in names())


@pytest.mark.parametrize("name", names())
def test_every_command_explains_itself_with_examples(tuinews: Tuinews, name: str) -> None:
    result = tuinews(name, "--help")
    assert result.code == 0
    assert not result.err
    assert f"usage: tuinews {name}" in result.out
    assert "examples:" in result.out


def test_an_unknown_command_names_the_nearest_in_one_sentence(tuinews: Tuinews) -> None:
    result = tuinews("refersh")
    assert result.code == 2
    assert not result.out
    assert result.err.count("\n") == 1
    assert "'refresh'" in result.err


@pytest.mark.parametrize(
    "argv",
    [("add",), ("list", "--limit", "many"), ("list", "--sort", "sideways"), ("mark", "blue", "1"), ("config", "sing")],
)
def test_wrong_arguments_are_one_line_and_exit_2(tuinews: Tuinews, argv: tuple[str, ...]) -> None:
    result = tuinews(*argv)
    assert result.code == 2
    assert not result.out
    assert result.err.startswith("tuinews: ")
    assert result.err.count("\n") == 1


def test_the_version_is_printed(tuinews: Tuinews) -> None:
    assert tuinews("--version").out.startswith("tuinews 0.")


@pytest.mark.parametrize(
    ("word", "told"),
    [
        ("unsubscribe", ": did you mean 'remove'?"),
        ("subscribe", ": did you mean 'add'?"),
        ("delete", ": did you mean 'remove'?"),
        ("search", ": did you mean 'list'?"),
        ("health", ": did you mean 'feeds'?"),
        ("refrsh", ": did you mean 'refresh'?"),
        ("xyzzy", "."),
    ],
)
def test_what_other_readers_say_leads_to_our_commands(word: str, told: str) -> None:
    assert suggest(word, names()) == told
    assert told == "." or told.split("'")[1] in names()

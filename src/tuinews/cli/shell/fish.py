"""The completion for fish, as a script."""

from collections.abc import Iterator

from tuinews.cli.shell.words import (
    COMMON,
    FILE,
    FOLDER,
    QUERY,
    ArgumentWords,
    CommandWords,
    list_query_words,
    list_term_names,
)

_HEAD = r"""
function __tuinews_command --description 'whether the command is one of these; without any, whether there is none yet'
    set -l typed (commandline -opc)
    set -e typed[1]
    while set -q typed[1]
        switch $typed[1]
            case --home
                set -e typed[1]
            case '-*'
            case '*'
                contains -- $typed[1] $argv
                return
        end
        set -e typed[1]
    end
    test (count $argv) -eq 0
end

function __tuinews_names --description 'names of a kind that are in the library'
    set -l typed (commandline -opc)
    set -l home
    if set -l place (contains -i -- --home $typed)
        set home --home $typed[(math $place + 1)]
    end
    $typed[1] $home completion --names $argv[1] 2>/dev/null
end

function __tuinews_query --description 'words of a query'
    set -l typed (string trim --left --chars '\'"' -- (commandline -ct))
    set -l last (string replace -r '^.*[\s(]' '' -- $typed)
    set -l kept (string sub --length (math (string length -- "$typed") - (string length -- "$last")) -- "$typed")
    if string match -q -- '-*' "$last"
        set kept $kept-
    end
    set -l term (string replace -r ':.*$' '' -- (string trim --left --chars - -- "$last"))
    switch "$last"
        case '*:*'
            set -l kind (__tuinews_term $term)
            for name in (test -n "$kind"; and __tuinews_names $kind)
                if string match -qr '[\s"()\\\\]' -- $name
                    set name '"'(string replace -ra '(["\\\\])' '\\\\$1' -- $name)'"'
                end
                printf '%s%s:%s\n' "$kept" $term $name
            end
    end
    printf '%s\n' "$kept"$__tuinews_query_words
end
"""


def write_fish(commands: tuple[CommandWords, ...]) -> str:
    """Return the script for these commands."""
    head = "# Completion of tuinews for fish, made from its own tables: `tuinews completion fish` prints it.\n"
    return head + _HEAD + "\n".join(_lines(commands)) + "\n"


def _lines(commands: tuple[CommandWords, ...]) -> Iterator[str]:
    yield "\nfunction __tuinews_term --description 'the kind of names that a term of queries takes'"
    yield "    switch $argv[1]"
    for term, kind in list_term_names().items():
        yield f"        case {term}\n            echo {kind}"
    yield "    end\nend\n"
    yield "set -g __tuinews_query_words \\"
    yield " \\\n".join(f"    {_quote(f'{word.word}	{word.about}')}" for word in list_query_words())
    yield "\ncomplete -c tuinews -f"
    yield from (_option(option, "") for option in COMMON)
    for command in commands:
        yield f"\ncomplete -c tuinews -n __tuinews_command -a {command.name} -d {_quote(command.about)}"
        chosen = f"-n '__tuinews_command {command.name}'"
        yield from (_option(option, chosen) for option in command.options)
        for place in command.places:
            if words := _offer(place):
                files = " -F" if place.kind == FILE else ""
                yield f"complete -c tuinews {chosen}{files} -a {_quote(words)} -d {_quote(place.takes)}"
            elif place.kind == FILE:
                yield f"complete -c tuinews {chosen} -F"


def _option(option: ArgumentWords, chosen: str) -> str:
    parts = ["complete -c tuinews", *([chosen] if chosen else []), f"-l {option.options[0].removeprefix('--')}"]
    if option.kind == FILE:
        parts.append("-r -F")
    elif option.takes:
        parts.append("-x")
    if words := _offer(option):
        parts.append(f"-a {_quote(words)}")
    return " ".join([*parts, f"-d {_quote(option.about)}"])


def _offer(argument: ArgumentWords) -> str:
    """Return what is offered in a place, as fish takes it."""
    match argument.kind:
        case "" | "file":
            found = ""
        case kind if kind == FOLDER:
            found = "(__fish_complete_directories)"
        case kind if kind == QUERY:
            found = "(__tuinews_query)"
        case kind:
            found = f"(__tuinews_names {kind})"
    return " ".join([*argument.words, *([found] if found else [])])


def _quote(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

"""The completion for zsh, as a script."""

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

_HEAD = """\
#compdef tuinews
# Completion of tuinews for zsh, made from its own tables: `tuinews completion zsh` prints it.
"""

_FUNCTIONS = r"""
_tuinews_read() {
    $program ${home:+--home} ${home:+$home} completion --names $1 2>/dev/null
}
_tuinews_names() { # a kind of names
    local -a names
    names=(${(f)"$(_tuinews_read $1)"})
    compadd -M 'm:{[:lower:]}={[:upper:]}' -a names
}

_tuinews_query() {
    compset -P '*[[:space:](]'
    compset -P '-'
    local term=${PREFIX%%:*}
    if [[ $PREFIX == *:* && -n ${_tuinews_terms[$term]} ]]; then
        local -a names
        names=(${(f)"$(_tuinews_read ${_tuinews_terms[$term]})"})
        local -a values
        local name
        for name in $names; do
            [[ $name == *[[:space:]\"\(\)\\]* ]] && name=\"${${name//\\/\\\\}//\"/\\\"}\"
            values+=("$term:$name")
        done
        compadd -M 'm:{[:lower:]}={[:upper:]}' -a values
    else
        _describe -t values 'word of a query' _tuinews_query_words
        _describe -t terms 'term of a query' _tuinews_query_terms -S ''
    fi
}

_tuinews() {
    local context state line program=$words[1] home=
    typeset -A opt_args
    _arguments -C $_tuinews_common '1:command:{_describe command _tuinews_commands}' '*::words:->words'
    home=${(Q)opt_args[--home]}
    [[ $state == words ]] || return
    case $words[1] in
"""

_TAIL = """\
    esac
}

_tuinews "$@"
"""


def write_zsh(commands: tuple[CommandWords, ...]) -> str:
    """Return the script for these commands."""
    return "\n".join((_HEAD, *_tables(commands))) + "\n" + _FUNCTIONS + "\n".join(_cases(commands)) + "\n" + _TAIL


def _tables(commands: tuple[CommandWords, ...]) -> Iterator[str]:
    words = list_query_words()
    whole = ((word.word, word.about) for word in words if not word.word.endswith(":"))
    terms = ((word.word, word.about) for word in words if word.word.endswith(":"))
    yield from _array("_tuinews_commands", (_pair(command.name, command.about) for command in commands))
    yield from _array("_tuinews_query_words", (_pair(*pair) for pair in whole))
    yield from _array("_tuinews_query_terms", (_pair(*pair) for pair in terms))
    yield "typeset -gA _tuinews_terms"
    yield f"_tuinews_terms=({' '.join(f'{term} {kind}' for term, kind in list_term_names().items())})"
    yield from _array("_tuinews_common", (_specify(option) for option in COMMON))


def _array(name: str, items: Iterator[str]) -> Iterator[str]:
    yield f"typeset -ga {name}"
    yield f"{name}=("
    yield from (f"    {item}" for item in items)
    yield ")"


def _cases(commands: tuple[CommandWords, ...]) -> Iterator[str]:
    for command in commands:
        yield f"        {command.name})"
        yield "            _arguments $_tuinews_common \\"
        parts = [_specify(ArgumentWords(("--help",), "", "explain this command"))]
        parts += [_specify(option) for option in command.options]
        parts += [_place(place) for place in command.places]
        yield " \\\n".join(f"                {part}" for part in parts)
        yield "            ;;"


def _specify(option: ArgumentWords) -> str:
    """Return an option as `_arguments` takes it; zsh has `*` before one that may stand twice."""
    name, about = option.options[0], _escape(option.about).replace("[", "\\[").replace("]", "\\]")
    if not option.takes:
        return _quote(f"{name}[{about}]")
    return _quote(f"{'*' if option.many else ''}{name}=[{about}]:{_escape(option.takes)}:{_action(option)}")


def _place(place: ArgumentWords) -> str:
    return _quote(f"{'*' if place.many else ''}:{_escape(place.takes)}:{_action(place)}")


def _action(argument: ArgumentWords) -> str:
    """Return what completes an argument, as `_arguments` takes it."""
    words = " ".join(argument.words)
    if argument.kind == QUERY:
        return f"{{compadd {words}; _tuinews_query}}" if words else "_tuinews_query"
    if words:
        return f"({words})"
    return _ACTIONS.get(argument.kind) or f"{{_tuinews_names {argument.kind}}}"


_ACTIONS = {"": " ", FILE: "_files", FOLDER: "_files -/"}
"""What completes values other than names and queries."""


def _pair(word: str, about: str) -> str:
    return _quote(f"{_escape(word)}:{about}")


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(":", "\\:")


def _quote(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"

"""The completion for bash (3.2 and newer), as a script."""

from collections.abc import Iterator
from shlex import quote

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
# Completion of tuinews for bash, made from its own tables: `tuinews completion bash` prints it.
"""

_FUNCTIONS = r"""
_tuinews_match() { # what is typed, what is kept before it; one offer on each line of stdin
    local offer spelled
    while IFS= read -r offer; do
        [[ $offer == "$1"* || ${offer/:\"/:} == "$1"* ]] || continue
        offer=$2$offer
        case $quote in
            \') offer=${offer//\'/\'\\\'\'} ;;
            \") offer=$(sed 's/[\\"$`]/\\&/g' <<<"$offer") ;;
            *)
                printf -v spelled '%q' "$offer"
                offer=${spelled:${#left}}
                ;;
        esac
        COMPREPLY+=("$offer")
    done
}

_tuinews_query() {
    local last=${plain##*[[:space:](]} kept term kind name
    kept=${plain%"$last"}
    if [[ $last == -* ]]; then
        kept+=- last=${last#-}
    fi
    term=${last%%:*}
    kind=$(_tuinews_term "$term")
    if [[ $last == *:* && -n $kind ]]; then
        _tuinews_match "$last" "$kept" < <(_tuinews_names "$kind" | while IFS= read -r name; do
            case $name in
                *[[:space:]\"\(\)\\]*) name=${name//\\/\\\\} name=\"${name//\"/\\\"}\" ;;
            esac
            printf '%s\n' "$term:$name"
        done)
    else
        _tuinews_match "$last" "$kept" <<<"$_tuinews_query_words"
        if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *: ]]; then
            compopt -o nospace 2>/dev/null
        fi
    fi
}

_tuinews_names() {
    "$program" ${home:+--home "$home"} completion --names "$1" 2>/dev/null
}

_tuinews_offer() { # the words and the kind that stand in a place
    local words=${1%%|*} kind=${1##*|}
    [ -n "$words" ] && _tuinews_match "$plain" '' < <(printf '%s\n' $words)
    case $kind in
        file) compopt -o default 2>/dev/null ;;
        folder) compopt -o dirnames 2>/dev/null ;;
        query) _tuinews_query ;;
        ?*) _tuinews_match "$plain" '' < <(_tuinews_names "$kind") ;;
    esac
}

_tuinews() {
    local program=$1 current=${COMP_WORDS[COMP_CWORD]} line=${COMP_LINE:0:COMP_POINT} IFS=$' \t\n'
    local command= home= waits= place=0 quote= plain left= word found i
    COMPREPLY=()
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [ -n "$waits" ]; then
            if [ "$waits" = --home ]; then
                case $word in
                    *[\`\(]*) home=$word ;; # it may name a program, which is not to run before Enter
                    *) eval "home=$word" 2>/dev/null ;;
                esac
            fi
            waits=
        elif [[ $word == -* ]]; then
            [[ $(_tuinews_value "$command" "$word") ]] && waits=$word
        elif [ -z "$command" ]; then
            command=$word
        elif [[ $word != : && ${COMP_WORDS[i - 1]} != : ]]; then
            place=$((place + 1))
        fi
    done
    case $current in
        \'* | \"*)
            quote=${current:0:1}
            plain=${current:1}
            ;;
        *) # bash takes a word apart at its colons, and wants what is behind the last of them
            [[ $line =~ (([^[:space:]\\]|\\.)*)$ ]] && left=${BASH_REMATCH[1]}
            plain=${left//\\/}
            [ "$current" = : ] && current=
            left=${left%"$current"}
            ;;
    esac
    if [ -n "$waits" ]; then
        found=$(_tuinews_value "$command" "$waits")
        _tuinews_offer "${found#?}"
    elif [[ $current == --* || $current == - ]]; then
        _tuinews_match "$plain" '' < <(printf '%s\n' $(_tuinews_options "$command"))
    elif [ -z "$command" ]; then
        _tuinews_match "$plain" '' < <(printf '%s\n' $_tuinews_commands)
    else
        _tuinews_offer "$(_tuinews_place "$command" "$place")"
    fi
}

complete -F _tuinews tuinews
"""


def write_bash(commands: tuple[CommandWords, ...]) -> str:
    """Return the script for these commands."""
    return "\n".join((_HEAD, *_tables(commands))) + "\n" + _FUNCTIONS


def _tables(commands: tuple[CommandWords, ...]) -> Iterator[str]:
    yield f"_tuinews_commands='{' '.join(command.name for command in commands)}'"
    yield f"_tuinews_query_words={quote(chr(10).join(word.word for word in list_query_words()))}"
    terms = (f"        {term}) echo {kind} ;;" for term, kind in list_term_names().items())
    yield from _function("_tuinews_term() { # the kind of names that a term of queries takes", "$1", terms)
    options = (f"        {command.name}) echo '{_join_options(command)}' ;;" for command in commands)
    every = " ".join(name for option in COMMON for name in option.options)
    yield from _function(
        "_tuinews_options() { # the options of a command", "$1", [*options, f"        *) echo '--help {every}' ;;"]
    )
    yield from _function("_tuinews_value() { # what an option takes, behind a sign", "$1:$2", _values(commands))
    places = (
        f"        {command.name}:{'*' if place.many else number}) echo '{_describe(place)}' ;;"
        for command in commands
        for number, place in enumerate(command.places)
    )
    yield from _function("_tuinews_place() { # what stands in a place", "$1:$2", places)


def _values(commands: tuple[CommandWords, ...]) -> Iterator[str]:
    for option in COMMON:
        if option.takes:
            yield f"        *:{option.options[0]}) echo '={_describe(option)}' ;;"
    for command in commands:
        for option in command.options:
            if option.takes:
                yield f"        {command.name}:{'|'.join(option.options)}) echo '={_describe(option)}' ;;"


def _function(head: str, of: str, cases: Iterator[str] | list[str]) -> Iterator[str]:
    yield f"\n{head}"
    yield f'    case "{of}" in'
    yield from cases
    yield "    esac\n}"


def _join_options(command: CommandWords) -> str:
    return " ".join(["--help", *(name for option in (*command.options, *COMMON) for name in option.options)])


def _describe(argument: ArgumentWords) -> str:
    """Return the words and the kind of an argument, with a bar between them."""
    assert argument.kind in {"", FILE, FOLDER, QUERY} or argument.kind.replace("-", "").isalpha()  # noqa: S101
    return f"{' '.join(argument.words)}|{argument.kind}"

"""The manual page, in the language of man(7)."""

import re
from collections.abc import Iterator

from tuinews import __version__
from tuinews.cli.articles.queries import QUERY_NOTES
from tuinews.cli.help import EXAMPLES, EXIT_CODES, HEADLINE
from tuinews.cli.shell.words import COMMON, ArgumentWords, CommandWords
from tuinews.model.query.terms import DAYS, TERMS, TRAITS, describe_accepted

_DESCRIPTION = """\
tuinews shows all your news on the whole screen of a terminal. It reads RSS, Atom and JSON feeds and the pages that they
lead to, keeps them in one file, and works without a network from then on. Without a command it opens the reader;
? there shows its keys.

Everything that the reader can do to the library a command can do too, also while the reader is open. Data goes to
standard output, everything else to standard error."""

_QUERIES = """\
A query is made of words, "phrases", begin*, NEAR(a b), /regular expressions/ and terms such as tag:sport. All must
match unless OR stands between them; ( ) group, - before a part excludes it, and quotes keep a value with spaces
together."""

_ENVIRONMENT = (
    ("TUINEWS_HOME", "The directory under which config, data, cache and state are kept; --home goes before it."),
    ("NO_COLOR", "If it is set, nothing has colours."),
    ("VISUAL, EDITOR", "What `tuinews config edit` and notes are written with."),
    ("BROWSER", "What opens pages, unless the settings name a browser."),
    ("TZ", "The zone in which times are told, unless the settings name one."),
)
_FILES = (
    (
        "~/.config/tuinews/config.toml",
        "The settings: `tuinews config edit` opens them, `tuinews config path` says where.",
    ),
    ("~/.local/share/tuinews/tuinews.db", "The library. `tuinews backup` makes a copy of it while it is used."),
)


def write_man_page(commands: tuple[CommandWords, ...]) -> str:
    """Return the manual page for these commands."""
    return "\n".join(_lines(commands)) + "\n"


def _lines(commands: tuple[CommandWords, ...]) -> Iterator[str]:
    yield f'.TH TUINEWS 1 "" "tuinews {__version__}" "User Commands"'
    yield f".SH NAME\ntuinews \\- {_spell(HEADLINE)}"
    yield ".SH SYNOPSIS\n.B tuinews\n[\\fIOPTION\\fR...]\n.br\n.B tuinews\n\\fICOMMAND\\fR [\\fIARGUMENT\\fR...]"
    yield f".SH DESCRIPTION\n{_paragraphs(_DESCRIPTION)}"
    yield ".SH OPTIONS\nThey may stand before and behind a command."
    yield from (_item(option) for option in COMMON)
    yield ".SH COMMANDS"
    for command in commands:
        yield from _command(command)
    yield f".SH QUERIES\n{_paragraphs(_QUERIES)}"
    for name, term in TERMS.items():
        words = ", ".join(f"{word}:" for word in (name, *term.aliases))
        yield f".TP\n.B {_spell(words)}\n{_spell(f'{term.about} ({describe_accepted(name)})')}"
    for name, trait in TRAITS.items():
        yield f".TP\n.B {_spell(f'{trait.term}:{name}')}\n{_spell(trait.about)}"
    yield f".PP\n{_spell(DAYS)}"
    yield f".SH EXIT STATUS\n{_spell(EXIT_CODES)}"
    yield ".SH ENVIRONMENT"
    yield from (f".TP\n.B {_spell(name)}\n{_spell(about)}" for name, about in _ENVIRONMENT)
    yield ".SH FILES"
    yield from (f".TP\n.I {_spell(name)}\n{_spell(about)}" for name, about in _FILES)
    yield f".SH EXAMPLES\n.nf\n{_spell(EXAMPLES)}\n.fi"


def _command(command: CommandWords) -> Iterator[str]:
    yield f".SS {command.name}"
    places = " ".join(f"\\fI{_spell(place.takes)}\\fR{'...' if place.many else ''}" for place in command.places)
    yield f".B tuinews {command.name}\n{places}".rstrip()
    yield f".PP\n{_spell(command.about[0].upper() + command.about[1:])}."
    yield from (_item(argument) for argument in (*command.places, *command.options))
    notes = command.notes.replace(QUERY_NOTES, "").strip()
    if notes:
        yield f".PP\n{_paragraphs(notes)}"
    yield ".PP\n.nf"
    yield from (f".RS\ntuinews {_spell(example)}\n.RE" for example in command.examples)
    yield ".fi"


def _item(argument: ArgumentWords) -> str:
    """Return an argument with what it does, as an item of a list."""
    options = ", ".join(f"\\fB{_spell(option)}\\fR" for option in argument.options)
    value = f"\\fI{_spell(argument.takes)}\\fR" if argument.takes else ""
    return f".TP\n{' '.join(filter(None, (options, value)))}\n{_spell(argument.about)}"


def _paragraphs(text: str) -> str:
    """Return lines of text; those that are indented stay lines of their own."""
    found, indented = list[str](), False
    for line in text.splitlines():
        if line.startswith(" ") != indented:
            indented = not indented
            found.append(".nf" if indented else ".fi")
        found.append(_spell(line) if line.strip() else ".PP")
    return "\n".join([*found, *([".fi"] if indented else [])])


def _spell(text: str) -> str:
    """Return a text so that man prints it as it is."""
    spelled = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return re.sub(r"^([.'])", r"\\&\1", spelled, flags=re.MULTILINE)

"""The command line: it reads the arguments, puts the parts together, and runs the commands that need no screen."""

import gc
import os
import sys
from collections.abc import Sequence
from types import TracebackType

from tuinews.cli.command_line import HELP, VERSION, CommandLine, read_command_line
from tuinews.cli.signals import end_on_signals
from tuinews.model.error import QueryError, TuinewsError
from tuinews.model.language import find_wanted_language, set_language, tr
from tuinews.model.text import safe_block, safe_text

_OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""New objects after which Python looks for garbage; with its usual 700, it often looks through all that is imported."""

INTERRUPTED = 130
"""Exit code after Ctrl-C: 128 + SIGINT."""


def run(argv: Sequence[str]) -> int:
    """Run a command line and return its exit code; every failure is one line on stderr."""
    debug = "--debug" in argv
    _choose_language("en" if "--json" in argv else find_wanted_language(os.environ))  # what programs read is English
    try:
        code = _dispatch(read_command_line(argv))
        sys.stdout.flush()
    except TuinewsError as error:
        return _report_failure(str(error), error, debug=debug)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read us has had enough; the interpreter's own flush at exit must not complain either
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        if not error.filename:
            why = error.strerror or error
            sentence = tr(
                "It ended early, since something cannot be read or written ({why}): see where its output goes.", why=why
            )
            return _report_failure(sentence, error, debug=debug)
        sentence = tr(
            "{filename}: {strerror}. Check the path, its permissions and the space left.",
            filename=error.filename,
            strerror=error.strerror,
        )
        return _report_failure(sentence, error, debug=debug)
    return code


def _choose_language(name: str) -> None:
    """Speak a language until the settings are read; English imports nothing."""
    if name == "en":
        set_language("en", None)
        return
    from tuinews.config.language_choice import choose_language

    choose_language(name, os.environ)


def _dispatch(call: CommandLine) -> int:
    match call.command:
        case "":
            from tuinews.cli.reader import open_reader
            from tuinews.cli.session import CommandSession

            return open_reader(CommandSession(call))
        case command if command == HELP:
            from tuinews.cli.help import overview

            sys.stdout.write(overview() + "\n")
            return 0
        case command if command == VERSION:
            from tuinews import __version__

            sys.stdout.write(f"tuinews {__version__}\n")
            return 0
        case _:
            return _command(call)


def _command(call: CommandLine) -> int:
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    from tuinews.cli.command import find
    from tuinews.cli.parser import parse
    from tuinews.cli.session import CommandSession

    row, command = find(call.command)
    try:
        values = parse(row, command, call.words)
    except SystemExit:  # argparse has printed the help
        return 0
    with end_on_signals():
        outcome = command.run(CommandSession(call), values)
        if isinstance(outcome, int):
            return outcome
        import asyncio

        return asyncio.run(outcome)


def _report_failure(sentence: str, error: Exception, *, debug: bool) -> int:
    if debug:
        tell_trace(type(error), error, error.__traceback__)
    _complain(sentence)
    if isinstance(error, QueryError) and sys.stderr.isatty():
        sys.stderr.write(safe_block(error.point_out()))
    return error.exit_code if isinstance(error, TuinewsError) else 1


def tell_defect(kind: type[BaseException], error: BaseException, _trace: object) -> None:
    """Print one line about an error that nobody foresaw, before Python leaves with 1."""
    import logging

    from tuinews.model.url import redact

    logging.getLogger("tuinews").error("unforeseen", exc_info=error)
    sentence = safe_text(redact(f"{kind.__name__}: {error}"), 300)
    _complain(
        tr("This should not have happened ({sentence}): run it again with --debug for the details.", sentence=sentence)
    )


def tell_trace(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Print the traceback of an error, for --debug, without the passwords in it."""
    import traceback

    from tuinews.model.url import redact

    sys.stderr.write(safe_block(redact("".join(traceback.format_exception(kind, error, trace)))))


def _complain(sentence: str) -> None:
    """Print a sentence without the passwords in it."""
    from tuinews.model.url import redact

    sys.stderr.write(f"tuinews: {safe_text(redact(sentence))}\n")

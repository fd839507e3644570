"""Texts that the user writes with an editor of their own ($VISUAL, else $EDITOR), without a shell."""

import shlex
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePath

from tuinews.model.error import TuinewsError
from tuinews.model.language import tr
from tuinews.model.text import safe_text
from tuinews.ui.programs.foreground import run_here

_ON_TERMINAL = frozenset(
    {"ed", "helix", "hx", "jed", "joe", "kak", "mg", "micro", "nano", "ne", "nvim", "pico", "vi", "view", "vim"}
)
"""Editors that wait for keys for ever where there is no terminal; others have a window, or are somebody's script."""

RULE = "------ >8 ------ the note is to: ------"
"""What parts the text from what it is about; what is written below that is kept as well."""


def find_editor(environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return the editor that the user has named, with its arguments; `()` where none is.

    Raises:
        TuinewsError: a quote is open in it.
    """
    named = environ.get("VISUAL") or environ.get("EDITOR") or ""
    try:
        return tuple(shlex.split(named))
    except ValueError:
        said = tr("A quote is open in {command}: mend it in $VISUAL or $EDITOR.", command=safe_text(named, 60))
        raise TuinewsError(said) from None


def needs_terminal(editor: str) -> bool:
    """Whether an editor waits for keys in the terminal that it is started in."""
    return PurePath(editor).name in _ON_TERMINAL


class EditedFile:
    """A private file that a text is written in. It stays until it is dropped, so that nothing written is lost."""

    def __init__(self, text: str, about: Sequence[str]) -> None:
        self.path = Path(tempfile.mkdtemp(prefix="tuinews-"), "note.md")  # a folder that only the user may enter
        self._before = text
        self._about = tuple(about)
        self.path.write_text("\n".join((text, "", RULE, *about, "")), "utf-8")

    def edit(self, command: Sequence[str]) -> str:
        """Return the text as the user left it in the editor, which gets the terminal.

        Raises:
            TuinewsError: the editor cannot be started, or says that it failed.
        """
        name = safe_text(PurePath(command[0]).name, 60)
        try:
            code = run_here((*command, str(self.path)))
        except OSError as error:
            self.drop()
            said = tr("{editor} cannot be started ({why}): set $VISUAL or $EDITOR.", editor=name, why=error.strerror)
            raise TuinewsError(said) from error
        text = self._read()
        if code == 0:
            return text
        failed = tr("{editor} left with {code}, so the note is as it was.", editor=name, code=code)
        if text.strip() == self._before.strip():
            self.drop()
            raise TuinewsError(failed)
        raise TuinewsError(f"{failed} {tr('What you wrote is in {path}.', path=self.path)}")

    def _read(self) -> str:
        """Return what was written, without the rule and what it is to; where the file is gone, the text before."""
        try:
            written = self.path.read_text("utf-8", "replace")
        except FileNotFoundError:
            return self._before
        lines = written.removeprefix("\ufeff").split("\n")
        if RULE not in lines:
            return "\n".join(lines)
        at = lines.index(RULE)
        below = [line for line in lines[at + 1 :] if line not in self._about]
        return "\n".join((*lines[:at], *below))

    def drop(self) -> None:
        """Delete the file: what it has is kept elsewhere now, or not wanted."""
        shutil.rmtree(self.path.parent, ignore_errors=True)

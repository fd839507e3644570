"""The settings file, changed by the program: one setting at a time, with the user's comments kept."""

import os
from pathlib import Path
from typing import NamedTuple

from tuinews.config.file_edit import UNSET, change_setting
from tuinews.config.load import examine_text, read_text
from tuinews.config.render import render_default
from tuinews.config.settings import Settings
from tuinews.engine.files import write_whole
from tuinews.model.error import ConfigError, UsageError
from tuinews.model.language import tr


class SettingEdit(NamedTuple):
    """A change of one setting of the file."""

    section: str
    """That of the file, such as `look`, or `keys.overrides`, whose keys are actions."""
    key: str
    value: object = UNSET
    """`UNSET` leaves it to the default."""


def edit_settings(file: Path, *edits: SettingEdit) -> Settings:
    """Write changes into the settings file, which is made if it is missing; return the settings of then.

    Raises:
        UsageError: a value does not fit its setting; says what does.
        ConfigError: the file cannot be read, written or changed, or has other mistakes.
    """
    before = read_text(file) or render_default()
    text = before
    for edit in edits:
        text = change_setting(text, edit.section, edit.key, edit.value)
    loaded, errors = examine_text(text, str(file))
    if errors:
        _raise_first(errors, examine_text(before, str(file))[1])
    if text != before or not file.exists():
        try:
            Path(os.path.realpath(file)).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(file, text.encode(), over=True)
        except OSError as error:
            raise ConfigError(
                tr("{file} cannot be written ({strerror}): see to its rights.", file=file, strerror=error.strerror)
            ) from error
    return loaded.settings


def _raise_first(errors: tuple[str, ...], before: tuple[str, ...]) -> None:
    """Raise the error that a change has made, or else that the file cannot be used as it is."""
    if before:
        raise ConfigError(tr("{before} Nothing was changed.", before=before[0]))
    # the line is one of a file that is not written: only what is wrong with the value is told
    raise UsageError(errors[0].partition(": ")[2])

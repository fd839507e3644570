"""The settings file, changed by the program: one setting at a time, with the user's comments kept."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tuinews.config.file_edit import UNSET, change_setting, write_typed
from tuinews.config.load import examine_text, read_text
from tuinews.config.render import render_default
from tuinews.config.settings import Settings
from tuinews.engine.files import write_whole
from tuinews.model.error import ConfigError, UsageError
from tuinews.model.language import tr, tr_count
from tuinews.model.reports.setting_change import SettingChange
from tuinews.model.text import SafeText, safe_text
from tuinews.model.url import redact


class SettingEdit(NamedTuple):
    """A change of one setting of the file."""

    section: str
    """That of the file, such as `look`, or `keys.overrides`, whose keys are actions."""
    key: str
    value: object = UNSET
    """`UNSET` leaves it to the default."""


class EditedSettings(NamedTuple):
    """The settings after edits of the file, and what these changed in it."""

    settings: Settings
    changes: tuple[SettingChange, ...]


def edit_settings(file: Path, *edits: SettingEdit) -> EditedSettings:
    """Write changes into the settings file, which is made if it is missing.

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
    return EditedSettings(loaded.settings, tuple(_compare(before, text, edits)))


def turn_settings(file: Path, changes: Sequence[SettingChange], *, forward: bool) -> None:
    """Take changes of the file back, or make them again with `forward`; what else is in it stays as it is.

    Raises:
        UsageError: one of the settings is neither what the changes made of it nor what it is to be: somebody else
            changed it since.
        ConfigError: the file cannot be read, written or changed.
    """
    values = _read_values(read_text(file))
    wanted = [(one, one.after if forward else one.before) for one in changes]
    for one, value in wanted:
        now = _find(values, one.section, one.key)
        if now not in (value, one.before if forward else one.after):
            raise UsageError(
                tr(
                    "{setting} was changed in {file} since, so it stays as it is there.",
                    setting=f"{one.section}.{one.key}",
                    file=file,
                )
            )
    edits = [SettingEdit(one.section, one.key, UNSET if value is None else _to_edit(value)) for one, value in wanted]
    edit_settings(file, *edits)


def describe_changes(changes: Sequence[SettingChange]) -> SafeText:
    """Return what was changed as words for the user: `look.theme is nord now (was tuinews-dark)`."""
    if len(changes) == 1:
        (one,) = changes
        name, now, before = f"{one.section}.{one.key}", _show(one.after), _show(one.before)
        return safe_text(redact(tr("{setting} is {now} now (was {before})", setting=name, now=now, before=before)))
    sections = {one.section for one in changes}
    if sections == {"keys.overrides"}:
        return safe_text(tr_count("keys of {count} action changed", "keys of {count} actions changed", len(changes)))
    return safe_text(tr_count("{count} setting changed", "{count} settings changed", len(changes)))


def is_secret(changes: Sequence[SettingChange]) -> bool:
    """Whether a value has a name or password in it, as a proxy's address may: the journal keeps none of these."""
    texts = [str(value) for one in changes for value in (one.before, one.after)]
    return any(redact(text) != text for text in texts)


def _show(value: Any) -> str:
    if value is None:
        return tr("the default")
    return write_typed(_to_edit(value)) or tr("empty")


def _compare(before: str, after: str, edits: Sequence[SettingEdit]) -> list[SettingChange]:
    """Return what the edits changed in the values of the file."""
    old, new = _read_values(before), _read_values(after)
    names = dict.fromkeys((edit.section, edit.key) for edit in edits)
    found = [SettingChange(*name, _find(old, *name), _find(new, *name)) for name in names]
    return [change for change in found if change.before != change.after]


def _read_values(text: str) -> dict[str, Any]:
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(tr("The settings file is no TOML: `tuinews config check` says where to mend it.")) from error


def _find(values: Any, section: str, key: str) -> Any:
    """Return what a file says of a setting; `None` when nothing."""
    for name in (*section.split("."), key):
        values = values.get(name) if isinstance(values, dict) else None
    return values


def _to_edit(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _raise_first(errors: tuple[str, ...], before: tuple[str, ...]) -> None:
    """Raise the error that a change has made, or else that the file cannot be used as it is."""
    if before:
        raise ConfigError(tr("{before} Nothing was changed.", before=before[0]))
    # the line is one of a file that is not written: only what is wrong with the value is told
    raise UsageError(errors[0].partition(": ")[2])

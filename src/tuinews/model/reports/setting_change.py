"""A setting that was changed, as the journal keeps it."""

from typing import Any, NamedTuple


class SettingChange(NamedTuple):
    """A setting of the settings file that was changed; the journal keeps it as a list."""

    section: str
    """That of the file, such as `look` or `keys.overrides`."""
    key: str
    before: Any
    """What the file said before, as JSON can have it; `None` when nothing."""
    after: Any

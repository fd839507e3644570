"""The settings as lines of a list: each with its value, its default and what it is for."""

from collections.abc import Iterator, Mapping
from dataclasses import Field
from typing import Any, NamedTuple

from tuinews.config.file_edit import list_values, write_typed
from tuinews.config.settings import SECTIONS, Settings, about, default, describe_expected, table
from tuinews.model.language import tr, tr_count
from tuinews.model.url import redact
from tuinews.ui.paint.text.runs import Run, line_text
from tuinews.ui.paint.text.wrap import wrap
from tuinews.ui.widgets.menu import MenuItem


class SettingName(NamedTuple):
    """Which setting a line is about."""

    section: str
    key: str

    @property
    def setting(self) -> Field[Any]:
        """Its description."""
        return table(SECTIONS[self.section])[self.key]

    def __str__(self) -> str:
        return f"{self.section}.{self.key}"


def setting_items(settings: Settings, width: int) -> Iterator[MenuItem]:
    """Give every setting in its group; `width` is that of a line in cells."""
    values = list_values(settings)
    for section, kind in SECTIONS.items():
        yield MenuItem(f"{section} · {tr((kind.__doc__ or '').splitlines()[0])}")
        for key, setting in table(kind).items():
            yield _describe_setting(SettingName(section, key), values[section][key])
            doc = tr(about(setting).doc)
            text = doc if about(setting).live else tr("{doc} Holds from the next start.", doc=doc)
            yield from (
                MenuItem(line_text(line).rstrip(), quiet=True)
                for line in wrap([Run(text, "title")], max(20, width - 4))
            )


def _describe_setting(name: SettingName, value: object) -> MenuItem:
    usual = default(name.setting)
    own = value != usual
    said = show_value(value)
    detail = (
        tr("{said} (default {value})", said=said, value=show_value(usual))
        if own and not isinstance(usual, Mapping)
        else said
    )
    return MenuItem(str(name), name, detail, lead="●" if own else " ", firm=True, words=name.key.replace("_", " "))


def show_value(value: object) -> str:
    """Return a value as a list shows it: yes and no, a text as it is, keys of so many actions."""
    match value:
        case bool():
            return tr("yes") if value else tr("no")
        case Mapping():
            return tr_count("{count} action", "{count} actions", len(value)) if value else tr("none")
        case "" | ():
            return tr("empty")
        case _:
            return redact(write_typed(value))


def explain_expected(name: SettingName) -> str:
    """Return what a setting takes, as the user types it."""
    return describe_expected(name.setting).replace(" in quotes", "").replace("a list of texts", "words, as in a shell")

"""Values of settings that are of the right kind and yet will not do what they ask for."""

from collections.abc import Callable, Iterable
from difflib import get_close_matches
from zoneinfo import available_timezones

from tuinews.engine.files import target_of
from tuinews.model.dates.zones import is_zone
from tuinews.model.error import UsageError
from tuinews.model.language import tr
from tuinews.model.text import safe_text
from tuinews.model.url import is_web, redact


def find_fault(name: str, value: str) -> str:
    """Return in a sentence what is wrong with the value of a setting (`time.zone`), `""` when nothing is known to be.

    What holds for the reader alone, such as names of themes and keys, is not looked at.
    """
    check = _CHECKS.get(name)
    return check(value) if check is not None and value else ""


def suggest_name(name: str, known: Iterable[str]) -> str:
    """Return a question whether the nearest of the known names was meant; `""` when none is near."""
    near = get_close_matches(safe_text(name).lower(), known, n=1, cutoff=0.6)
    return tr("did you mean {near}?", near=near[0]) if near else ""


def _check_folder(folder: str) -> str:
    try:
        if target_of("", folder).folder.is_dir():
            return ""
    except UsageError as error:
        return tr("save.folder cannot be saved to. {error}", error=error)
    return ""


def _check_zone(zone: str) -> str:
    if is_zone(zone):
        return ""
    advice = suggest_name(zone, available_timezones()) or tr("write one such as Europe/Lisbon.")
    return tr("time.zone: there is no zone {zone}, so the machine's holds; {advice}", zone=zone, advice=advice)


def _check_agent(agent: str) -> str:
    if agent.isascii() and agent.isprintable():
        return ""
    return tr(
        "network.user_agent: {agent} has letters that no header can hold; write it in ASCII.", agent=safe_text(agent)
    )


def _check_proxy(proxy: str) -> str:
    if is_web(proxy):
        return ""
    host, colon, port = proxy.rpartition(":")
    if host and colon and port.isdecimal() and is_web(f"http://{proxy}") and "://" not in proxy:
        return ""
    return tr("network.proxy: {proxy} is no address; write http://host:port.", proxy=redact(proxy))


_CHECKS: dict[str, Callable[[str], str]] = {
    "save.folder": _check_folder,
    "time.zone": _check_zone,
    "network.user_agent": _check_agent,
    "network.proxy": _check_proxy,
}

CHECKED = tuple(_CHECKS)
"""The settings that `find_fault` knows something about."""

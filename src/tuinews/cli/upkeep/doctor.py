"""`doctor`: whether the store is sound, the settings usable, the terminal capable, the network there."""

import locale
import socket
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from tuinews.cli.command import Command
from tuinews.cli.output import TableColumn
from tuinews.cli.session import CommandSession
from tuinews.config.load import load
from tuinews.config.paths import Paths
from tuinews.engine.library import open_library
from tuinews.model.error import ConfigError, StoreError
from tuinews.model.language import tr
from tuinews.model.rules.rule import Rule
from tuinews.model.sync.status import SyncStatus
from tuinews.model.url import redact
from tuinews.store import Health
from tuinews.store.file.disk import describe_disk

_FAR = (("192.0.2.1", socket.AF_INET), ("2001:db8::1", socket.AF_INET6))
"""Documentation addresses (RFC 5737, RFC 3849): asking for a route to them sends nothing."""


class Finding(NamedTuple):
    """The result of looking at one thing."""

    area: str
    """`store`, `config`, `terminal` or `network`."""
    name: str
    value: str | int | bool | None
    verdict: str = "ok"
    """`ok`, `warning` or `error`."""
    advice: str = ""
    """What to do; only if the verdict is not `ok`."""


class Checkup(NamedTuple):
    """All findings, and the exit code that follows."""

    findings: tuple[Finding, ...]
    code: int


def _describe(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print one object: areas with their values, and problems")
    parser.add_argument(
        "--fix", action="store_true", help="save what can be read of a damaged store; make files private"
    )


async def _doctor(session: CommandSession, values: Namespace) -> int:
    paths = session.paths()
    if values.fix:
        from tuinews.cli.upkeep.repair import repair

        for done in repair(paths, session.now()):
            session.output.note(done)
    findings, code = await examine(session, paths)
    if values.json:
        session.output.json(_shape(findings))
    else:
        columns = (
            TableColumn("area", "bold"),
            TableColumn("what"),
            TableColumn("found", flexible=True),
            TableColumn("verdict"),
        )
        session.output.rows(columns, [(f.area, f.name, _format_finding(f), f.verdict) for f in findings])
        for finding in findings:
            if finding.advice:
                session.output.note(f"{finding.verdict}: {finding.advice}")
    return code


async def examine(session: CommandSession, paths: Paths) -> Checkup:
    """Return all findings; what is broken is a finding, never an exception."""
    config, config_code = _config(paths)
    folder = tuple(_folder(paths.data))
    store, store_code = await _store(paths)
    findings = (*store, *folder, *config, *_terminal(session), *_network(session))
    worst = 1 if any(finding.verdict == "error" for finding in findings) else 0
    return Checkup(findings, store_code or config_code or worst)


def _config(paths: Paths) -> tuple[tuple[Finding, ...], int]:
    file = Finding("config", "file", str(paths.settings_file))
    try:
        settings, warnings = load(paths)
    except ConfigError as error:
        return (file, Finding("config", "usable", value=False, verdict="error", advice=str(error))), error.exit_code
    noted = tuple(Finding("config", tr("passed over"), text, "warning", text) for text in warnings)
    if redact(settings.network.proxy) != settings.network.proxy:
        file = _private(file, paths.settings_file)
    return (file, Finding("config", "usable", value=True), *noted), 0


def _folder(folder: Path) -> Iterator[Finding]:
    """Return the finding about a folder: who may write in it could replace the store, and nobody need look into it."""
    with suppress(OSError):
        if open_to := folder.stat().st_mode & 0o077:
            what = tr("write in") if open_to & 0o022 else tr("look into")
            advice = tr(
                "Others on this machine can {what} {folder}: `tuinews doctor --fix` makes it private.",
                what=what,
                folder=folder,
            )
            yield Finding("store", "folder", str(folder), "warning", advice)


def _private(found: Finding, file: Path) -> Finding:
    """Return the finding, with a warning when others can read the file, which holds a secret."""
    with suppress(OSError):
        if file.stat().st_mode & 0o077:
            remedy = (
                tr("chmod 600 {resolve}", resolve=file.resolve()) if file.is_symlink() else tr("tuinews doctor --fix")
            )
            advice = tr(
                "Others on this machine can read {file}: `{remedy}` makes it private.", file=file, remedy=remedy
            )
            return found._replace(verdict="warning", advice=advice)
    return found


async def _store(paths: Paths) -> tuple[tuple[Finding, ...], int]:
    from tuinews.config.settings import Settings

    try:
        library = open_library(paths, Settings())
        try:
            health, rules = await library.health(), await library.rules.all(options=False)
            return (*_health(health), *_rules(rules), *_sync(await library.sync.status())), 0
        finally:
            library.close()
    except StoreError as error:
        file = Finding("store", "path", str(paths.store))
        return (file, Finding("store", "usable", value=False, verdict="error", advice=str(error))), error.exit_code


def _rules(rules: Iterable[Rule]) -> Iterator[Finding]:
    """Yield the rules whose programs failed."""
    for rule in rules:
        if rule.error:
            advice = tr(
                "`tuinews rules test '{name}'` tries it, `tuinews rules edit` gives it another program.", name=rule.name
            )
            yield Finding("store", tr("rule {name}", name=rule.name), rule.error, "warning", advice)


def _sync(status: SyncStatus) -> Iterator[Finding]:
    """Yield how the account on a server is doing, if there is one."""
    if status.error:
        yield Finding("store", "sync", status.server, "warning", status.error)
    elif status.kind:
        yield Finding("store", "sync", status.server)


def _health(health: Health) -> Iterator[Finding]:
    for name, value in health._asdict().items():
        if name == "integrity":
            advice = tr(
                "The store is damaged: `tuinews doctor --fix` saves what can be read, `tuinews restore FILE` puts a "
            )
            advice += tr("backup in its place.")
            yield Finding("store", name, value) if value == "ok" else Finding("store", name, value, "error", advice)
        elif name == "disk" and value != "local":
            yield Finding("store", name, str(value), "warning", describe_disk(health.path))
        else:
            yield Finding("store", name, value if isinstance(value, int) else str(value))


def _terminal(session: CommandSession) -> Iterator[Finding]:
    term = session.environ.get("TERM", "")
    yield Finding("terminal", "stdout", "terminal" if session.output.on_terminal else tr("pipe or file"))
    if term in {"", "dumb"}:
        yield Finding(
            "terminal", "TERM", term or None, "warning", tr("The reader needs a terminal: set TERM, or use commands.")
        )
    else:
        yield Finding("terminal", "TERM", term)
    encoding = locale.getpreferredencoding(do_setlocale=False)
    if encoding.lower().replace("-", "") == "utf8":
        yield Finding("terminal", "encoding", encoding)
    else:
        yield Finding("terminal", "encoding", encoding, "warning", tr("Set a UTF-8 locale, for example LANG=C.UTF-8."))
    yield Finding("terminal", "colours", session.environ.get("COLORTERM") or tr("as TERM says"))
    yield Finding("terminal", "python", f"{sys.version_info[0]}.{sys.version_info[1]}.{sys.version_info[2]}")


def _network(session: CommandSession) -> Iterator[Finding]:
    """Return what can be told without sending anything: routes and proxies."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        proxy = session.environ.get(name) or session.environ.get(name.upper())
        if proxy:
            yield Finding("network", name, redact(proxy))
    if any(_has_route(address, family) for address, family in _FAR):
        yield Finding("network", "route", value=True)
    else:
        yield Finding(
            "network",
            "route",
            value=False,
            verdict="warning",
            advice=tr("There is no way to the internet: what is cached stays readable."),
        )


def _has_route(address: str, family: int) -> bool:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((address, 9))
    except OSError:
        return False
    return True


def _shape(findings: tuple[Finding, ...]) -> dict[str, object]:
    areas: dict[str, dict[str, object]] = {"store": {}, "config": {}, "terminal": {}, "network": {}}
    for finding in findings:
        areas[finding.area][finding.name.replace(" ", "_")] = finding.value
    problems = [
        {"area": finding.area, "verdict": finding.verdict, "advice": redact(finding.advice)}
        for finding in findings
        if finding.verdict != "ok"
    ]
    return {"ok": not any(f.verdict == "error" for f in findings), **areas, "problems": problems}


def _format_finding(finding: Finding) -> str:
    match finding.value:
        case None:
            return "-"
        case bool():
            return "yes" if finding.value else "no"
        case int() if finding.name == "bytes":
            return f"{finding.value / 1_000_000:.1f} MB"
        case value:
            return str(value)


COMMANDS = {"doctor": Command(_describe, _doctor, ("doctor", "doctor --json | jq .problems", "doctor --fix"))}

"""Importing lists of feeds: OPML, newsboat's, our own."""

import os
from asyncio import to_thread
from pathlib import Path

from tuinews.engine.results import ImportReport
from tuinews.model.error import TuinewsError
from tuinews.model.language import tr, tr_count
from tuinews.model.text import safe_text
from tuinews.ui.controllers.feeds.refresh import RefreshController
from tuinews.ui.controllers.feeds.sidebar import SidebarController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.programs.newsboat_files import NewsboatFiles, complete_path

_MOST_BYTES = 64 * 1024 * 1024
"""Bytes of a list that are read at most: one of ten thousand feeds has three million."""


class ImportsController:
    """Subscribes to what a list has, tells what came of it, and fetches it."""

    def __init__(
        self, env: Environment, interaction: Interaction, sidebar: SidebarController, refresh: RefreshController
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._sidebar = sidebar
        self._refresh = refresh

    def import_file(self, path: str = "") -> None:
        """Import a list; without a path, after asking for it."""
        self._interaction.inquire(self._import_file(path), always=not path)

    async def _import_file(self, path: str) -> None:
        if path:
            await self.take(_expand(path))
        else:
            await self.ask()

    async def ask(self) -> bool:
        """Ask for a file and import it; return whether there are feeds in it."""
        question = tr("A file with your feeds: OPML, newsboat's urls, or an export of tuinews")
        typed = await self._interaction.ask(question, "~/", check=_check_file, complete=_complete)
        return bool(typed) and await self.take(_expand(str(typed)))

    async def count(self, path: Path) -> int:
        """Return how many feeds a list has that are not subscribed to yet; 0 for one that cannot be read."""
        try:
            data = await to_thread(_read_file, path)
            report = await self._env.library.feeds.import_list(data, path.name, dry_run=True)
        except (OSError, TuinewsError):
            return 0
        return report.added

    async def take(self, path: Path, files: NewsboatFiles | None = None) -> bool:
        """Import a list, with what newsboat knows of its entries; return whether it has feeds. Raises TuinewsError."""
        cache = None if files is None else files.cache
        with self._interaction.busy(tr("importing {name}", name=path.name)):
            try:
                data = await to_thread(_read_file, path)
            except OSError as error:
                raise TuinewsError(
                    safe_text(
                        tr(
                            "{path} cannot be read ({strerror}): choose another file.",
                            path=path,
                            strerror=error.strerror,
                        )
                    )
                ) from error
            report = await self._env.library.feeds.import_list(data, path.name, cache=cache)
        await self._sidebar.count()
        undo, health = self._interaction.key("undo"), self._interaction.key("health")
        changed = report.added or report.moved or report.views or report.states or report.mutes or report.rules
        then = (
            tr("{undo} takes it back, {health} shows how they do.", undo=undo, health=health)
            if changed
            else tr("{health} shows how they do.", health=health)
        )
        self._interaction.tell(f"{describe_import(report, path.name)} {then}")
        if report.added:
            self._refresh.refresh_all()
        return bool(report.added or report.existed or report.moved)


def describe_import(report: ImportReport, name: str) -> str:
    """Return what an import did, in a sentence or two."""
    parts = [
        tr("{feeds} new", feeds=tr_count("{count} feed", "{count} feeds", report.added))
        if report.added
        else tr("no feed that is new")
    ]
    parts += (
        [tr("{existed} here already", existed=report.existed + report.moved)] if report.existed or report.moved else []
    )
    parts += [tr_count("{count} view", "{count} views", report.views)] if report.views else []
    parts += (
        [tr("{articles} marked as they were", articles=tr_count("{count} article", "{count} articles", report.states))]
        if report.states
        else []
    )
    left = tr(" Left out: {skipped}", skipped=report.skipped[0][1]) if report.skipped else ""
    more = (
        tr(" And {count} more, which `tuinews import` names.", count=len(report.skipped) - 1)
        if len(report.skipped) > 1
        else ""
    )
    return safe_text(
        tr("From {name}: {parts}.{left}{more}", name=name, parts=", ".join(parts), left=left, more=more), 400
    )


def _expand(typed: str) -> Path:
    return Path(os.path.expanduser(typed))  # noqa: PTH111  an unknown user's `~name` stays as it is


async def _complete(typed: str) -> str:
    """Return how a path goes on."""
    return await to_thread(complete_path, typed, home=Path.home())  # a folder may be far away


def _check_file(typed: str) -> str:
    path = _expand(typed)
    if not typed:
        return tr("A path is wanted, such as ~/feeds.opml; Esc leaves.")
    try:
        if path.is_dir():
            return tr("{typed} is a directory: name a file in it.", typed=typed)
        return "" if path.exists() else tr("There is no {typed}: Tab completes what is there.", typed=typed)
    except OSError as error:
        return tr("{typed} cannot be looked at ({strerror}).", typed=typed, strerror=error.strerror)


def _read_file(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_MOST_BYTES)

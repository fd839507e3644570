"""Sharing: what can be done with an article, or with all that are selected, outside of the reader."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, assert_never

from tuinews.engine.results import Saved
from tuinews.model.entry import Entry
from tuinews.model.form import FORMS, Form
from tuinews.model.ids import EntryId
from tuinews.model.language import tr, tr_in, tr_later
from tuinews.model.text import safe_text
from tuinews.ui.controllers.checks import make_check
from tuinews.ui.controllers.commands.names import RunCommand
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem

CopyPart = Literal["address", "title", "link"]
"""What of an article can be copied."""

_ACTIONS = {
    "copy-url": tr_later("Copy the address"),
    "copy-title": tr_later("Copy the title"),
    "copy-markdown": tr_later("Copy as a Markdown link"),
    "pipe": tr_later("Pipe to a program"),
    "browse": tr_later("Open in the browser"),
}
"""Actions that the menu offers besides saving."""


class ShareController:
    """Copies, saves, and offers all that leaves the reader; `run` carries out an action by its id."""

    def __init__(self, env: Environment, interaction: Interaction, listing: ListingController, run: RunCommand) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._run = run
        self._saved_to = ""
        """Where an article was saved last: offered the next time."""

    def offer(self) -> None:
        """Offer to copy, save, pipe or open."""
        if self._listing.targets():
            self._interaction.inquire(self._offer())

    async def _offer(self) -> None:
        ids = self._listing.targets()
        entries = await self._listing.entries(ids)
        title = entries[0].title if len(entries) == 1 else tr("{count} articles", count=len(entries))
        key = self._env.keymap.label
        copies, rest = list(_ACTIONS.items())[:3], list(_ACTIONS.items())[3:]
        items = [MenuItem(tr("Share {title}", title=safe_text(title, 60)))]
        items += [MenuItem(tr(said), name, key(name)) for name, said in copies]
        items += [MenuItem(tr(form.title), form, form.suffix) for form in FORMS.values()]
        items += [MenuItem(tr(said), name, key(name)) for name, said in rest]
        chosen = await self._interaction.choose(tr("Share"), items, placeholder=tr("What do you want to do with it?"))
        if chosen is None:
            return
        if isinstance(chosen.value, Form):
            await self._save([entry.id for entry in entries], chosen.value)
        else:
            self._run(str(chosen.value), "")

    # Files

    async def _save(self, ids: Sequence[EntryId], form: Form) -> None:
        saving = self._env.library.saving
        what = tr_in("share", "the article") if len(ids) == 1 else tr("{count} articles", count=len(ids))
        offered = self._saved_to or str(saving.target().folder.absolute())
        question = tr("Save {what} as {name}: into this folder, or as this file", what=what, name=form.name)
        typed = await self._interaction.ask(question, offered, check=make_check(saving.target), over=True)
        if not typed:
            return
        self._saved_to = typed
        with self._interaction.busy(tr("saving {what}", what=what)):
            saved = await saving.save(ids, form, saving.target(typed))
        self._interaction.tell(_describe_saved(saved))

    # Copies

    def copy(self, part: CopyPart) -> None:
        """Copy the address, the title, or both as a Markdown link, of what is meant."""
        self._interaction.run(self._copy(part))

    async def _copy(self, part: CopyPart) -> None:
        entries = await self._listing.entries(self._listing.targets())
        # on one line whatever is in them: pasted into a shell, a line feed would be Enter
        found = [text for text in (safe_text(_text_to_copy(entry, part), 4_096) for entry in entries) if text]
        if not entries:
            return
        if not found:
            self._interaction.tell(tr("This article has no {part}.", part=part))
            return
        self._interaction.copy((" " if part == "address" else " · ").join(found))
        words = safe_text(" ".join(found), 80)
        counted = str(len(found)) if len(entries) > 1 else ""
        self._interaction.tell(_describe_copied(part, counted, words))


def _describe_copied(part: CopyPart, counted: str, words: str) -> str:
    match part:
        case "address":
            template = tr("Copied {counted} addresses: {words}") if counted else tr("Copied the address: {words}")
        case "title":
            template = tr("Copied {counted} titles: {words}") if counted else tr("Copied the title: {words}")
        case "link":
            template = tr("Copied {counted} links: {words}") if counted else tr("Copied the link: {words}")
        case _:
            assert_never(part)
    return template.format(counted=counted, words=words)


def _text_to_copy(entry: Entry, part: CopyPart) -> str:
    match part:
        case "address":
            return entry.url
        case "title":
            return entry.title
        case "link":
            title = entry.title.replace("[", "\\[").replace("]", "\\]")
            return f"[{title}]({entry.url})" if entry.url else ""


def _describe_saved(saved: Sequence[Saved]) -> str:
    if len(saved) == 1:
        return tr("Saved {shorten_path}", shorten_path=_shorten_path(saved[0].path))
    return (
        tr("Saved {count} files in {shorten_path}", count=len(saved), shorten_path=_shorten_path(saved[0].path.parent))
        if saved
        else tr("Nothing was left to save.")
    )


def _shorten_path(path: Path) -> str:
    """The path, from the user's home on if it lies there."""
    whole = path.absolute()
    try:
        return f"~/{whole.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(whole)

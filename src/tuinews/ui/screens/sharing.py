"""Sharing: what can be done with an article, or with all that are selected, outside of the reader."""

from collections.abc import Sequence
from pathlib import Path

from tuinews.engine.results import Saved
from tuinews.model.error import TuinewsError
from tuinews.model.form import FORMS, Form
from tuinews.model.ids import EntryId
from tuinews.model.text import safe_text
from tuinews.ui.screens.asides import Asides
from tuinews.ui.widgets.menu import Item

_ACTIONS = {
    "copy-url": "Copy the address",
    "copy-title": "Copy the title",
    "copy-markdown": "Copy as a Markdown link",
    "pipe": "Pipe to a program",
    "browse": "Open in the browser",
}
"""Actions that the menu offers besides saving."""


class Sharing(Asides):
    """The menu of what leaves the reader."""

    _saved_to = ""
    """Where an article was saved last: offered the next time."""

    def action_share(self) -> None:
        """Copy, save, pipe or open."""
        if self.targets():
            self.inquire(self._share())

    async def _share(self) -> None:
        ids = self.targets()
        entries = await self.entries(ids)
        title = entries[0].title if len(entries) == 1 else f"{len(entries)} articles"
        shown = self.env.keymap.shown
        copies, rest = list(_ACTIONS.items())[:3], list(_ACTIONS.items())[3:]
        items = [Item(f"Share {safe_text(title, 60)}")]
        items += [Item(said, name, shown(name)) for name, said in copies]
        items += [Item(form.title, form, form.suffix) for form in FORMS.values()]
        items += [Item(said, name, shown(name)) for name, said in rest]
        chosen = await self.choose("Share", items, hint="What do you want to do with it?")
        if chosen is None:
            return
        if isinstance(chosen.value, Form):
            await self._save([entry.id for entry in entries], chosen.value)
        else:
            getattr(self, f"action_{str(chosen.value).replace('-', '_')}")()

    async def _save(self, ids: Sequence[EntryId], form: Form) -> None:
        what = "the article" if len(ids) == 1 else f"{len(ids)} articles"
        offered = self._saved_to or str(self.library.saving.target().folder.absolute())
        question = f"Save {what} as {form.name}: into this folder, or as this file"
        typed = await self.ask(question, offered, check=self._wrong_place, over=True)
        if not typed:
            return
        self._saved_to = typed
        with self.busy(f"saving {what}"):
            saved = await self.library.saving.save(ids, form, self.library.saving.target(typed))
        self.tell(_told(saved))

    def _wrong_place(self, typed: str) -> str:
        """What is wrong with a typed place, if anything."""
        try:
            self.library.saving.target(typed)
        except TuinewsError as error:
            return str(error)
        return ""


def _told(saved: Sequence[Saved]) -> str:
    if len(saved) == 1:
        return f"Saved {_short(saved[0].path)}"
    return f"Saved {len(saved)} files in {_short(saved[0].path.parent)}" if saved else "Nothing was left to save."


def _short(path: Path) -> str:
    """The path, from the user's home on if it lies there."""
    whole = path.absolute()
    try:
        return f"~/{whole.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(whole)

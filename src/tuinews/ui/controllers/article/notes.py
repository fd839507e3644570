"""Notes to articles: written in the user's editor, or in a dialog where there is none."""

import os

from tuinews.model.entry import Entry, read_note
from tuinews.model.error import TuinewsError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_text
from tuinews.ui.controllers.article.viewer import ArticleController
from tuinews.ui.controllers.headlines.listing import ListingController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.pending_writes import PendingWrites


class NotesController:
    """Has the user write a note to an article, and shows it."""

    def __init__(
        self,
        env: Environment,
        interaction: Interaction,
        listing: ListingController,
        article: ArticleController,
        writes: PendingWrites,
    ) -> None:
        self._env = env
        self._interaction = interaction
        self._listing = listing
        self._article = article
        self._writes = writes
        self._drafts: dict[EntryId, str] = {}
        """What was written in the dialog, and neither kept nor given up."""

    def edit(self, words: str = "") -> None:
        """Write a note to the article that is meant; with `words`, have these for its note."""
        self._interaction.inquire(self._edit(words))

    async def _edit(self, words: str) -> None:
        from tuinews.ui.programs.editor import find_editor

        entry = await self._listing.entry()
        if entry is None:
            return
        entry = await self._env.library.entries.entry(entry.id)  # the one that is shown may be older than its note
        if words:
            await self._store(entry, read_note(words))
        elif command := () if self._interaction.in_browser else find_editor(os.environ):
            await self._write_in_editor(entry, command)
        else:
            await self._write_in_dialog(entry)

    async def _write_in_editor(self, entry: Entry, command: tuple[str, ...]) -> None:
        from tuinews.ui.programs.editor import EditedFile

        file = EditedFile(entry.note, (entry.title, entry.url))
        with self._interaction.terminal_given_away():
            typed = file.edit(command)
        try:
            await self._store(entry, read_note(typed))
        except TuinewsError as error:
            said = tr("What you wrote is in {path}.", path=file.path)
            raise TuinewsError(f"{error} {said}") from error
        file.drop()

    async def _write_in_dialog(self, entry: Entry) -> None:
        from tuinews.ui.dialogs.text_box import TextBox

        keep, leave = map(self._interaction.key, ("text-accept", "close-dialog"))
        title = tr("Your note to {title}", title=safe_text(entry.title, 50))
        foot = tr("{keep} keeps it · {leave} leaves", keep=keep, leave=leave)
        box = TextBox(title, self._drafts.pop(entry.id, entry.note), foot)
        typed = await self._interaction.put(box)
        try:
            if typed is not None:
                await self._store(entry, read_note(typed))
            elif read_note(box.text) != entry.note:
                key = self._interaction.key("note")
                told = tr("What you wrote is not kept yet: {key} has it once more, until you quit.", key=key)
                self._interaction.tell(told)
                self._drafts[entry.id] = box.text
        except TuinewsError:
            self._drafts[entry.id] = box.text
            raise

    async def _store(self, entry: Entry, text: SafeText) -> None:
        marked = await self._writes.store(lambda: self._env.library.entries.write_note(entry.id, text))
        if marked is None:
            return
        said = str(marked.sentence)
        told = f"{said[:1].upper()}{said[1:]}"
        undo = tr("{done}: {key} takes it back.", done=told, key=self._interaction.key("undo"))
        self._interaction.tell(undo if marked.changed else f"{told}.")
        if marked.changed:
            self._listing.list.shown.reload()
            await self._article.show_again(marked.changed)

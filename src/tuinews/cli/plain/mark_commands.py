"""Commands that mark the current article, or many, and take that back."""

from typing import TYPE_CHECKING

from tuinews.cli.plain.command import PlainCommand, PlainGroup
from tuinews.model.entry import Flag, Mark, has_flag, read_note
from tuinews.model.error import UsageError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.text import NAME_LIMIT, safe_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tuinews.cli.plain.plain_reader import PlainReader
    from tuinews.model.entry import Marked


async def _toggle(reader: "PlainReader", flag: Flag) -> None:
    """Set a mark of the current article, or take it away if it has it."""
    entry = await reader.library.entries.entry(reader.entry.id)
    await reader.mark(flag, value=not has_flag(entry, flag))


async def _star(reader: "PlainReader", _: str) -> None:
    await _toggle(reader, Flag.STARRED)


async def _keep_for_later(reader: "PlainReader", words: str) -> None:
    if words:
        await reader.run_program_command("later", words)
        return
    await _toggle(reader, Flag.LATER)


async def _toggle_read(reader: "PlainReader", _: str) -> None:
    await _toggle(reader, Flag.READ)


async def _mark_read(reader: "PlainReader", ids: "Sequence[int]") -> None:
    marked = await reader.library.entries.mark(Mark(Flag.READ, value=True, ids=tuple(map(EntryId, ids))))
    reader.say(tr("{sentence}; undo takes it back.", sentence=marked.sentence))


async def _mark_above(reader: "PlainReader", _: str) -> None:
    await _mark_read(reader, reader.list.ids[: reader.list.at])


async def _mark_below(reader: "PlainReader", _: str) -> None:
    await _mark_read(reader, reader.list.ids[reader.list.at + 1 :])


async def _mark_list(reader: "PlainReader", _: str) -> None:
    await _mark_read(reader, reader.list.ids)


async def _tag(reader: "PlainReader", words: str) -> None:
    """Give the article tags, or take off those with a minus before them; several stand between commas."""
    names = [word.strip() for word in words.split(",") if word.strip(" +-")]
    if not names:
        raise UsageError(tr("Say which: tag rivers, to quote, -boring."))
    add = [safe_text(name.lstrip("+"), NAME_LIMIT) for name in names if not name.startswith("-")]
    remove = [safe_text(name[1:], NAME_LIMIT) for name in names if name.startswith("-")]
    reader.say((await reader.library.entries.tag((reader.entry.id,), add, remove)).sentence)


async def _note(reader: "PlainReader", words: str) -> None:
    """Read the note to the article, have these words for it, or take it away."""
    entry = await reader.library.entries.entry(reader.entry.id)
    if not words:
        reader.say(tr("Your note: {note}", note=entry.note) if entry.note else tr("You have written no note to it."))
        return
    text = read_note("" if words == "-" else words)
    marked = await reader.library.entries.write_note(entry.id, text)
    reader.say(tr("{done}; undo takes it back.", done=marked.sentence))


async def _edit_note(reader: "PlainReader", _: str) -> None:
    await reader.run_program_command("note", f"{reader.entry.id} --edit")


async def _undo(reader: "PlainReader", _: str) -> None:
    _tell(reader, await reader.library.entries.undo(own=True), tr("There is nothing to undo."))


async def _redo(reader: "PlainReader", _: str) -> None:
    _tell(reader, await reader.library.entries.redo(own=True), tr("There is nothing to redo."))


def _tell(reader: "PlainReader", marked: "Marked | None", nothing: str) -> None:
    reader.say(nothing if marked is None else marked.sentence)


GROUP = PlainGroup(
    "Marks",
    (
        PlainCommand(("star", "s"), _star, "Star this article, or take the star off.", covers=("toggle-star",)),
        PlainCommand(
            ("later",),
            _keep_for_later,
            "Keep it for later, or no more; or keep any page of the web.",
            "[URL]",
            ("toggle-later",),
        ),
        PlainCommand(("toggle", "m"), _toggle_read, "Mark it read, or unread.", covers=("toggle-read",)),
        PlainCommand(("above", "{"), _mark_above, "Mark read what is above it in this list.", covers=("read-above",)),
        PlainCommand(("below", "}"), _mark_below, "Mark read what is below it in this list.", covers=("read-below",)),
        PlainCommand(("done",), _mark_list, "Mark this whole list read.", covers=("read-list", "select", "select-to")),
        PlainCommand(
            ("label",), _tag, "Give it tags of your own; -NAME takes one off.", "NAME, -NAME, …", ("edit-tags",)
        ),
        PlainCommand(
            ("note", ","),
            _note,
            "Read your note to it, or have these words for one; - takes it away.",
            "[WORDS]",
            ("note",),
        ),
        PlainCommand(("edit-note",), _edit_note, "Write your note to it in your editor."),
        PlainCommand(("undo", "z"), _undo, "Take your last change back.", covers=("undo",)),
        PlainCommand(("redo",), _redo, "Do again what was undone last.", covers=("redo",)),
    ),
)

"""Own keys: an action is picked, its new keys are pressed, and what they take from others is said before."""

from collections.abc import Iterator
from typing import Any

from tuinews.config.file_edit import UNSET
from tuinews.config.settings import SECTIONS, about, table
from tuinews.engine.settings.settings_file import SettingEdit
from tuinews.model.language import begin_small, tr
from tuinews.ui.controllers.settings.settings import SettingsController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.action import Action
from tuinews.ui.keys.contexts import CONTEXTS, KEYS, PANES
from tuinews.ui.keys.keymap import Chord, show
from tuinews.ui.widgets.menu import MenuItem

_PRESET = "preset"
"""The value of the line that stands for the preset."""


class KeyEditsController:
    """Shows every action with its keys and gives them others, which are written to the settings."""

    def __init__(self, env: Environment, interaction: Interaction, settings: SettingsController) -> None:
        self._env = env
        self._interaction = interaction
        self._settings = settings

    def show(self) -> None:
        """Show the page of keys."""
        self._interaction.inquire(self.show_page())

    async def show_page(self) -> None:
        """Show the page of keys until the user leaves it."""
        from tuinews.ui.dialogs.list_page import ListPage
        from tuinews.ui.dialogs.manual import menu_keys

        key = self._interaction.key
        foot = tr(
            "{menu_choose} other keys · {add_keys} more keys · {reset_keys} resets",
            menu_choose=key("menu-choose"),
            add_keys=key("add-keys"),
            reset_keys=key("reset-keys"),
        )
        keys = [*menu_keys(self._env.keymap, KEYS)]
        await self._interaction.put(ListPage(tr("Keys"), [*self._items()], self._act, KEYS, keys=keys, foot=foot))

    def _items(self) -> Iterator[MenuItem]:
        keymap, own = self._env.keymap, self._env.settings.keys
        yield MenuItem(tr("Preset"), _PRESET, own.preset, words="keys.preset vim newsboat gmail arrows")
        for group in keymap.table:
            yield MenuItem(tr(group.title))
            for action in group.actions:
                shown = "  ".join(map(show, keymap.keys(action.id))) or "none"
                where = "" if action.contexts == PANES else ", ".join(_name_places(action))
                said = " · ".join(filter(None, (where, "yours" if action.id in own.overrides else "")))
                yield MenuItem(tr(action.title), action, said, shown, words=f"{action.id} {' '.join(action.words)}")

    def do(self, verb: str) -> object:
        """Do something with the current action of the open page; False when the key is text."""
        page = self._interaction.page
        return False if page is None else page.do(verb)

    def _act(self, verb: str, item: MenuItem) -> object:
        if item.value == _PRESET and verb == "open":
            self._interaction.inquire_above(self._choose_preset())
        elif item.value == _PRESET and verb == "reset":
            self._forget_all()
        elif not isinstance(item.value, Action):
            return False
        elif verb in {"open", "add"}:
            self._interaction.inquire_above(self._capture(item.value, besides=verb == "add"))
        elif verb == "reset":
            sentence = tr("{title} has the keys of the preset", title=item.value.title)
            self._keep(sentence, (item.value.id, None))
        else:
            self._keep(tr("{title} has no key", title=item.value.title), (item.value.id, ()))
        return True

    # Changes

    def _keep(self, sentence: str, *changes: tuple[str, tuple[Chord, ...] | None]) -> None:
        """Give actions other keys, `None` those of the preset, and say so."""
        edits = [
            SettingEdit("keys.overrides", name, UNSET if keys is None else tuple(" ".join(chord) for chord in keys))
            for name, keys in changes
        ]
        self._interaction.run(self._write(edits, tr("{sentence} now.", sentence=sentence)), "settings")

    async def _write(self, edits: list[SettingEdit], sentence: str) -> None:
        undoable = await self._settings.write(*edits)
        self._interaction.tell(self._settings.promise(sentence, undoable=undoable))
        self.renew()

    def renew(self) -> None:
        """Show on the page of keys, if it is open, what they are now."""
        page = self._interaction.page
        if page is not None and page.of == KEYS:
            page.replace([*self._items()])

    async def _choose_preset(self) -> None:
        now = self._env.settings.keys.preset
        presets = about(table(SECTIONS["keys"])["preset"]).choices
        items = [MenuItem(name, name, "now" if name == now else "") for name in presets]
        chosen = await self._interaction.choose(tr("Preset of keys"), items)
        if chosen is not None:
            edit = SettingEdit("keys", "preset", str(chosen.value))
            said = tr("The keys are those of {value} now, and your own.", value=chosen.value)
            self._interaction.run(self._write([edit], said), "settings")

    def _forget_all(self) -> None:
        """Take all own keys away, as one change."""
        own = self._env.settings.keys.overrides
        if own:
            self._keep(tr("All keys are those of the preset"), *((name, None) for name in own))
        else:
            self._interaction.tell(tr("You have no keys of your own."))

    async def _capture(self, action: Action[Any], *, besides: bool) -> None:
        from tuinews.ui.dialogs.key_capture import KeyCapture

        key, keymap = self._interaction.key, self._env.keymap
        foot = tr(
            "{capture_accept} takes · {capture_erase} removes the last · {capture_leave} leaves",
            capture_accept=key("capture-accept"),
            capture_erase=key("capture-erase"),
            capture_leave=key("capture-leave"),
        )
        title = tr("{word} of: {title}", word=tr("More keys") if besides else tr("Keys"), title=tr(action.title))
        chord = await self._interaction.put(KeyCapture(title, lambda typed: self._explain(action, typed), foot))
        if not chord:
            return
        before = keymap.keys(action.id) if besides else ()
        kept = tuple(one for one in before if one != chord)
        losers = {bound.action.id for bound in keymap.find_rivals(chord, action.contexts, action.id)}
        taken = [(name, self._without(name, chord)) for name in losers & self._env.settings.keys.overrides.keys()]
        sentence = tr("{show} does: {title}", show=show(chord), title=begin_small(tr(action.title)))
        self._keep(sentence, *taken, (action.id, (*kept, chord)))

    def _without(self, name: str, chord: Chord) -> tuple[Chord, ...]:
        """The keys of an action but those that cannot be had beside this chord."""
        shorter = (one for one in self._env.keymap.keys(name))
        return tuple(one for one in shorter if one[: len(chord)] != chord and chord[: len(one)] != one)

    def _explain(self, action: Action[Any], chord: Chord) -> str:
        """Say what it would mean to give an action these keys."""
        keymap = self._env.keymap
        if not chord:
            return tr(
                "Now: {keys}. Keys one after the other are a chord.",
                keys=", ".join(map(show, keymap.keys(action.id))) or tr("none"),
            )
        rivals = keymap.find_rivals(chord, action.contexts, action.id)
        if not rivals:
            return (
                tr("These keys are free.") if chord not in keymap.keys(action.id) else tr("It has these keys already.")
            )
        lost = [
            tr("{show} from “{title}”", show=show(bound.chord), title=tr(bound.action.title)) for bound in rivals[:3]
        ]
        more = tr(" and {count} more", count=len(rivals) - 3) if len(rivals) > 3 else ""
        return tr("Takes {lost}{more}{bare}", lost=", ".join(lost), more=more, bare=self._describe_bare(rivals))

    def _describe_bare(self, rivals: tuple[Any, ...]) -> str:
        """Say who would have no key left."""
        gone = {bound.action.id: 0 for bound in rivals}
        for bound in rivals:
            gone[bound.action.id] += 1
        bare = [name for name, count in gone.items() if count == len(self._env.keymap.keys(name))]
        titles = [tr(self._env.keymap.actions[name].title) for name in bare[:2]]
        return tr("; “{titles}” would have no key.", titles=tr("” and “").join(titles)) if titles else "."


def _name_places(action: Action[Any]) -> Iterator[str]:
    """Give the places in which an action's keys work."""
    return (tr(CONTEXTS[name].title).removeprefix("the ") for name in action.contexts)

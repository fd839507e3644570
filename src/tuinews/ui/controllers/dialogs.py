"""What the keys do in dialogs: in a list to choose from and in a line to type in."""

from typing import TYPE_CHECKING

from tuinews.ui.interaction import Interaction

if TYPE_CHECKING:
    from tuinews.ui.dialogs.command_prompt import CommandPrompt
    from tuinews.ui.dialogs.field_form import FieldForm
    from tuinews.ui.dialogs.key_capture import KeyCapture
    from tuinews.ui.dialogs.picker import Picker
    from tuinews.ui.dialogs.text_box import TextBox


class DialogsController:
    """Takes actions to the dialog that is open."""

    def __init__(self, interaction: Interaction) -> None:
        self._interaction = interaction

    def leave(self) -> None:
        """Close the dialog without an answer."""
        if self._interaction.question is not None:
            self._interaction.question.leave()

    def choose(self) -> None:
        """Give the current item as the answer."""
        if self._interaction.menu is not None:
            self._interaction.menu.accept()

    def move(self, delta: int) -> None:
        """Go up or down in a list."""
        if self._interaction.menu is not None:
            self._interaction.menu.move(delta)

    def move_to_end(self, *, first: bool) -> None:
        """Go to the first item of a list or to its last."""
        if self._interaction.menu is not None:
            self._interaction.menu.move_to_end(first=first)

    def narrow(self) -> None:
        """Have every letter narrow the list from now on."""
        if self._interaction.menu is not None:
            self._interaction.menu.go_to_line()

    def page(self, delta: int) -> None:
        """Go up or down in a list by screens."""
        if self._interaction.menu is not None:
            self._interaction.menu.page(delta)

    def half(self, delta: int) -> None:
        """Go up or down in a list by half a screen."""
        if self._interaction.menu is not None:
            self._interaction.menu.half(delta)

    def explain_keys(self) -> bool:
        """Show what the keys of a list do; False where the key is text instead."""
        return self._interaction.menu is not None and self._interaction.menu.explain_keys()

    def accept(self) -> None:
        """Give what was typed as the answer."""
        question = self._interaction.prompt or self._form or self._command_line or self._text_box
        if question is not None:
            question.accept()

    def move_in_form(self, delta: int) -> None:
        """Go down or up in a form."""
        if self._form is not None:
            self._form.move(delta)

    def tick(self) -> None:
        """Tick the current item of a list to tick, or take its tick away."""
        if self._picker is not None:
            self._picker.tick()

    def tick_all(self) -> None:
        """Tick all items that are listed, or none."""
        if self._picker is not None:
            self._picker.tick_all()

    @property
    def _form(self) -> "FieldForm | None":
        from tuinews.ui.dialogs.field_form import FieldForm

        return self._interaction.question if isinstance(self._interaction.question, FieldForm) else None

    @property
    def _text_box(self) -> "TextBox | None":
        from tuinews.ui.dialogs.text_box import TextBox

        return self._interaction.question if isinstance(self._interaction.question, TextBox) else None

    @property
    def _picker(self) -> "Picker | None":
        from tuinews.ui.dialogs.picker import Picker

        return self._interaction.question if isinstance(self._interaction.question, Picker) else None

    def complete(self) -> None:
        """Take what is offered behind what was typed."""
        if self._interaction.prompt is not None:
            self._interaction.prompt.complete()

    def accept_keys(self) -> bool:
        """Give the keys that were pressed as the answer; False where this key is the first of them."""
        return self._capture is not None and self._capture.accept()

    def erase_key(self) -> bool:
        """Take back the last key that was pressed; False where this key is the first."""
        return self._capture is not None and self._capture.erase()

    @property
    def _capture(self) -> "KeyCapture | None":
        from tuinews.ui.dialogs.key_capture import KeyCapture

        return self._interaction.question if isinstance(self._interaction.question, KeyCapture) else None

    def complete_command(self, step: int) -> None:
        """Take the next of what the command line offers, or the one before."""
        if self._command_line is not None:
            self._command_line.complete(step)

    def recall_command(self, step: int) -> None:
        """Go back or on over the command lines of before."""
        if self._command_line is not None:
            self._command_line.recall(step)

    @property
    def _command_line(self) -> "CommandPrompt | None":
        from tuinews.ui.dialogs.command_prompt import CommandPrompt

        return self._interaction.question if isinstance(self._interaction.question, CommandPrompt) else None

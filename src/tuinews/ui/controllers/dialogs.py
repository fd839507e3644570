"""What the keys do in dialogs: in a list to choose from and in a line to type in."""

from tuinews.ui.interaction import Interaction


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

    def page(self, delta: int) -> None:
        """Go up or down in a list by screens."""
        if self._interaction.menu is not None:
            self._interaction.menu.page(delta)

    def explain_keys(self) -> bool:
        """Show what the keys of a list do; False where the key is text instead."""
        return self._interaction.menu is not None and self._interaction.menu.explain_keys()

    def accept(self) -> None:
        """Give the typed line as the answer."""
        if self._interaction.prompt is not None:
            self._interaction.prompt.accept()

    def complete(self) -> None:
        """Take what is offered behind what was typed."""
        if self._interaction.prompt is not None:
            self._interaction.prompt.complete()

"""Help and the palette: everything that can be done or gone to, found by its name."""

from tuinews.ui.controllers.commands.names import RunCommand, describe_outside
from tuinews.ui.controllers.headlines.listing import ListingController, place_items
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.keys.action import Action
from tuinews.ui.keys.outside_commands import OutsideCommand
from tuinews.ui.places import Place
from tuinews.ui.session import Session
from tuinews.ui.widgets.menu import MenuItem


class PaletteController:
    """Offers actions, places, settings and articles, and does or opens what is chosen."""

    def __init__(
        self,
        env: Environment,
        session: Session,
        interaction: Interaction,
        listing: ListingController,
        run: RunCommand,
    ) -> None:
        self._env = env
        self._session = session
        self._interaction = interaction
        self._listing = listing
        self._run = run

    def show_help(self) -> None:
        """Show what the keys do, those of this pane first; choosing one does it."""
        from tuinews.ui.dialogs.manual import help_items

        items = help_items(self._env.keymap, self._session.pane, self._interaction.menu_width)
        self._interaction.inquire(self._offer("Help", [*items], "Type a key or a word"))

    def show(self) -> None:
        """Offer every action that works here, and every feed, folder and view."""
        from tuinews.ui.dialogs.manual import palette_items

        items = palette_items(self._env.keymap, self._session.pane, self._interaction.menu_width)
        offered = [*items, MenuItem("Go to"), *place_items(self._session)]
        self._interaction.inquire(self._offer("Palette", offered, "What do you want to do, or where to go?"))

    async def _offer(self, title: str, items: list[MenuItem], placeholder: str) -> None:
        chosen = await self._interaction.choose(title, items, placeholder=placeholder)
        if chosen is not None and isinstance(chosen.value, Action):
            self._run(chosen.value.id, "")
        elif chosen is not None and isinstance(chosen.value, Place):
            self._listing.visit(chosen.value)
        elif chosen is not None and isinstance(chosen.value, OutsideCommand):
            self._interaction.copy(chosen.value.command)
            self._interaction.tell(f"{describe_outside(chosen.value)} It was copied.")

"""The keys that lead to saved views."""

from typing import Any

from tuinews.model.feed import SavedView
from tuinews.ui.keys.action import Action, Group
from tuinews.ui.keys.keymap import Keymap
from tuinews.ui.places import place_of_view


def give_keys_to_views(keymap: Keymap, views: tuple[SavedView, ...]) -> None:
    """Have the keys of saved views lead to them."""
    keymap.add_group(Group("Views", tuple(_make_action(view) for view in views if view.shortcut)))


def _make_action(view: SavedView) -> Action[Any]:
    place = place_of_view(view)
    return Action(
        f"view-{view.id}",
        f"Go to the view {view.name}",
        lambda controllers, _: controllers.listing.visit(place),
        (view.shortcut,),
        help=view.query,
        palette=False,
    )

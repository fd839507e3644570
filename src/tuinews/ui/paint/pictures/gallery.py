"""The pictures of one article that have arrived so far."""

from dataclasses import dataclass, field

from tuinews.model.picture import Box, Missing, Picture


@dataclass(slots=True)
class Gallery:
    """Pictures by their address. The article view adds those that arrive, painting reads them."""

    box: Box
    """The room for a picture in the column of text."""
    arrived: dict[str, Picture | Missing] = field(default_factory=dict)
    """Pictures that have arrived, and those that cannot be had, by address."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The number under which the terminal holds a picture, by address."""
    beside: Box | None = None
    """The room for the lead picture beside the masthead; `None` where there is none."""
    lead: str = ""
    """The address of the picture that stands there."""

    def room_of(self, url: str) -> Box:
        """The room for a picture."""
        return self.beside if self.beside is not None and url == self.lead else self.box

    def is_missing(self, url: str) -> bool:
        """Whether the picture must be fetched: it has not arrived, or was made for another size."""
        known = self.arrived.get(url)
        return known is None or (isinstance(known, Picture) and known.box != self.room_of(url))

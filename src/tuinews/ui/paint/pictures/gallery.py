"""The pictures of one article, as far as they have come."""

from dataclasses import dataclass, field

from tuinews.model.picture import Box, Missing, Picture


@dataclass(slots=True)
class Gallery:
    """Filled by the view as pictures come; whoever paints an article looks into it."""

    box: Box
    """The room for a picture in the column of text."""
    hung: dict[str, Picture | Missing] = field(default_factory=dict)
    """What has come, by address."""
    numbers: dict[str, int] = field(default_factory=dict)
    """Under which number the terminal itself holds a picture."""

    def lacks(self, url: str) -> bool:
        """Whether the picture has to be asked for: it has not come, or was made for other room."""
        known = self.hung.get(url)
        return known is None or (isinstance(known, Picture) and known.box != self.box)

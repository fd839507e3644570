"""What building a document yields."""

from dataclasses import dataclass

from tuinews.model.document import Document
from tuinews.model.entry import Related


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """A body as a document, with what was taken out of it."""

    document: Document
    related: tuple[Related, ...] = ()
    images: tuple[str, ...] = ()
    """Addresses of its pictures, in reading order."""

"""A built document and what was cut out of it."""

from dataclasses import dataclass

from tuinews.model.document import Document
from tuinews.model.entry import Related


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """A document, with the related links and the pictures of its source."""

    document: Document
    related: tuple[Related, ...] = ()
    images: tuple[str, ...] = ()
    """Addresses of its pictures, in reading order."""

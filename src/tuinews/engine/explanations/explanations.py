"""What the library knows of an entry, put together when somebody asks why."""

from tuinews.engine.explanations.facts import read_facts
from tuinews.engine.explanations.sections import explain_all
from tuinews.engine.services import Services
from tuinews.model.clock import Instant
from tuinews.model.error import NotFoundError
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.reports.explanation import Explanation
from tuinews.store import Reader


class Explanations:
    """`library.explanations`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def explain(self, entry_id: EntryId) -> Explanation:
        """Return why an entry is where it is, and where it came from; raises NotFoundError."""
        now = self._services.clock()
        found = await self._services.scans.do(lambda reader: _explain(reader, entry_id, now))
        if found is None:
            raise NotFoundError(
                tr("There is no entry {entry_id}: see `tuinews list` for what there is.", entry_id=entry_id)
            )
        return found


def _explain(reader: Reader, entry_id: EntryId, now: Instant) -> Explanation | None:
    facts = read_facts(reader, entry_id, now)
    return None if facts is None else Explanation(facts.entry, explain_all(facts, reader))

"""Sending what waits in the outbox to accounts that listen."""

from tuinews.engine.accounts.base import Listener
from tuinews.engine.services import Services

MOST_CHANGES = 250
"""Changes that are sent at once."""


async def deliver_pending(services: Services, name: str, account: Listener) -> int:
    """Send an account its changes, oldest first, and return how many it agreed to; stops at the first it does not.

    Raises:
        StoreError: the outbox cannot be read or written.
        TuinewsError: the account takes nothing now; what it did not agree to waits.
    """
    agreed_to = 0
    while changes := await services.writer.do(lambda writer: writer.begin_sending(name, MOST_CHANGES)):
        agreed = tuple(await account.send(changes))
        await services.writer.do(lambda writer: writer.end_sending(agreed))  # noqa: B023  done before the next
        agreed_to += len(agreed)
        if len(agreed) < len(changes):
            break
    return agreed_to

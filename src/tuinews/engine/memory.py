"""What the reader remembers between runs, such as sizes and the last place: small JSON texts in the store."""

from tuinews.engine.services import Services


class Memory:
    """`library.memory`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def get(self, key: str) -> str | None:
        """Return the value stored under the key, or `None`."""
        return await self._services.pages.do(lambda reader: reader.note(key))

    async def put(self, key: str, value: str) -> None:
        """Store a value under the key."""
        await self._services.writer.do(lambda writer: writer.remember(key, value))

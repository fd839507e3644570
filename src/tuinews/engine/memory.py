"""What the reader remembers between runs: sizes, the last place. Small JSON texts, kept by the store."""

from tuinews.engine.services import Services


class Memory:
    """`library.memory`."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def get(self, key: str) -> str | None:
        """What was put under the key, if anything."""
        return await self._services.pages.do(lambda reader: reader.note(key))

    async def put(self, key: str, value: str) -> None:
        """Keep a value under the key."""
        await self._services.writer.do(lambda writer: writer.remember(key, value))

"""What the reader remembers between runs: sizes, the last place. Small JSON texts, kept by the store."""

from tuinews.engine.context import Context


class Memory:
    """`library.memory`."""

    def __init__(self, context: Context) -> None:
        self._context = context

    async def get(self, key: str) -> str | None:
        """What was put under the key, if anything."""
        return await self._context.pages.do(lambda reader: reader.note(key))

    async def put(self, key: str, value: str) -> None:
        """Keep a value under the key."""
        await self._context.writer.do(lambda writer: writer.remember(key, value))

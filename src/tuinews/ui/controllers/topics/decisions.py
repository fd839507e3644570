"""What the user decides about a topic: to follow it, what is the same, its name, its colour, to mute it."""

from collections.abc import Awaitable

from tuinews.model.query import quote
from tuinews.model.text import SafeText, safe_text
from tuinews.model.topics.topic import COLOURS, Topic
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem

_ANOTHER = "another"


class TopicDecisions:
    """Asks what has to be asked, changes the topic, and says how to take it back."""

    def __init__(self, env: Environment, interaction: Interaction) -> None:
        self._env = env
        self._interaction = interaction

    async def decide(self, verb: str, topic: Topic) -> SafeText | None:
        """Do what a verb says with a topic; return the name that it has then, `None` if nothing was decided."""
        asking = {
            "alias": self._alias,
            "part": self._part,
            "rename": self._rename,
            "colour": self._colour,
            "mute": self._mute,
        }
        if verb in asking:
            return await asking[verb](topic)
        followed = not topic.followed
        return await self._tell_done(self._env.library.topics.follow([topic.name], followed=followed), topic.name)

    async def _rename(self, topic: Topic) -> SafeText | None:
        new = await self._interaction.ask(f"What #{topic.name} is called", topic.name, over=True)
        return await self._tell_done(self._env.library.topics.rename(topic.name, new), safe_text(new)) if new else None

    async def _alias(self, topic: Topic) -> SafeText | None:
        """Let another tag be the same: one of those that are suggested, or one that is typed."""
        topics = self._env.library.topics
        suggested = await topics.suggest(topic.name, 8)
        choice: object = _ANOTHER
        if suggested:
            items = [
                *(MenuItem(f"#{each.name} is #{each.topic}", each, each.why, firm=True) for each in suggested),
                MenuItem("Another tag …", _ANOTHER, "type its name"),
            ]
            chosen = await self._interaction.choose(f"What is the same as #{topic.name}?", items)
            if chosen is None:
                return None
            choice = chosen.value
        for each in suggested:
            if choice == each:
                return await self._tell_done(topics.alias([each.name], each.topic), each.topic)
        names = [other.name for other in await topics.page("count", 300, whole=False)]
        typed = await self._interaction.ask(f"#{topic.name} is the same as", "", names)
        return await self._tell_done(topics.alias([topic.name], typed), safe_text(typed)) if typed else None

    async def _part(self, topic: Topic) -> SafeText | None:
        """Let a tag be a topic of its own that was the same as this one."""
        if not topic.aliases:
            return await self._tell_done(self._env.library.topics.part(topic.name), topic.name)
        items = [MenuItem(f"#{name}", name) for name in topic.aliases]
        chosen = await self._interaction.choose(f"Which is not the same as #{topic.name}?", items)
        return (
            None
            if chosen is None
            else await self._tell_done(self._env.library.topics.part(str(chosen.value)), topic.name)
        )

    async def _colour(self, topic: Topic) -> SafeText | None:
        items = [MenuItem(colour, colour, tint=colour) for colour in COLOURS]
        items.append(MenuItem("The one of its name", "auto"))
        chosen = await self._interaction.choose(f"The colour of #{topic.name}", items)
        if chosen is None:
            return None
        colour = "" if chosen.value == "auto" else str(chosen.value)
        return await self._tell_done(self._env.library.topics.colour(topic.name, colour), topic.name)

    async def _mute(self, topic: Topic) -> SafeText | None:
        """Hide all articles with the topic, after asking."""
        mutes, query = self._env.library.mutes, f"tag:{quote(topic.name)}"
        yes = MenuItem(f"Mute #{topic.name}", "mute", f"{topic.total} articles are hidden")
        if not await self._interaction.confirm(f"Mute #{topic.name}?", yes, "Keep it"):
            return None
        mute = await mutes.add(query)
        self._interaction.tell(f"Muted {mute.query}: {self._undo} takes it back.")
        return topic.name

    async def _tell_done(self, work: Awaitable[SafeText], name: SafeText) -> SafeText:
        """Wait for a change, say what it did, and return the name that the topic has then."""
        said = await work
        self._interaction.tell(f"{said[:1].upper()}{said[1:]}: {self._undo} takes it back.")
        return name

    @property
    def _undo(self) -> str:
        return self._env.keymap.label("undo")

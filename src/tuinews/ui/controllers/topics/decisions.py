"""What the user decides about a topic: to follow it, what is the same, its name, its colour, to mute it."""

from collections.abc import Awaitable, Callable

from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_text
from tuinews.model.topics.topic import COLOURS, Topic
from tuinews.ui.controllers.headlines.mutes import MutesController
from tuinews.ui.environment import Environment
from tuinews.ui.interaction import Interaction
from tuinews.ui.widgets.menu import MenuItem

_ANOTHER = "another"


class TopicEdits:
    """Follows and renames topics by their names, and says how to take it back."""

    def __init__(self, env: Environment, interaction: Interaction) -> None:
        self._env = env
        self._interaction = interaction

    async def follow(self, name: str, *, followed: bool) -> SafeText:
        """Follow a topic, or no more; return its name."""
        return await self.tell_done(self._env.library.topics.follow([name], followed=followed), safe_text(name))

    async def rename(self, name: str) -> SafeText | None:
        """Ask what a topic is called; return the name that it has then, `None` when the user left."""
        new = await self._interaction.ask(tr("What #{name} is called", name=name), name, over=True)
        return await self.tell_done(self._env.library.topics.rename(name, new), safe_text(new)) if new else None

    async def tell_done(self, work: Awaitable[SafeText], name: SafeText) -> SafeText:
        """Wait for a change, say what it did, and return the name that the topic has then."""
        said = await work
        undo = self._interaction.key("undo")
        self._interaction.tell(
            tr("{said}{said2}: {undo} takes it back.", said=said[:1].upper(), said2=said[1:], undo=undo)
        )
        return name


class TopicDecisions:
    """Asks what has to be asked, changes the topic, and says how to take it back."""

    def __init__(self, env: Environment, interaction: Interaction, mutes: MutesController) -> None:
        self._env = env
        self._interaction = interaction
        self._mutes = mutes
        self._edits = TopicEdits(env, interaction)

    async def decide(self, verb: str, topic: Topic) -> SafeText | None:
        """Do what a verb says with a topic; return the name that it has then, `None` if nothing was decided."""
        asking: dict[str, Callable[[Topic], Awaitable[SafeText | None]]] = {
            "alias": self._alias,
            "part": self._part,
            "rename": lambda topic: self._edits.rename(topic.name),
            "colour": self._colour,
            "mute": self._mute,
        }
        if verb in asking:
            return await asking[verb](topic)
        return await self._edits.follow(topic.name, followed=not topic.followed)

    async def _alias(self, topic: Topic) -> SafeText | None:
        """Let another tag be the same: one of those that are suggested, or one that is typed."""
        topics = self._env.library.topics
        suggested = await topics.suggest(topic.name, 8)
        choice: object = _ANOTHER
        if suggested:
            items = [
                *(
                    MenuItem(tr("#{name} is #{topic}", name=each.name, topic=each.topic), each, each.why, firm=True)
                    for each in suggested
                ),
                MenuItem(tr("Another tag …"), _ANOTHER, tr("type its name")),
            ]
            chosen = await self._interaction.choose(tr("What is the same as #{name}?", name=topic.name), items)
            if chosen is None:
                return None
            choice = chosen.value
        for each in suggested:
            if choice == each:
                return await self._edits.tell_done(topics.alias([each.name], each.topic), each.topic)
        names = [other.name for other in await topics.page("count", 300, whole=False)]
        typed = await self._interaction.ask(tr("#{name} is the same as", name=topic.name), "", names)
        return await self._edits.tell_done(topics.alias([topic.name], typed), safe_text(typed)) if typed else None

    async def _part(self, topic: Topic) -> SafeText | None:
        """Let a tag be a topic of its own that was the same as this one."""
        if not topic.aliases:
            return await self._edits.tell_done(self._env.library.topics.part(topic.name), topic.name)
        items = [MenuItem(f"#{name}", name) for name in topic.aliases]
        chosen = await self._interaction.choose(tr("Which is not the same as #{name}?", name=topic.name), items)
        return (
            None
            if chosen is None
            else await self._edits.tell_done(self._env.library.topics.part(str(chosen.value)), topic.name)
        )

    async def _colour(self, topic: Topic) -> SafeText | None:
        items = [MenuItem(colour, colour, tint=colour) for colour in COLOURS]
        items.append(MenuItem(tr("The one of its name"), "auto"))
        chosen = await self._interaction.choose(tr("The colour of #{name}", name=topic.name), items)
        if chosen is None:
            return None
        colour = "" if chosen.value == "auto" else str(chosen.value)
        return await self._edits.tell_done(self._env.library.topics.colour(topic.name, colour), topic.name)

    async def _mute(self, topic: Topic) -> SafeText | None:
        """Hide all articles with the topic, after showing which."""
        return topic.name if await self._mutes.mute_tag(topic.name) else None

"""Rules: what the user wants done with entries as they arrive."""

import re
import shlex
from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

from tuinews.model.clock import Instant
from tuinews.model.error import UsageError
from tuinews.model.ids import FeedId
from tuinews.model.language import tr
from tuinews.model.text import EMPTY, NAME_LIMIT, SafeText, fold, safe_text


class ActionKind(StrEnum):
    """What a rule can do with an entry."""

    TAG = "tag"
    STAR = "star"
    READ = "read"
    LATER = "later"
    FULL_TEXT = "full-text"
    NOTIFY = "notify"
    RUN = "run"


class RuleAction(NamedTuple):
    """A thing that a rule does."""

    kind: ActionKind
    words: tuple[str, ...] = ()
    """Of `tag` the name; of `run` the program and its arguments."""

    def __str__(self) -> str:
        """Return it as it can be typed."""
        if self.kind is ActionKind.TAG:
            return tr("tag {words}", words=self.words[0])
        return shlex.join((self.kind.value, *self.words)) if self.words else self.kind.value


class Rule(NamedTuple):
    """Actions for the entries that arrive and match a query."""

    id: int
    """Below 0 for what is an option of a feed."""
    name: SafeText
    query: str
    actions: tuple[RuleAction, ...]
    position: int = 0
    active: bool = True
    feed_id: FeedId | None = None
    """The feed whose option it is; `None` for a rule of its own."""
    touched: int = 0
    """How many entries it did something with, of those that are still there."""
    error: SafeText = EMPTY
    """What went wrong when it ran its program last."""
    failed_at: Instant | None = None


PLACEHOLDERS = {
    "title": "its title",
    "url": "its address",
    "feed": "the title of its feed",
    "author": "who wrote it",
    "id": "its number here",
    "tags": "its tags, with commas",
    "rule": "the name of the rule",
}
"""What may stand between `{ }` in the arguments of a program, and what is put there."""

_SYNONYMS = {
    "fulltext": "full-text",
    "full_text": "full-text",
    "starred": "star",
    "mark-read": "read",
    "notification": "notify",
    "exec": "run",
    "label": "tag",
}
_LED = re.compile(r"(tag|label|run|exec)(?:[:=]\s*|\s+)(.+)", re.DOTALL | re.IGNORECASE)
_RUN = re.compile(r"(?:run|exec)\b", re.IGNORECASE)
MOST_ACTIONS = 20
"""Most actions of one rule."""


def read_actions(typed: Iterable[Sequence[str]]) -> tuple[RuleAction, ...]:
    """Return the actions that were typed, each `--do` as its words: `tag NAME`, `star`, `run PROGRAM ARGS`.

    Several may stand in one: `star tag rivers`, `star,read`. What follows `run` is its program and arguments.

    Raises:
        UsageError: there is none, or one that is unknown or incomplete.
    """
    actions: list[RuleAction] = []
    for words in typed:
        waiting = _split(words)
        while waiting:
            actions.append(_take_action(waiting))
    found = tuple(dict.fromkeys(actions))
    if not found:
        raise UsageError(tr("A rule does something: write --do with {kinds}.", kinds=describe_kinds()))
    if len(found) > MOST_ACTIONS:
        raise UsageError(tr("A rule has {most_actions} actions at most: make two of it.", most_actions=MOST_ACTIONS))
    return found


def read_action_line(text: str) -> tuple[RuleAction, ...]:
    """Return actions typed in one line, with commas between: `star, tag New York, run PROGRAM ARGS`.

    A program is the last of them, since its arguments may have commas. Raises UsageError.
    """
    typed: list[list[str]] = []
    rest = text.strip()
    while rest:
        if _RUN.match(rest):
            typed.append([rest])
            break
        head, _, rest = rest.partition(",")
        typed.append([head.strip()])
        rest = rest.strip()
    return read_actions([words for words in typed if words[0]])


def describe_kinds() -> str:
    """Return the actions that there are, as they are typed."""
    return tr("tag NAME, star, read, later, full-text, notify or run PROGRAM")


def _split(words: Sequence[str]) -> list[str]:
    """Return the words of one `--do`; `tag:rivers` and `tag rivers` as one word are taken apart, and so is `a,b`."""
    if len(words) != 1:
        return list(words)
    word = words[0].strip()
    led = _LED.fullmatch(word)
    if led is not None and led[1].lower() in {"tag", "label"}:
        return ["tag", led[2].strip().strip("\"'")]
    if led is not None:
        try:
            return ["run", *shlex.split(led[2])]
        except ValueError as error:
            raise UsageError(
                tr("{word} cannot be taken apart: a quote in it is never closed.", word=safe_text(word, 60))
            ) from error
    return [part.strip() for part in word.split(",") if part.strip()] if "," in word else word.split()


def _take_action(waiting: list[str]) -> RuleAction:
    """Take the next action from the words."""
    word = waiting.pop(0)
    named = _SYNONYMS.get(word.lower(), word.lower())
    if named not in frozenset(ActionKind):
        parts = _split([word])
        if parts and parts[0] != word:  # several in one word, or a kind with what belongs to it
            waiting[:0] = parts
            return _take_action(waiting)
        hint = tr("; what is to be hidden is a mute: tuinews mutes add") if named in {"hide", "mute", "muted"} else ""
        raise UsageError(
            tr(
                "There is no action “{word}”: write {kinds}{hint}.",
                word=safe_text(word, 60),
                kinds=describe_kinds(),
                hint=hint,
            )
        )
    kind = ActionKind(named)
    if kind is ActionKind.RUN:
        argv, waiting[:] = tuple(waiting), []
        if not argv or not argv[0].strip():
            raise UsageError(tr("run needs a program: write --do run PROGRAM ARGUMENTS."))
        return RuleAction(kind, argv)
    if kind is ActionKind.TAG:
        name = safe_text(waiting.pop(0).lstrip("+#"), NAME_LIMIT) if waiting else EMPTY
        if not fold(name):
            raise UsageError(tr("tag needs a name: write --do tag NAME."))
        return RuleAction(kind, (name,))
    return RuleAction(kind)

"""ALSO IN: the other articles of a story, with what each of them adds."""

from collections.abc import Iterator, Mapping

from tuinews.model.entry import Article
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.stories.story import StoryMember, StoryPage
from tuinews.model.text import SafeText
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.listed import INDENT, paint_listed
from tuinews.ui.paint.article.targets import Target
from tuinews.ui.paint.text.dates import format_moment
from tuinews.ui.paint.text.runs import Line, Run
from tuinews.ui.paint.text.safe import safe_line

_MOST = 8
"""Other articles that are listed below one; the story's page has all of them."""


def paint_also_in(article: Article, frame: Frame) -> list[Line]:
    """The other articles of the story: source, time, language, title, and the first sentence that is new."""
    if article.story is None:
        return []
    others, added = _find_others(article), find_additions(article.story)
    lines = [line for member in others[:_MOST] for line in paint_member(member, added, frame, lang=article.entry.lang)]
    if len(others) > _MOST:
        more = tr("and {count} more: the story's page has them all", count=len(others) - _MOST)
        lines.append((Run(" " * INDENT + more, "small"),))
    return lines


def targets_also_in(article: Article) -> Iterator[Target]:
    """What can be opened in it."""
    yield from map(member_target, _find_others(article)[:_MOST])


def member_target(member: StoryMember) -> Target:
    """The article of a story, to be opened."""
    return Target("entry", safe_line(member.title) or safe_line(member.feed), "", member.id)


def find_additions(story: StoryPage) -> Mapping[EntryId, tuple[SafeText, ...]]:
    """What the articles of a story say that the others do not, by their ids."""
    return {addition.entry: addition.sentences for addition in story.additions}


def paint_member(
    member: StoryMember, added: Mapping[EntryId, tuple[SafeText, ...]], frame: Frame, *, time: str = "", lang: str = ""
) -> list[Line]:
    """An article of a story: a line of facts, its title and what it adds.

    `time` is told instead of day and time, `lang` is the language that goes without saying.
    """
    index = frame.table.index("entry", str(member.id))
    facts = [safe_line(member.feed), time or format_moment(member.moment, frame.zone, frame.dates)]
    if member.lang and member.lang[:2].lower() != lang[:2].lower():
        facts.append(safe_line(member.lang))
    if member.preferred:
        facts.append(SafeText(tr("shown first")))
    if member.wire:
        facts.append(SafeText(tr("same text")))
    sign = frame.glyphs.read if member.read else frame.glyphs.unread
    told = [Run(facts[0], "source", index)] + [Run(f" {frame.glyphs.dot} {fact}", "small", index) for fact in facts[1:]]
    title = [Run(member_target(member).text, "related", index)]
    adds = [[Run(f"+ {safe_line(sentence)}", "small")] for sentence in added.get(member.id, ())[:1]]
    return paint_listed([told, title, *adds], index, frame, sign=sign, at_hand=not member.read)


def _find_others(article: Article) -> list[StoryMember]:
    """The other articles of the story: those that are copies of one text last, else in the order of time."""
    members = () if article.story is None else article.story.story.entries
    return sorted((member for member in members if member.id != article.entry.id), key=lambda member: member.wire)

"""The page of a story: who told what, day by day, and who has not told it."""

from collections.abc import Iterator
from itertools import groupby

from tuinews.model.entry import Article
from tuinews.model.language import tr, tr_count
from tuinews.model.stories.story import StoryMember
from tuinews.model.text import UNTITLED
from tuinews.ui.paint.article.also_in import find_additions, member_target, paint_member
from tuinews.ui.paint.article.frame import Frame
from tuinews.ui.paint.article.page import PageSections
from tuinews.ui.paint.article.section import Section
from tuinews.ui.paint.article.targets import Target
from tuinews.ui.paint.text.dates import format_day, format_time
from tuinews.ui.paint.text.runs import BLANK, Line, Run
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.paint.text.wrap import wrap


def _title(article: Article, frame: Frame) -> list[Line]:
    if article.story is None:
        return []
    return wrap([Run(safe_line(article.story.story.title) or UNTITLED, "title")], frame.width)


def _facts(article: Article, frame: Frame) -> list[Line]:
    """`7 articles · 4 sources · 3 days · 2 unread · followed`."""
    if article.story is None:
        return []
    story = article.story.story
    days = len({format_day(member.moment, frame.zone, frame.dates) for member in story.entries})
    said = [
        tr_count("{count} article", "{count} articles", len(story.entries)),
        tr_count("{count} source", "{count} sources", story.sources),
        tr_count("{count} day", "{count} days", days),
        *([tr("{unread} unread", unread=story.unread)] if story.unread else []),
        *(["followed"] if story.followed else []),
    ]
    return wrap([Run(f" {frame.glyphs.dot} ".join(said), "meta")], frame.width)


def _timeline(article: Article, frame: Frame) -> list[Line]:
    """The articles in the order of time, under the days on which they came."""
    if article.story is None:
        return []
    added, lines = find_additions(article.story), list[Line]()
    entries = article.story.story.entries
    for day, members in groupby(entries, lambda member: format_day(member.moment, frame.zone, frame.dates)):
        lines += [(Run(day, "heading2"),), BLANK]
        for member in members:
            time = format_time(member.moment, frame.zone, frame.dates)
            lines += [*paint_member(member, added, frame, time=time, lang=_lang(article)), BLANK]
    return lines


def _lang(article: Article) -> str:
    """The language of most articles of the story."""
    members: tuple[StoryMember, ...] = () if article.story is None else article.story.story.entries
    langs = [str(member.lang)[:2] for member in members if member.lang]
    return max(langs, key=langs.count, default="")


def _timeline_targets(article: Article) -> Iterator[Target]:
    members: tuple[StoryMember, ...] = () if article.story is None else article.story.story.entries
    yield from map(member_target, members)


def _sources(article: Article, frame: Frame) -> list[Line]:
    """How many articles each source has."""
    if article.story is None:
        return []
    counts: dict[str, int] = {}
    for member in article.story.story.entries:
        counts[safe_line(member.feed)] = counts.get(safe_line(member.feed), 0) + 1
    told = [f"{feed} {count}" if count > 1 else feed for feed, count in counts.items()]
    return wrap([Run(f" {frame.glyphs.dot} ".join(told), "text")], frame.width)


def _silent(article: Article, frame: Frame) -> list[Line]:
    """Which sources usually tell such stories, and have not told this one."""
    lines = list[Line]()
    for group in () if article.story is None else article.story.silent:
        names = [f"{safe_line(source.feed)} ({source.told} of {source.stories})" for source in group.sources]
        where = safe_line(group.name)
        why = tr(
            "{word} {where}, they told so many of the latest stories:",
            word=tr("About") if where.startswith("#") else tr("In"),
            where=where,
        )
        lines += wrap([Run(why, "small")], frame.width)
        lines += wrap([Run(f" {frame.glyphs.dot} ".join(names), "text")], frame.width)
    return lines


STORY_SECTIONS = PageSections(
    head=(Section("story", _title), Section("facts", _facts)),
    foot=(
        Section("timeline", _timeline, _timeline_targets),
        Section("sources", _sources, label="SOURCES"),
        Section("silent", _silent, label="NOT TOLD BY"),
    ),
)

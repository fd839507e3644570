"""Topics as items of a list to choose from, and as a line that says what is known of one."""

from collections.abc import Sequence

from tuinews.model.language import tr, tr_count, tr_in
from tuinews.model.topics.topic import Topic, pick_colour
from tuinews.ui.paint.text.graphemes import cells, clip, pad
from tuinews.ui.paint.text.safe import safe_line
from tuinews.ui.paint.text.sparkline import draw_sparkline
from tuinews.ui.widgets.menu import MenuItem

_CHART, _SMALL_CHART = 30, 15
"""Cells of a trend: a day each, or two."""

_WIDE, _MIDDLE = 96, 58
"""Cells of a line from which on there is room for what a topic appears with, and for a trend."""

FOLLOWED = "★"


def topic_head(width: int) -> MenuItem:
    """What the columns of topics are: a line above them."""
    columns = 0 if width < _MIDDLE else _CHART if width >= _WIDE else _SMALL_CHART
    counts = f"{_align_right(tr_in('column', 'unread'), 6)} {_align_right(tr_in('column', 'all'), 7)}"
    detail = f"{pad(tr('trend, 30 days'), columns)}  {counts}" if columns else counts
    return MenuItem(tr("topic"), None, detail, f"  {_align_right(tr_in('column', 'heat'), 4)}", firm=True)


def _align_right(text: str, width: int) -> str:
    return " " * (width - cells(text)) + text


def topic_item(topic: Topic, width: int) -> MenuItem:
    """A topic: whether it is followed and how hot it is, its name, what it appears with, its trend and its counts."""
    counts = f"{topic.unread or '':>6} {topic.total:>7}"
    chart = ""
    if topic.trend and width >= _MIDDLE:
        columns = _CHART if width >= _WIDE else _SMALL_CHART
        chart = pad(draw_sparkline(topic.trend, columns), columns)
    beside = ""
    if topic.co and width >= _WIDE:
        room = width - _CHART - cells(counts) - 44
        beside = clip(tr("with ") + ", ".join(map(safe_line, topic.co)), max(12, room))
    detail = "  ".join(part for part in (beside, chart, counts) if part)
    heat = f"{topic.heat:.1f}" if topic.heat else ""
    lead = f"{FOLLOWED if topic.followed else ' '} {heat:>4}"
    words = " ".join(topic.aliases)
    return MenuItem(
        f"#{topic.name}", topic, detail, lead, firm=True, words=words, tint=pick_colour(topic.name, topic.colour)
    )


def describe_topic(topic: Topic) -> str:
    """What is known of a topic, for the frame of its place: its count, trend and heat, and what it appears with."""
    parts = [tr_count("{count} article", "{count} articles", topic.total)]
    parts += [draw_sparkline(topic.trend, _SMALL_CHART).strip()] if any(topic.trend) else []
    if topic.heat:
        parts.append(tr("heat {heat:.1f}", heat=topic.heat))
    if topic.followed:
        parts.append(tr("followed"))
    if topic.co:
        parts.append(tr("with ") + ", ".join(f"#{safe_line(name)}" for name in topic.co[:3]))
    return " · ".join(parts)


def draw_card(topic: Topic, key: str) -> str:
    """What is known of a topic, as lines: name, counts, a trend of 30 days, what it appears with, the same tags.

    `key` is the one that decides about it.
    """
    counts = [tr_count("{count} article", "{count} articles", topic.total), tr("{unread} unread", unread=topic.unread)]
    counts += [tr("heat {heat:.1f}", heat=topic.heat)] if topic.heat else []
    counts += ["followed"] if topic.followed else []
    chart = draw_sparkline(topic.trend, _CHART).replace(" ", "·")
    lines = [
        f"#{safe_line(topic.name)}",
        " · ".join(counts),
        tr("{chart}\n{count} days, to today", chart=chart, count=len(topic.trend)) if any(topic.trend) else "",
        tr("with {value}", value=", ".join(f"#{safe_line(name)}" for name in topic.co)) if topic.co else "",
        tr("also {map}", map=", ".join(map(safe_line, topic.aliases))) if topic.aliases else "",
        tr("{key} follows, mutes, renames or colours it", key=key) if key else "",
    ]
    return "\n\n".join(filter(None, lines))


def place_items(topic: Topic) -> Sequence[MenuItem]:
    """The topics that one appears with, each of them a place."""
    return [MenuItem(f"#{name}", ("visit", name), tr("appears with it")) for name in topic.co]

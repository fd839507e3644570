"""The JSON that scripts rely on: keys never change, what is missing is `null`, times are ISO 8601 in UTC with `Z`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from tuinews.engine.results import Summary
from tuinews.engine.rules.entry_shape import entry_shape
from tuinews.model.clock import DAY, to_iso
from tuinews.model.entry import Article, Entry, Marked, RelatedEntry
from tuinews.model.feed import Feed, FeedLink, SavedView
from tuinews.model.habits.shelf_life import format_span
from tuinews.model.option_values import options_as_values
from tuinews.model.reports.change_record import ChangeRecord
from tuinews.model.topics.topic import pick_colour
from tuinews.model.url import redact

if TYPE_CHECKING:
    from tuinews.engine.freshness import AgeingState
    from tuinews.engine.results import ImportReport, Refreshed, Saved
    from tuinews.engine.rules.rules import RuleTrial
    from tuinews.model.query.snippet import Snippet
    from tuinews.model.rules.mute import Mute, MutePreview
    from tuinews.model.rules.rule import Rule
    from tuinews.model.stories.story import Story
    from tuinews.model.topics.topic import SameTag, Topic, TopicSuggestion
    from tuinews.store.freshness import Swept


Shape = dict[str, Any]

NOBODY_ASKED = Summary(feeds=0, updated=0, unchanged=0, failed=0, new=0, ms=0, bytes=0)
"""The result of a refresh of no feeds."""


class Texts(NamedTuple):
    """An article's text in each form."""

    text: str
    markdown: str
    html: str


def story_shape(story: "Story") -> Shape:
    """Return a story with its entries, in the order of time."""
    return {
        "story_id": story.id,
        "title": story.title or None,
        "entries": [
            {
                "id": member.id,
                "feed": member.feed or None,
                "title": member.title or None,
                "published": to_iso(member.published),
                "wire": member.wire,
                "lang": member.lang or None,
                "read": member.read,
                "preferred": member.preferred,
            }
            for member in story.entries
        ],
        "sources": story.sources,
        "first": to_iso(story.first),
        "last": to_iso(story.last),
        "unread": story.unread,
        "followed": story.followed,
    }


def snippet_shape(snippet: "Snippet | None") -> Shape:
    """Return what a search adds to an entry: a piece of its text, and where in it the sought words stand."""
    if snippet is None:
        return {}
    return {"snippet": snippet.text or None, "snippet_marks": [list(mark) for mark in snippet.marks]}


def article_shape(article: Article, texts: Texts) -> Shape:
    """Return an entry with its texts; `full_text` says whether they are the page's."""
    bodies = {"text": texts.text or None, "markdown": texts.markdown or None, "html": texts.html or None}
    return entry_shape(article.entry) | bodies | {"full_text": article.full_text}


def note_shape(entry: Entry, done: Marked | None) -> Shape:
    """Return an entry's note, and whether a command changed it."""
    return {"id": entry.id, "note": entry.note or None, "changed": done is not None and bool(done.changed)}


def feed_shape(feed: Feed) -> Shape:
    """Return a subscription; its folder is a path with slashes."""
    card = feed.card
    return {
        "id": feed.id,
        "url": feed.url,
        "site_url": card.site_url or None,
        "title": feed.title or None,
        "folder": "/".join(feed.folder) or None,
        "tagline": card.tagline or None,
        "editor": card.editor or None,
        "copyright": card.copyright or None,
        "contact": card.contact or None,
        "lang": card.lang or None,
        "unread": feed.unread,
        "total": feed.total,
        "status": feed.status.value,
        "error": redact(feed.error) or None,
        "last_checked": to_iso(feed.last_checked),
        "last_success": to_iso(feed.last_success),
        "last_new": to_iso(feed.last_new),
        "next_check": to_iso(feed.next_check),
        "next_check_reason": feed.next_check_reason or None,
        "http_status": feed.http_status,
        "full_text": feed.options.full_text,
        "ages_after": None if feed.shelf_life is None else format_span(feed.shelf_life),
        "per_day": None if feed.gap is None else round(DAY / feed.gap, 2),
        "aged": feed.aged,
    }


def subscription_shape(feed: Feed) -> Shape:
    """Return a feed with all that the user set of it, as `import` takes it back."""
    return (
        feed_shape(feed)
        | {
            "own_title": feed.own_title or None,
            "feed_title": feed.card.title or None,
            "folder_names": list(feed.folder),
            "tags": list(feed.tags),
            "hidden": feed.hidden,
        }
        | options_as_values(feed.options)
    )


def shelf_lives_shape(state: "AgeingState", swept: "Swept") -> Shape:
    """Return whether news ages and what has, with what the command changed."""
    feeds = [
        {
            "id": feed.id,
            "title": feed.title,
            "shelf_life": feed.options.shelf_life or None,
            "ages_after": None if feed.shelf_life is None else format_span(feed.shelf_life),
            "per_day": None if feed.gap is None else round(DAY / feed.gap, 2),
            "unread": feed.unread,
            "aged": feed.aged,
        }
        for feed in state.feeds
    ]
    return {
        "default": state.choice,
        "setting": state.setting,
        "would_age": state.would_age,
        "aged": sum(feed.aged for feed in state.feeds),
        "aged_1d": state.today,
        "left": swept.aged,
        "returned": swept.returned,
        "feeds": feeds,
    }


def refresh_shape(refreshed: "Refreshed") -> Shape:
    """Return one feed's result of a refresh, with `moved_to` and `warning` only if there are any."""
    shape: Shape = {
        "feed_id": refreshed.feed_id,
        "url": refreshed.url,
        "outcome": refreshed.outcome,
        "http_status": refreshed.http_status,
        "new": refreshed.new,
        "updated": refreshed.updated,
        "ms": refreshed.ms,
        "bytes": refreshed.bytes,
        "error": redact(refreshed.error) or None,
    }
    more = {"moved_to": refreshed.moved_to, "warning": refreshed.warning}
    return shape | {name: value for name, value in more.items() if value}


def summary_shape(summary: Summary) -> Shape:
    """Return the result of a refresh; that it met another one is said only if it did."""
    counts = {name: value for name, value in summary._asdict().items() if name not in {"early", "waited_ms"}}
    met = {"waited_ms": summary.waited_ms, "refreshing_elsewhere": False} if summary.waited_ms else {}
    return {"summary": counts | {"not_due": summary.early} | met}


def elsewhere_shape(waited_ms: int) -> Shape:
    """Return the result of a refresh that asked nobody, because another process refreshes still."""
    return {"summary": summary_shape(NOBODY_ASKED)["summary"] | {"waited_ms": waited_ms, "refreshing_elsewhere": True}}


def mark_shape(marked: Marked, missing: Sequence[str] = ()) -> Shape:
    """Return what a mark or tag did, with the words for entries that are not there."""
    shape: Shape = {"changed": len(marked.changed), "entries": list(marked.changed), "sentence": marked.sentence}
    return shape | {"missing": list(missing)}


def undo_shape(marked: Marked | None) -> Shape:
    """Return what `undo` or `redo` did: the sentence is `null` where there was nothing to do."""
    return {"sentence": None if marked is None else marked.sentence, "entries": list(marked.changed) if marked else []}


def change_shape(change: ChangeRecord) -> Shape:
    """Return a change of the journal."""
    return {
        "change": change.number,
        "at": to_iso(change.at),
        "kind": change.kind,
        "sentence": change.sentence,
        "undone": change.undone,
    }


def tags_shape(entry: Entry) -> Shape:
    """Return the tags of an entry."""
    return {"id": entry.id, "user_tags": list(entry.user_tags), "tags": list(entry.tags)}


def removal_shape(feeds: Sequence[Feed], entries: int, missing: Sequence[str]) -> Shape:
    """Return the feeds that were removed, how many entries went with them, and the words for feeds not there."""
    return {"feeds": list(map(feed_shape, feeds)), "entries": entries, "missing": list(missing)}


def import_shape(report: "ImportReport", *, dry_run: bool) -> Shape:
    """Return the result of an import; `cut` says that the list breaks off before its end."""
    skipped = [{"line": line, "reason": reason} for line, reason in report.skipped]
    return report._asdict() | {"skipped": skipped, "dry_run": dry_run}


def topic_shape(topic: "Topic") -> Shape:
    """Return a tag with its counts; `name` and `total` are what `topic` and `count` were called at first."""
    return {
        "topic": topic.name,
        "count": topic.total,
        "unread": topic.unread,
        "trend": list(topic.trend),
        "co": list(topic.co),
        "heat": topic.heat,
        "own": topic.own,
        "followed": topic.followed,
        "colour": pick_colour(topic.name, topic.colour),
        "aliases": list(topic.aliases),
        "name": topic.name,
        "total": topic.total,
    }


def near_shape(related: RelatedEntry) -> Shape:
    """Return an entry that is near to another, and the words that both have."""
    return related._asdict() | {"shared": list(related.shared)}


def same_tag_shape(tag: "SameTag") -> Shape:
    """Return a tag that is the same as another; `chosen` by the user, else by its form."""
    return {"name": tag.name, "topic": tag.topic, "chosen": tag.chosen}


def suggestion_shape(suggestion: "TopicSuggestion") -> Shape:
    """Return two tags that may be the same, and why."""
    return {"name": suggestion.name, "topic": suggestion.topic, "why": suggestion.why}


def link_shape(link: FeedLink) -> Shape:
    """Return a feed that a page names."""
    return {"href": link.href, "title": link.title or None, "type": link.type or None}


def file_shape(saved: "Saved") -> Shape:
    """Return a file that was written, with the ids of its entries."""
    return {"path": str(saved.path.absolute()), "format": saved.form.name, "entries": list(saved.entries)}


def view_shape(view: SavedView) -> Shape:
    """Return a saved query with its counts."""
    return {
        "id": view.id,
        "name": view.name,
        "query": view.query,
        "unread": view.unread,
        "total": view.total,
        "key": view.shortcut or None,
        "folder": list(view.folder),
    }


def mute_shape(mute: "Mute") -> Shape:
    """Return a query whose entries are hidden."""
    return {
        "id": mute.id,
        "query": mute.query,
        "until": to_iso(mute.until),
        "hides_30d": mute.hides_30d,
        "hides": mute.hides,
        "feed_id": mute.feed_id,
        "feed": mute.feed or None,
        "added": to_iso(mute.added_at),
    }


def mute_export_shape(mute: "Mute") -> Shape:
    """Return a mute as an export has it and `import` takes it back."""
    return {"url": None, "mute": mute.query, "until": to_iso(mute.until), "feed_url": mute.feed_url or None}


def rule_export_shape(rule: "Rule") -> Shape:
    """Return a rule as an export has it and `import` takes it back."""
    actions = [[action.kind.value, *action.words] for action in rule.actions]
    return {"url": None, "rule": rule.name, "when": rule.query, "actions": actions, "active": rule.active}


def mute_preview_shape(mute: "Mute", preview: "MutePreview") -> Shape:
    """Return what a mute would hide, with the newest of it."""
    return {
        "query": mute.query,
        "until": to_iso(mute.until),
        "hides_30d": preview.recent,
        "hides": preview.total,
        "feed_id": mute.feed_id,
        "sample": [
            {"id": row.id, "title": row.title or None, "feed": row.feed or None, "moment": to_iso(row.moment)}
            for row in preview.samples
        ],
    }


def rule_shape(rule: "Rule") -> Shape:
    """Return a rule; what is set for a single feed has no number and position of its own."""
    own = rule.feed_id is None
    return {
        "id": rule.id if own else None,
        "name": rule.name,
        "when": rule.query,
        "do": [str(action) for action in rule.actions],
        "actions": [[action.kind.value, *action.words] for action in rule.actions],
        "position": rule.position if own else None,
        "active": rule.active,
        "feed_id": rule.feed_id,
        "entries": rule.touched if own else None,
        "error": rule.error or None,
        "failed_at": to_iso(rule.failed_at),
    }


def trial_shape(trial: "RuleTrial") -> Shape:
    """Return what a rule would have done with what is stored."""
    return {
        "name": trial.rule.name,
        "when": trial.rule.query,
        "matches": trial.total,
        "matches_30d": trial.recent,
        "would": [{"do": str(action), "entries": count} for action, count in trial.changes],
        "sample": [
            {"id": row.id, "title": row.title or None, "feed": row.feed or None, "moment": to_iso(row.moment)}
            for row in trial.samples
        ],
    }

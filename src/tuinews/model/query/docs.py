"""The query language as a page of the documentation: `python -m tuinews.model.query.docs > docs/queries.md`."""

import sys
from collections.abc import Iterator

from tuinews.model.query.terms import DAYS, TERMS, TRAITS, ValueKind, describe_accepted

_INTRODUCTION = """\
# Queries

This page is made from the program: `python -m tuinews.model.query.docs > docs/queries.md`.

Lists, searches, saved views and filters are found by one language. A query is made of words, `"phrases"`, `/regular
expressions/` on the title, and terms such as `tag:sport`. All parts must match, unless `OR` stands between them; `( )`
groups, and `-` before a part excludes what it matches. `begin*` matches words that begin so. A value with spaces is
quoted: `tag:"North Korea"`.

Words are found whatever their case, accents and width: `uber` finds *Über*, `lodz` *Łódź*, `strasse` *Straße*. Arabic
vowel signs and Greek and Cyrillic accents do not matter. In Chinese, Japanese, Korean, Thai, Lao, Khmer and Burmese a
word is found anywhere in a line without spaces. `storm NEAR port` finds words that stand near each other, `storm NEAR/3
port` with at most three others between; `NEAR(storm "old port" ferry)` takes several. `-` excludes words, terms and
groups, also by itself: `-sport`. A regular expression sees the beginning of a text, and ends when it takes too long.
"""

_ORDERS = """
## Order

`sort:newest` is usual, and `sort:oldest` its reverse; `sort:feed` and `sort:title` go by the names of feeds and by
titles. `sort:relevance` puts first what has the sought words in the title, often, and of late; of words that very many
articles have, the newest 1,500 matches are sorted so, and the others follow by time. `sort:river` counts articles of
feeds that publish rarely as newer than they are. `fit:15m` cuts a list to what can be read in that time, in its order;
with `sort:relevance` it takes the newest."""

_TIMES = """\
What is written with a zone, as in `after:2026-03-01T09:30Z`, is in that. A day ago, as `newer:1d` has it, your clock
showed the same time as now."""


def query_docs() -> str:
    """docs/queries.md as Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    yield "## Terms\n"
    yield "| term | matches | takes | `/regex/` |\n|---|---|---|---|"
    for name, term in TERMS.items():
        words = ", ".join(f"`{word}:`" for word in (name, *term.aliases))
        regex = "yes" if term.value is ValueKind.REGEX_OR_TEXT else ""
        yield f"| {words} | {term.about} | {describe_accepted(name)} | {regex} |"
    yield f"\n{DAYS}\n{_TIMES}"
    yield _ORDERS
    yield "\n## Traits\n\n| trait | matches entries that are or have |\n|---|---|"
    yield from (f"| `{trait.term}:{name}` | {trait.about} |" for name, trait in TRAITS.items())


if __name__ == "__main__":
    sys.stdout.write(query_docs())

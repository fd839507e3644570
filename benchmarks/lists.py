"""Time queries with their first page, and ranked searches, in a library that `populate.py --index` filled, or another.

    python benchmarks/lists.py --home DIR [--limit 200] [--times 3] [--above 15]

Words, names and tags that queries ask for are taken from the library: the most frequent, some in between, rare ones,
and phrases that stand in its texts. The times are those of the processor, so that what else the machine does counts
little. A page may be shorter where more takes long, as in the reader. It prints the queries that take longer than
`--above` milliseconds, and of all the middle one and that which 95 of 100 stay below.
"""

import argparse
import random
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from populate import NOW
from tuinews.model.query import parse_query, quote
from tuinews.model.query.words import index_words
from tuinews.store import Reader, Writer, prepare

PAGES = """
; is:unread ; is:unread -is:aged ; is:read ; is:starred ; is:later ; is:muted ; is:aged ; read:1d ; aged:1d
sort:oldest ; sort:title ; sort:feed ; sort:river ; is:unread sort:title ; is:unread sort:oldest ; is:read sort:oldest
is:read sort:title ; is:unread -is:aged sort:river ; is:unread -is:aged sort:feed
feed:{feed} ; feed:{feed} is:unread ; feed:{feed} is:read ; feed:{feed} sort:title ; -feed:{feed}
folder:{folder} ; folder:{folder} is:unread ; folder:{folder} is:unread sort:feed ; folder:{folder} sort:title
tag:{tag} ; tag:{tag} is:unread ; tag:{tag} sort:title ; tag:{rare_tag} ; tag:{tag} tag:{other_tag} ; -tag:{tag}
tag:{tag} OR tag:{rare_tag} ; tag:{tag} {common} ; tag:{tag} {word}
tag:{rare_tag} {common} ; tag:{tag} folder:{folder}
{common} ; {word} ; {rare} ; {common} {word} ; {common} OR {word} ; {common} {other} {word} ; {common} -{word}
-{common} ; -{word} ; -{common} is:unread ; {common} is:unread ; {common} is:read ; {word} is:read
{common} sort:oldest ; {common} sort:title ; {word} sort:feed ; {common} feed:{feed} ; {common} folder:{folder}
{common} newer:30d ; {word} older:200d ; {common} is:starred ; {word} is:starred ; {stem}* ; {stem}* is:unread
title:{common} ; title:{word} ; title:{rare} ; title:{word} is:unread ; body:{word} ; -title:{common}
author:{author} ; author:{rare_author} ; author:{author} is:unread ; author:{author} {word} ; -author:{author}
author:{author} tag:{tag} ; author:{part} ; author:{author} sort:title ; author:nobody-of-that-name
has:enclosure ; has:enclosure sort:title ; has:enclosure is:unread ; has:enclosure {word} ; has:fulltext
has:enclosure sort:feed ; -has:enclosure ; has:image newer:1d ; lang:en ; lang:de ; minutes:>5 ; minutes:>60 ; fit:15m
newer:1d ; newer:7d is:unread ; older:200d ; before:2026-06-01 is:read ; newer:1h
story:>2 ; story:>20 ; story:>1 is:unread ; is:followed
/^[ab]/ ; title:/{word}/ newer:7d ; url:/{feed}/
"""
"""Queries of which the first page is read, between semicolons and at the ends of lines."""

RANKED = """
{common} ; {other} ; {word} ; {rare} ; {common} {word} ; {common} {other} ; {word} OR {common}
{stem}* ; title:{common}
title:{word} ; {common} is:unread ; {common} feed:{feed} ; {common} tag:{tag} ; {word} newer:30d ; {common} -{word}
{phrase} ; {phrase2} ; {phrase3} ; {phrase4} ; {phrase5} ; {phrase6} ; "{common} {other}" ; "{common} {word}"
NEAR({common} {other}) ; {phrase} is:unread ; nothing-that-anybody-wrote
"""
"""Queries whose hundred most relevant entries are read."""

PHRASES = "{phrase} ; {phrase2} ; {phrase3} ; {phrase4} ; {phrase5} ; {phrase6} ; NEAR({common} {other})"
"""Queries that read texts: of these the first page is timed by itself."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=200)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--above", type=float, default=15.0)
    arguments = parser.parse_args()
    path = arguments.home / "data" / "tuinews.db"
    prepare(path, NOW)
    Writer(path, lambda: NOW).close()
    reader = Reader(path)
    names = dict(_choose(reader))
    for title, table, limit, ending in (
        ("first pages", PAGES, arguments.limit, ""),
        ("first pages of phrases", PHRASES, arguments.limit, ""),
        ("ranked", RANKED, 100, " sort:relevance"),
    ):
        took = []
        for asked in _split(table):
            text = asked.format(**names) + ending
            milliseconds, found = _time(reader, text, limit, arguments.times)
            took.append(milliseconds)
            if milliseconds > arguments.above:
                print(f"{milliseconds:9.1f} ms {found:5} found  {text}")
        took.sort()
        print(f"{title}: {len(took)} queries, {_at(took, 0.5):.1f} ms, {_at(took, 0.95):.1f} ms at 95 %\n", flush=True)
    reader.close()


def _split(table: str) -> list[str]:
    return [asked.strip() for line in table.strip().splitlines() for asked in line.split(" ; ")]


def _at(took: Sequence[float], share: float) -> float:
    return took[min(len(took) - 1, int(len(took) * share))]


def _time(reader: Reader, text: str, limit: int, times: int) -> tuple[float, int]:
    query = parse_query(text.removeprefix(";").strip(), NOW)
    took, found = [], 0
    for _ in range(times):
        began = time.process_time()
        found = len(reader.lists.fold(query, NOW, (), limit).ids)
        took.append((time.process_time() - began) * 1_000)
    return statistics.median(took), found


def _choose(reader: Reader) -> Iterator[tuple[str, str]]:
    """Yield what stands for each name in the queries."""
    chance = random.Random(5)  # noqa: S311  no secret
    every = reader.lists.ids(parse_query("", NOW), NOW)
    sample = reader.entries(sorted(chance.sample(list(every), min(2_000, len(every)))))
    words = Counter(word for entry in sample for word in set(index_words(entry.title).split()) if len(word) > 3)
    ranked = [word for word, _ in words.most_common()]
    yield from zip(("common", "other", "word", "rare"), (ranked[0], ranked[1], ranked[60], ranked[-1]), strict=True)
    yield "stem", ranked[60][:4]
    yield from zip(("feed", "folder"), (str(sample[0].feed_id), "World"), strict=True)
    tags = [tag for tag, _ in Counter(tag for entry in sample for tag in entry.tags).most_common()]
    chosen = (tags[0], tags[1], tags[-1])
    yield from ((name, quote(tag)) for name, tag in zip(("tag", "other_tag", "rare_tag"), chosen, strict=True))
    authors = [name for name, _ in Counter(entry.author for entry in sample if entry.author).most_common()]
    yield from (("author", quote(authors[0])), ("rare_author", quote(authors[-1])), ("part", authors[-1].split()[-1]))
    for number, entry in enumerate(chance.sample(sample, 6), 1):
        text = index_words(entry.title).split()
        first = chance.randrange(max(1, len(text) - 1))
        yield f"phrase{number if number > 1 else ''}", f'"{" ".join(text[first : first + 2])}"'


if __name__ == "__main__":
    main()

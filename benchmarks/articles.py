"""Extraction over a folder of real pages with gold: scores by the folder's own `score.py`, and what structure survives,
through the workers that the program itself uses.

    python benchmarks/articles.py CORPORA [SET…] [--out FOLDER] [--jobs N]

CORPORA holds `score.py` and `articles/SET/gold.json.gz` with the pages beside it.
"""

import argparse
import asyncio
import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import html as lxml_html

from tuinews.article import extract_page
from tuinews.engine.workers.pool import JobFailedError, WorkerPool
from tuinews.model.clock import to_iso
from tuinews.model.parsed import Expected, ParseFailure

SETS = ("scrapinghub", "trafeval", "readability", "postlight", "goose")
_BESIDE = re.compile(r"[\W_]+")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
KEPT = ("p", "a", "li", "td", "th", "heading", "code", "pre", "figcaption", "dt", "dd", "blockquote", "strong", "em")


async def predict(workers: WorkerPool, body: bytes, url: str) -> dict[str, Any]:
    """One page as the scorer wants it, with the time from the question to a worker's answer."""
    start = time.perf_counter()
    try:
        page = await workers.run(extract_page, body, url, "", Expected())
    except JobFailedError as error:
        return {"text": "", "error": str(error)}
    ms = round((time.perf_counter() - start) * 1000, 1)
    if isinstance(page, ParseFailure):
        return {"text": "", "error": page.sentence, "ms": ms}
    return {
        "text": page.text,
        "title": page.title or None,
        "author": page.author or None,
        "date": to_iso(page.published),
        "tags": list(page.tags),
        "related": [{"title": link.title, "href": link.url} for link in page.related],
        "html": page.html,
        "ms": ms,
    }


async def run_set(corpora: Path, name: str, jobs: int) -> dict[str, dict[str, Any]]:
    """Every page of a set, as many at once as there are workers, which have read one page before."""
    waiting = iter(json.loads(_unpacked(corpora / "articles" / name / "gold.json.gz")).items())
    found: dict[str, dict[str, Any]] = {}
    workers = WorkerPool(jobs)

    async def serve() -> None:
        for key, page in waiting:
            found[key] = await predict(workers, _unpacked(corpora / page["file"]), page.get("url") or "")

    try:
        await asyncio.gather(*(workers.run(extract_page, b"<p>", "https://tern.example/") for _ in range(jobs)))
        await asyncio.gather(*(serve() for _ in range(jobs)))
    finally:
        workers.close()
    return found


def _unpacked(path: Path) -> bytes:
    return gzip.decompress(path.read_bytes())


def structure_kept(corpora: Path, pages: dict[str, dict[str, Any]]) -> dict[str, str]:
    """For each element the share of the gold's that we kept with the same words, and how many there are.

    Links that lead nowhere else (to `#` or without an address) count for nothing, nor does what has no other words,
    such as a table of contents: outside of a browser there is nowhere to go with them.
    """
    gold = json.loads(_unpacked(corpora / "articles/readability/gold.json.gz"))
    kept: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for key, page in gold.items():
        ours = Counter((tag, words) for tag, words, _ in _elements(pages[key].get("html") or ""))
        for tag, words, outward in _elements(page["html"]):
            total[tag] += 1
            found = next((element for element in ((tag, words), (tag, outward)) if ours[element] > 0), None)
            if found is not None:
                ours[found] -= 1
                kept[tag] += 1
    return {tag: f"{kept[tag] / total[tag]:.2f} of {total[tag]}" for tag in KEPT if total[tag]}


def _elements(source: str) -> Iterator[tuple[str, str, str]]:
    """The name of every element that counts, its words, and its words without those of links that lead nowhere else."""
    if not source.strip():
        return
    root = lxml_html.fromstring(f"<div>{source}</div>")
    for node in root.iter(*KEPT, *HEADINGS):
        if outward := _BESIDE.sub("", "".join(_outward(node))):
            words = _BESIDE.sub("", "".join(map(str, node.itertext())))
            yield "heading" if node.tag in HEADINGS else str(node.tag), words, outward


def _outward(node: Any) -> Iterator[str]:
    """The texts of an element without those of links that lead nowhere else."""
    if node.tag == "a" and (node.get("href") or "#").startswith("#"):
        return
    yield node.text or ""
    for child in node:
        yield from _outward(child)
        yield child.tail or ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", type=Path)
    parser.add_argument("sets", nargs="*", default=SETS)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--jobs", type=int, default=1)
    values = parser.parse_args()
    out = values.out or Path(tempfile.mkdtemp())
    out.mkdir(parents=True, exist_ok=True)
    for name in values.sets or SETS:
        pages = asyncio.run(run_set(values.corpora, name, values.jobs))
        target = out / f"{name}.json"
        target.write_text(json.dumps(pages, ensure_ascii=False))
        score = [sys.executable, values.corpora / "score.py", "articles", values.corpora, name, target]
        print(name, subprocess.run(score, capture_output=True, text=True, check=True).stdout.strip())
        if name == "readability":
            print("kept", structure_kept(values.corpora, pages))


if __name__ == "__main__":
    main()

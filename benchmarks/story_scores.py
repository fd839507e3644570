"""How well articles are grouped into stories, and how fast: the scores of sets of labelled articles.

python benchmarks/story_scores.py ../shared/corpora/stories [--folded] [--half 0|1] [--errors SET] [--only SET…]

Prints precision, recall and F1 over pairs for each set in the folder, as its `score.py` counts them, and
milliseconds an article. `--half` takes only every second story of each set, so that what was tuned on one half is
judged on the other.
"""

import argparse
import gzip
import importlib.util
import json
import time
from pathlib import Path
from types import ModuleType
from typing import Any
from zlib import crc32

from tuinews.engine.stories.grouper import FOLDED, GROUPED, WINDOW, StoryGrouper
from tuinews.engine.stories.memory_index import MemoryIndex
from tuinews.engine.stories.placement import StoryEntry
from tuinews.model.clock import from_iso

SAME_LANGUAGE = {"og2021"}
TARGETS = {
    "og2021": 0.62, "allsides": 0.86, "wikinews": 0.80, "newscluster": 0.95, "basil": 0.98, "ecbplus": 0.84,
    "feedday": 0.82, "wire": 0.98, "semeval": 0.79, "tgpairs": 0.80, "techpairs": 0.88, "gnews-fr": 0.0,
    "recurring": 0.0,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--folded", action="store_true")
    parser.add_argument("--half", type=int)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--only", nargs="*")
    arguments = parser.parse_args()
    judge = load_judge(arguments.folder / "score.py")
    print("set           target    F1     P      R    found  pairs  ms/article")
    results = [judge_set(judge, name, arguments) for name in arguments.only or TARGETS]
    counted = [pairwise for name, pairwise in results if name != "recurring"]
    means = (sum(each[key] for each in counted) / max(1, len(counted)) for key in ("f1", "p", "r"))
    print("mean of {}: F1 {:.3f}  P {:.3f}  R {:.3f}".format(len(counted), *means))


def judge_set(judge: ModuleType, name: str, arguments: argparse.Namespace) -> tuple[str, dict[str, float]]:
    rows = read_lines(arguments.folder / f"{name}.jsonl.gz")
    pairs_file = arguments.folder / f"{name}.pairs.jsonl.gz"
    pairs = read_lines(pairs_file) if pairs_file.exists() else []
    if arguments.half is not None:
        rows, pairs = take_half(rows, pairs, arguments.half)
    grouped, seconds = group(rows, folded=arguments.folded)
    articles = {row["id"]: row for row in rows}
    if pairs:
        result = judge.score_pairs(articles, grouped, pairs, arguments.errors)
    else:
        result = judge.score(articles, grouped, judge.Rule(articles, 5.0, name in SAME_LANGUAGE), arguments.errors)
    print_row(name, TARGETS[name], result, 1000 * seconds / len(rows))
    if arguments.errors:
        show_errors(result, articles)
    return name, result["pairwise"]


def print_row(name: str, target: float, result: dict[str, Any], spent: float) -> None:
    pairwise = result["pairwise"]
    mark = " " if pairwise["f1"] >= target else "<"
    pairs = result.get("pred_pairs", result.get("pairs"))
    figures = f"{pairwise['f1']:.3f}  {pairwise['p']:.3f}  {pairwise['r']:.3f}  {result.get('found', 0):.2f}"
    print(f"{name:13} {target:5.2f} {mark} {figures}  {pairs:5}  {spent:.2f}")


def load_judge(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("judge", path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path} is not there: say in which folder the sets are.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def read_lines(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def take_half(
    rows: list[dict[str, Any]], pairs: list[dict[str, Any]], half: int
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    if pairs:
        kept = [pair for pair in pairs if crc32((min(pair["a"], pair["b"])).encode()) % 2 == half]
        ids = {pair[side] for pair in kept for side in "ab"}
        return [row for row in rows if row["id"] in ids], kept
    return [row for row in rows if crc32(str(row["story"]).encode()) % 2 == half], []


def group(rows: list[dict[str, Any]], *, folded: bool) -> tuple[dict[str, int], float]:
    entries = [
        StoryEntry(
            number, row["source"], row["title"], row["text"], from_iso(row["published"]), row["lang"], row["url"]
        )
        for number, row in enumerate(rows)
    ]
    index = MemoryIndex(WINDOW)
    started = time.process_time()
    StoryGrouper(index, FOLDED if folded else GROUPED).place_all(entries)
    seconds = time.process_time() - started
    return {rows[number]["id"]: story for number, story in index.read_stories().items()}, seconds


def show_errors(result: dict[str, Any], articles: dict[str, dict[str, Any]]) -> None:
    for kind in ("false_merges", "missed_pairs"):
        for pair in result.get(kind, ()):
            print(f"  {kind}:")
            for key in pair:
                row = articles[key]
                head = f"{row['published'][:16]:16} {row['lang']} {row['source'][:15]:15}"
                print(f"     {head} {row['title'][:110]} | {row['text'][:60]!r}")


if __name__ == "__main__":
    main()

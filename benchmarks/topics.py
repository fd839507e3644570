"""Time what is asked of topics, and related articles, in a library that `populate.py --tags 50000 --index` filled.

    python benchmarks/topics.py --home DIR [--articles 150]

The times are those of the processor, so that what else the machine does counts little: the middle one, and that which
95 of 100 stay below.
"""

import argparse
import random
import time
from collections.abc import Callable
from pathlib import Path

from populate import NOW
from tuinews.engine.related.related import find_related
from tuinews.model.ids import EntryId
from tuinews.model.query import EVERYTHING
from tuinews.store import Reader, Writer, prepare


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--articles", type=int, default=150)
    arguments = parser.parse_args()
    path = arguments.home / "data" / "tuinews.db"
    prepare(path, NOW)
    writer, reader = Writer(path, lambda: NOW), Reader(path)
    measure("days of another clock", lambda: writer.topics.renew_days(NOW), 1)
    page = reader.topics.read_page(NOW, "heat", 300)
    measure("page, hot", lambda: reader.topics.read_page(NOW, "heat", 300))
    measure("page, common", lambda: reader.topics.read_page(NOW, "count", 300))
    measure("page, by name", lambda: reader.topics.read_page(NOW, "name", 300))
    measure("page, narrowed", lambda: reader.topics.read_page(NOW, "heat", 300, "ba"))
    measure("trends of 40", lambda: reader.topics.complete(page[:40], NOW))
    measure("one topic", lambda: reader.topics.read_one(page[0].name, NOW))
    newest = reader.lists.ids(EVERYTHING, NOW, 100_000)
    asked = iter(random.Random(1).sample(list(newest), arguments.articles + 1))  # noqa: S311  no secret
    measure("related", lambda: find_related(reader, EntryId(next(asked))), arguments.articles)
    reader.close()
    writer.close()


def measure(name: str, work: Callable[[], object], times: int = 9) -> None:
    took = []
    for _ in range(times):
        began = time.process_time()
        work()
        took.append((time.process_time() - began) * 1_000)
    took.sort()
    print(f"{name:<24} {took[len(took) // 2]:8.1f} ms {took[int(len(took) * 0.95)]:8.1f} ms")


if __name__ == "__main__":
    main()

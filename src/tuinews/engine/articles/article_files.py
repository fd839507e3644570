"""Articles written as files: one each, named after date and title, or all of them in one."""

import asyncio
import sys
from collections import Counter
from collections.abc import AsyncIterator, Callable, Sequence
from pathlib import Path

from tuinews.engine.articles.articles import Articles
from tuinews.engine.files import NewFile, SaveTarget, new_file, target_of
from tuinews.engine.results import Saved
from tuinews.engine.services import Services
from tuinews.model.entry import Article
from tuinews.model.error import NotFoundError
from tuinews.model.form import Form, file_stem
from tuinews.model.ids import EntryId
from tuinews.model.language import tr
from tuinews.model.text import SafeText, safe_text

ReportSaved = Callable[[Saved], None]


class ArticleFiles:
    """`library.saving`."""

    def __init__(self, services: Services, articles: Articles) -> None:
        self._services = services
        self._articles = articles

    def target(self, named: str = "") -> SaveTarget:
        """Return the folder, or the file in a folder, that the user names; raises UsageError if it is neither."""
        return target_of(named, self._services.settings.save.folder)

    async def save(
        self,
        ids: Sequence[EntryId],
        form: Form,
        target: SaveTarget,
        *,
        full: bool = False,
        report: ReportSaved | None = None,
    ) -> tuple[Saved, ...]:
        """Write articles as files and return what was written; `report` is called with each file.

        A target with a name is one file for all of them, and so is a book. No file is overwritten: a number behind the
        name tells files apart. Entries that vanished meanwhile are left out. `full` fetches pages that are not cached.

        Raises:
            TuinewsError: a file could not be written. Those before it are whole, and nothing is left of it.
        """
        done: list[Saved] = []
        articles = self._open_each(ids, full=full)
        if len(ids) > 1 and (target.name or form.bound):
            done.append(await self._write_together(articles, len(ids), form, target))
            if report is not None:
                report(done[-1])
            return tuple(done)
        used: Counter[str] = Counter()
        async for article in articles:
            done.append(await asyncio.to_thread(self._write_one, article, form, target, used))
            if report is not None:
                report(done[-1])
        return tuple(done)

    async def _open_each(self, ids: Sequence[EntryId], *, full: bool) -> AsyncIterator[Article]:
        for entry_id in ids:
            try:
                open_it = self._articles.full_text if full else self._articles.open
                yield await open_it(entry_id)
            except NotFoundError:
                if len(ids) == 1:
                    raise

    def _write_one(self, article: Article, form: Form, target: SaveTarget, used: Counter[str]) -> Saved:
        from tuinews.article.write.files import write_one
        from tuinews.article.write.masthead import local_time

        entry = article.entry
        day = local_time(entry.moment if entry.published is None else entry.published)[:10]
        stem, suffix = _split_name(target.name) or (_spell(day, entry.title, f"article {entry.id}"), form.suffix)
        with new_file(target.folder) as file:
            write_one(file.stream, form, article, self._width, self._services.clock())
            return Saved(_settle(file, stem, suffix, used), form, (entry.id,), article.notice)

    async def _write_together(
        self, articles: AsyncIterator[Article], count: int, form: Form, target: SaveTarget
    ) -> Saved:
        from tuinews.article.write.files import open_file
        from tuinews.article.write.masthead import local_time

        now, ids, notices = self._services.clock(), list[EntryId](), list[SafeText]()
        day = local_time(now)[:10]
        title = tr("{count} articles, {day}", count=count, day=day)
        stem, suffix = _split_name(target.name) or (file_stem(day, tr("{count} articles", count=count)), form.suffix)
        with new_file(target.folder) as file:
            writer = await asyncio.to_thread(open_file, file.stream, form, title, self._width, now)
            async for article in articles:
                await asyncio.to_thread(writer.add, article)
                ids.append(article.entry.id)
                notices += [article.notice] if article.notice else []
            await asyncio.to_thread(writer.close)
            path = await asyncio.to_thread(_settle, file, stem, suffix, Counter())
        more = tr(" So it is with {count} more.", count=len(notices) - 1) if len(notices) > 1 else ""
        return Saved(path, form, tuple(ids), safe_text(f"{notices[0]}{more}" if notices else ""))

    @property
    def _width(self) -> int:
        return self._services.settings.reading.width


def _split_name(name: str) -> tuple[str, str] | None:
    """Return the user's own name as stem and suffix; `None` without one."""
    return (Path(name).stem, Path(name).suffix) if name else None


def _spell(day: str, title: str, otherwise: str) -> str:
    """Return a file name that this system can write: old locales know few letters, and some titles have none."""
    known = sys.getfilesystemencoding()
    written = file_stem(day, title.encode(known, "ignore").decode(known))
    return file_stem(day, otherwise) if written == file_stem(day, "") else written


def _settle(file: NewFile, stem: str, suffix: str, used: Counter[str]) -> Path:
    """Name a file; `used` counts how far the numbers behind each name have come."""
    path, used[stem] = file.settle(stem, suffix, used[stem] + 1)
    return path

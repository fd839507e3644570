"""Tables for the ear: row by row, each cell behind the heading of its column."""

from collections.abc import Iterator, Sequence

from tuinews.model.document import Document, Table, TableCell, plain, walk
from tuinews.model.language import tr, tr_count


def read_tables(document: Document) -> Iterator[str]:
    """Give each table of a text: what it is, then a line for each row: `Country: Nepal. Capital: Kathmandu`."""
    tables = [block for block in walk(document) if isinstance(block, Table)]
    for number, table in enumerate(tables, 1):
        headings, rows = _split_headings(table.rows)
        caption = plain(table.caption).strip()
        named = tr("Table {number}{value}", number=number, value=f": {caption}" if caption else "")
        size = tr_count("{count} row", "{count} rows", len(rows))
        columns = tr_count("{count} column", "{count} columns", _count_columns(table.rows))
        yield f"{named}. {size}, {columns}."
        for at, row in enumerate(rows, 1):
            yield tr("Row {at}. {row}", at=at, row=" ".join(_read_row(row, headings)))


def _split_headings(rows: Sequence[Sequence[TableCell]]) -> tuple[list[str], Sequence[Sequence[TableCell]]]:
    """Return the headings of the columns, one for each column, and the rows below them."""
    if not rows or not all(cell.header for cell in rows[0]):
        return [], rows
    return [plain(cell.inline).strip() for cell in rows[0] for _ in range(max(1, cell.columns))], rows[1:]


def _count_columns(rows: Sequence[Sequence[TableCell]]) -> int:
    return max((sum(max(1, cell.columns) for cell in row) for row in rows), default=0)


def _read_row(row: Sequence[TableCell], headings: Sequence[str]) -> Iterator[str]:
    """Give the cells of a row, each behind its heading; empty ones are said to be."""
    column = 0
    for cell in row:
        said = plain(cell.inline).strip() or "empty"
        heading = headings[column] if column < len(headings) else ""
        yield f"{heading}: {said}." if heading else f"{said}."
        column += max(1, cell.columns)

from collections.abc import Sequence

import apsw
import pytest

from tuinews.store.bindings import bind_numbers, bind_texts


@pytest.mark.parametrize("numbers", [(), (1,), (0, 3), range(2, 4)])
def test_rows_are_found_by_many_numbers_one_or_none(numbers: Sequence[int]) -> None:
    connection = apsw.Connection(":memory:")
    connection.execute("CREATE TABLE entries (id); INSERT INTO entries VALUES (0), (1), (2), (3), (NULL)")
    sql = "SELECT id FROM entries WHERE id IN (SELECT value FROM carray(?))"
    assert [row[0] for row in connection.execute(sql, (bind_numbers(numbers),))] == list(numbers)


@pytest.mark.parametrize("texts", [(), ("",), ("a", "b")])
def test_rows_are_found_by_many_texts_one_or_none(texts: Sequence[str]) -> None:
    connection = apsw.Connection(":memory:")
    connection.execute("CREATE TABLE entries (guid); INSERT INTO entries VALUES (''), ('a'), ('b'), (NULL)")
    sql = "SELECT guid FROM entries WHERE guid IN (SELECT value FROM carray(?))"
    assert [row[0] for row in connection.execute(sql, (bind_texts(texts),))] == list(texts)

"""Rows are mapped by name: no field without a column, no column of the polling table without a field."""

from dataclasses import fields
from inspect import Parameter, signature

import pytest

from pollings import PART_OF
from store.storing import House
from tuinews.model.entry import Entry
from tuinews.model.feed import FeedOptions
from tuinews.store import rows
from tuinews.store.columns import Columns
from tuinews.store.rows import ENTRY, OPTIONS


def test_every_column_of_the_polling_table_is_a_field_of_one_part(house: House) -> None:
    columns = {row[1] for row in house.writer._connection.execute("PRAGMA table_info(polling)")}
    assert columns - {"feed_id"} == set(PART_OF)


def test_every_field_of_an_entry_is_read_from_somewhere() -> None:
    assert {*ENTRY.names, "tags", "user_tags"} == {field.name for field in fields(Entry)}


@pytest.mark.parametrize(
    "columns", [value for value in vars(rows).values() if isinstance(value, Columns) and value.in_order]
)
def test_columns_said_to_be_in_order_are_in_the_order_of_the_arguments(columns: Columns[object]) -> None:
    positional = [
        name for name, given in signature(columns.make).parameters.items() if given.kind is not Parameter.KEYWORD_ONLY
    ]
    assert list(columns.names) == positional


def test_a_value_survives_its_row() -> None:
    options = FeedOptions(
        7200, full_text=True, user_agent="Reader/1", keep=5, mark_read="quiz", probe=False, stories=False
    )
    assert OPTIONS.value(OPTIONS.row(options)) == options


def test_a_row_of_another_length_is_refused() -> None:
    pair = Columns(complex, {"real": "x.real", "imag": "x.imag"}, read={"imag": float})
    assert pair.select == "x.real, x.imag"
    assert pair.value((1, 2)) == 1 + 2j
    with pytest.raises(ValueError, match="zip"):
        pair.value((1, 2, 3))


def test_feeds_with_the_same_options_share_one_value(house: House) -> None:
    first, second = house.feed("harbour"), house.feed("ferry")
    polled = {polling.feed_id: polling for polling in house.reader.polls.pollings()}
    assert polled[first].options is polled[second].options
    assert polled[first].options == FeedOptions()

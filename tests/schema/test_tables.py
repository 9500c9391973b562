"""Tables keep their shape."""

from __future__ import annotations

import pandas as pd
import pytest

from analitik import schema
from analitik.core.errors import IntegrityFault, UsageFault


@pytest.mark.parametrize("table", schema.TABLES.values(), ids=lambda table: table.name)
def test_an_empty_table_has_every_column_in_its_type(table):
    frame = table.empty()
    assert list(frame.columns) == table.names
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == table.dtypes
    assert [field.name for field in table.arrow_schema()] == table.names


@pytest.mark.parametrize("table", schema.TABLES.values(), ids=lambda table: table.name)
def test_key_and_day_are_columns_and_every_column_has_a_label(table):
    assert {table.day, *table.key} <= set(table.names)
    assert all(column.label for column in table.columns)
    assert len(set(table.names)) == len(table.names)


def test_a_missing_or_strange_column_stops_the_writer():
    with pytest.raises(IntegrityFault, match="n_stories"):
        schema.CUBE.conform(schema.CUBE.empty().drop(columns="n_stories"))
    with pytest.raises(IntegrityFault, match="asing"):
        schema.CUBE.conform(schema.CUBE.empty().assign(asing=1))


def test_conforming_puts_columns_in_order_and_leaves_the_given_frame_alone():
    frame = pd.DataFrame({name: pd.Series([], dtype="object") for name in reversed(schema.CUBE.names)})
    assert schema.CUBE.conform(frame).dtypes.astype(str).to_dict() == schema.CUBE.dtypes
    assert list(frame.columns) == list(reversed(schema.CUBE.names))


def test_an_unknown_table_names_the_known_ones():
    with pytest.raises(UsageFault, match="articles_raw"):
        schema.table("berita")

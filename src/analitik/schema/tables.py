"""What a table is: its grain, its key, its columns with their types and the words an office uses for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from analitik.core.errors import IntegrityFault
from analitik.core.locale import say

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

TEXT = "str"
TIME = "datetime64[us]"
WHOLE = "Int64"
ROW = "int64"
NUMBER = "float64"
FLAG = "bool"


@dataclass(frozen=True)
class Column:
    """One column: its name in the frame, its pandas dtype, its Indonesian label."""

    name: str
    dtype: str
    label: str


@dataclass(frozen=True)
class Table:
    """One table of the lake.

    ``grain`` says what a row is; ``day`` is the column whose month is the partition; ``key`` orders the rows.
    """

    name: str
    label: str
    grain: str
    day: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The column names in order."""
        return [column.name for column in self.columns]

    @property
    def dtypes(self) -> dict[str, str]:
        """Column name -> pandas dtype."""
        return {column.name: column.dtype for column in self.columns}

    def empty(self) -> pd.DataFrame:
        """A frame with no row and every column in its type."""
        import pandas as pd

        return pd.DataFrame({column.name: pd.Series([], dtype=column.dtype) for column in self.columns})

    def conform(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The frame with the table's columns in order and in their types.

        Raises
        ------
        IntegrityFault
            When a column is missing or strange: a table never changes its shape in silence.
        """
        if set(frame.columns) != set(self.names):
            raise IntegrityFault(self._shape_message(frame))
        frame = frame[self.names]
        wrong = {name: dtype for name, dtype in self.dtypes.items() if str(frame[name].dtype) != dtype}
        return frame.astype(wrong) if wrong else frame

    def _shape_message(self, frame: pd.DataFrame) -> str:
        missing = ", ".join(sorted(set(self.names) - set(frame.columns))) or "-"
        strange = ", ".join(sorted(map(str, set(frame.columns) - set(self.names)))) or "-"
        return say(
            f"Tabel {self.name}: kolom kurang {missing}; kolom tidak dikenal {strange}.",
            f"Table {self.name}: columns missing {missing}; columns not known {strange}.",
        )

    def arrow_schema(self) -> pa.Schema:
        """The same columns as an Arrow schema, without metadata, so that equal rows give equal bytes."""
        import pyarrow as pa

        kinds = {
            TEXT: pa.string(),
            TIME: pa.timestamp("us"),
            WHOLE: pa.int64(),
            ROW: pa.int64(),
            NUMBER: pa.float64(),
            FLAG: pa.bool_(),
        }
        return pa.schema([(column.name, kinds[column.dtype]) for column in self.columns])

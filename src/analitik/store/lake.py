"""The lake: Parquet files in month partitions. Equal rows give equal bytes; no file is ever half written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from analitik.core.errors import IntegrityFault
from analitik.core.files import write_atomic
from analitik.core.locale import say
from analitik.core.period import Month
from analitik.schema import Table
from analitik.schema.tables import NUMBER, TEXT, TIME, WHOLE

if TYPE_CHECKING:
    import pandas as pd

NULLABLE = {TEXT, TIME, WHOLE, NUMBER}


def part_path(lake: Path, table: str, month: Month | str, part: str) -> Path:
    """Where one file of a partition lies.

    >>> part_path(Path("lake"), "cube", Month(2022, 10), "part").as_posix()
    'lake/cube/month=2022-10/part.parquet'
    """
    return lake / table / f"month={month}" / f"{part}.parquet"


def write_part(path: Path, table: Table, frame: pd.DataFrame) -> Path:
    """Write rows as one Parquet file, in one step."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = pa.Table.from_pandas(
        table.conform(frame), schema=table.arrow_schema(), preserve_index=False, nthreads=1
    ).replace_schema_metadata(None)
    return write_atomic(path, lambda temporary: pq.write_table(rows, temporary, compression="zstd", store_schema=False))


def read_part(path: Path, table: Table, columns: list[str] | None = None) -> pd.DataFrame:
    """Read one Parquet file without starting a thread, so that a parent may fork afterwards.

    A column that the table has and an older file has not is empty in the answer: stores outlive releases.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path, pre_buffer=False) as file:
            there = set(file.schema_arrow.names)
            asked = columns or table.names
            rows = file.read(columns=[name for name in asked if name in there], use_threads=False)
    except (pa.ArrowInvalid, FileNotFoundError) as problem:
        raise IntegrityFault(_damaged(path)) from problem
    frame = rows.to_pandas(use_threads=False)
    for name in asked:
        if name not in there:
            frame[name] = _blank(table, name, path, len(frame))
    wanted = {name: table.dtypes[name] for name in frame.columns if str(frame[name].dtype) != table.dtypes[name]}
    return (frame.astype(wanted) if wanted else frame)[asked]


def _blank(table: Table, name: str, path: Path, n: int) -> pd.Series:
    import pandas as pd

    if table.dtypes[name] not in NULLABLE:
        raise IntegrityFault(_damaged(path))
    return pd.Series([None] * n, dtype=table.dtypes[name])


def remove_part(path: Path) -> None:
    """Take a file out of its partition; an empty partition goes with it."""
    path.unlink(missing_ok=True)
    if path.parent.is_dir() and not any(path.parent.iterdir()):
        path.parent.rmdir()


def months_on_disk(lake: Path, table: str) -> list[Month]:
    """The months of a table that have a file, oldest first."""
    folders = (lake / table).glob("month=*") if (lake / table).is_dir() else ()
    return sorted(Month.parse(folder.name.removeprefix("month=")) for folder in folders if any(folder.glob("*.parquet")))


def _damaged(path: Path) -> str:
    name = "/".join(path.parts[-3:])
    return say(
        f"Berkas {name} hilang atau rusak; pulihkan dari cadangan, atau terima ulang isi folder raw ke folder data baru.",
        f"File {name} is missing or damaged; restore it from a backup, or ingest the files of raw/ into a new data folder.",
    )

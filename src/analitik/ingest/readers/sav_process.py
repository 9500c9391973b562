"""Reads an SPSS file in a process of its own, because the library is native code and a damaged file can end the process.

``python -m analitik.ingest.readers.sav_process FILE`` prints one JSON object: names, formats, labels, words, columns; or ``error``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def main(path: str, keep_missing: bool = False) -> None:
    """Print the content of a SAV file as JSON; answers declared missing are null, or kept as they are."""
    import pyreadstat

    try:
        frame, meta = pyreadstat.read_sav(path, disable_datetime_conversion=True, user_missing=keep_missing)
    except (pyreadstat.ReadstatError, ValueError, OverflowError) as problem:
        answer: dict[str, Any] = {"error": " ".join(str(problem).split())}
    else:
        names = [str(name) for name in frame.columns]
        answer = {
            "names": names,
            "formats": [str(meta.original_variable_types.get(name, "")) for name in names],
            "labels": [list(meta.variable_value_labels.get(name, {}).items()) for name in names],
            "words": [str(meta.column_names_to_labels.get(name) or "") for name in names],
            "columns": [[_plain(value) for value in frame[name]] for name in names],
            "n": len(frame),
        }
    sys.stdout.write(json.dumps(answer))


def _plain(value: Any) -> Any:
    """A value JSON can carry: missing ones become null, others stay number or text."""
    if value is None or value != value:
        return None
    return value if isinstance(value, str) else float(value) if isinstance(value, int | float) else str(value)


if __name__ == "__main__":
    main(str(Path(sys.argv[1])), keep_missing="keep" in sys.argv[2:])

"""Words the rooms of the news share: where numbers come from, the names of issues, titles that fit a line."""

from __future__ import annotations

from analitik.reference.taxonomy import issues

SOURCE = "Pemantauan media; sentimen ditetapkan mesin dan belum dikoreksi dengan label manusia."
LABELLED = "Pemantauan media; sentimen ditetapkan mesin, dikoreksi dengan label manusia pada bulan yang berselang."
TITLE_LENGTH = 70


def issue_names() -> dict[str, str]:
    """Issue -> the name readers know.

    >>> issue_names()["pelarian"]
    'Pelarian'
    """
    return dict(issues()[["id", "name_id"]].itertuples(index=False))


def shorten(title: str, length: int = TITLE_LENGTH) -> str:
    """A title that fits one line.

    >>> shorten("Kisah " * 20)
    'Kisah Kisah Kisah Kisah Kisah Kisah Kisah Kisah Kisah Kisah Kisah …'
    """
    words = " ".join(title.split())
    return words if len(words) <= length else words[: length - 1].rsplit(" ", 1)[0] + " …"

"""What the newsroom wrote, without what the page put around it: links to other stories, advertisements, bylines, repeats."""

from __future__ import annotations

import re

import pandas as pd

from analitik.text.normalise import each_distinct, tidy

_LINKS = re.compile(
    r"(?:\(|\[)?\b(?:ba[cv]a\s+(?:juga|lainnya|selengkapnya)|simak\s+juga|berita\s+(?:terkait|lainnya)|artikel\s+terkait|pilihan\s+editor)\b"
    r"\s*:?[^.\n\]]*(?:[.\n\]]|$)",
    re.IGNORECASE,
)
_NOISE = re.compile(
    r"advertisement|scroll\s+to\s+continue\s+with\s+content|scroll\s+untuk\s+(?:baca|melanjutkan)[^.\n]*|geser\s+untuk\s+baca\s+berita"
    r"|tutup\s+iklan\s*x?|baca\s+berita\s+tanpa\s+iklan[^\n]*?kompas\.com\+?|salin\s+artikel|close\s+ads|fbpx|spot_img|loading…"
    r"|copyright\s*©[^\n.]*\d{4}|(?:pewarta|penulis|editor|rep|red|laporan\s+wartawan)\s*:\s*[\w .]{2,40}(?=[|/\n]|$)"
    r"|narahubung\s*:[^\n]*|!\[\]\([^)]*\)|#\w+",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"[\s*/]*\(\s*\**[A-Za-z]{1,4}(?:/[A-Za-z]{1,5}\d?)?\**\s*\)[\s*/]*$")


def clean_title(title: str) -> str:
    """A headline as one tidy line.

    >>> clean_title("  Lapas  Arunika Panen Raya ")
    'Lapas Arunika Panen Raya'
    """
    return tidy(title)


def clean_text(text: str) -> str:
    """A body without boilerplate, byline and a second copy of itself.

    >>> clean_text("Panen raya di lapas. BACA JUGA: Napi Kabur dari Rutan Lain\\nWarga binaan senang. ADVERTISEMENT (dz)")
    'Panen raya di lapas. Warga binaan senang.'
    """
    kept = tidy(_NOISE.sub(" ", _LINKS.sub(" ", text)))
    return _once(_BYLINE.sub("", kept).strip())


def _once(text: str) -> str:
    """A text that says everything twice says it once."""
    half = len(text) // 2
    if half > 40 and text[:half].strip() == text[-half:].strip():
        return text[:half].strip()
    return text


def clean(articles: pd.DataFrame) -> pd.DataFrame:
    """Articles without what the page put around them.

    Returns
    -------
    DataFrame
        The articles with ``clean_title`` and ``clean_text`` (without the headline repeated on top), and ``folded_title`` and
        ``folded_text``, the same without case, for comparing.
    """
    titles = each_distinct(articles["title"], clean_title)
    texts = each_distinct(articles["text"], clean_text)
    bodies = [body[len(title) :].lstrip(" .-–—:") if title and body.startswith(title) else body for title, body in zip(titles, texts, strict=True)]
    return articles.assign(
        clean_title=titles,
        clean_text=pd.Series(bodies, index=articles.index, dtype=object),
        folded_title=pd.Series([title.casefold() for title in titles], index=articles.index, dtype=object),
        folded_text=pd.Series([body.casefold() for body in bodies], index=articles.index, dtype=object),
    )

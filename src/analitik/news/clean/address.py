"""One address for one article, whatever page, device or campaign it was reached by."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlencode, urlsplit

_DEVICE = re.compile(r"^(?:www\d?|m|amp|mobile)\.(?=[^.]+\.)")
_PAGE = re.compile(r"(?<=/)(?:amp|all|full|komentar)$|\.amp$|(?<=[a-z0-9]-)?(?<=/)p(?:age)?[-/]?\d{1,2}$")
_NUMBER = re.compile(r"(/[^/]*[a-z][^/]*-[^/]*)/\d{1,2}$")
_NOT_CONTENT = re.compile(r"utm_\w+|fbclid|gclid|igshid|_?ga|page|hal|halaman|amp|outputtype|ref|referrer|source|src|share|from|lang|noamp|showpage|single|cmpid|s|view|m", re.IGNORECASE)


def canonical_url(url: str) -> str:
    """The address without device, page, campaign, scheme and trailing slash; "" where it is none.

    >>> canonical_url("http://m.Media.example/2022/03/panen-raya-lapas/amp/?utm_source=x&page=2")
    'media.example/2022/03/panen-raya-lapas'
    >>> canonical_url("https://www.media.example/read/77?id=5"), canonical_url("https://media.example/panen-raya/2")
    ('media.example/read/77?id=5', 'media.example/panen-raya')
    """
    try:
        parts = urlsplit(url.strip())
        host = (parts.hostname or "").rstrip(".")
    except ValueError:
        return ""
    if not host:
        return ""
    path = re.sub(r"/{2,}", "/", parts.path).rstrip("/")
    before = None
    while path != before:
        before, path = path, _NUMBER.sub(r"\1", _PAGE.sub("", path)).rstrip("/")
    kept = sorted((name, value) for name, value in parse_qsl(parts.query) if not _NOT_CONTENT.fullmatch(name))
    return _DEVICE.sub("", host) + path + (f"?{urlencode(kept)}" if kept else "")

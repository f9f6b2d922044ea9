"""Pages from the web, within bounds on size, time, redirects and where a link may lead."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BufferedReader, BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from graphkb.articles.loaders import loader_for_media, loader_for_suffix, sniff
from graphkb.articles.source import OnError, Page, Source
from graphkb.errors import ArticleError

if TYPE_CHECKING:
    import httpx

MAX_PAGE = 10_000_000
"""The most bytes of one answer, unpacked, that are read."""
MAX_REDIRECTS = 5
READ_SECONDS = 10.0
FETCH_SECONDS = 60.0

AGENT = "graphkb"
"""What robots.txt calls us."""

_VAGUE = {"", "application/octet-stream", "binary/octet-stream", "application/json", "application/xml", "text/xml"}
_HEADERS = {
    "User-Agent": f"{AGENT} (reads news pages and feeds; waits between requests, heeds robots.txt)",
    "Accept": "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/markdown, text/plain, "
    "application/x-ndjson, */*;q=0.1",
    "Accept-Encoding": "gzip",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much, how long and where to a fetch may go."""

    max_bytes: int = MAX_PAGE
    redirects: int = MAX_REDIRECTS
    read_seconds: float = READ_SECONDS
    seconds: float = FETCH_SECONDS
    allow_private: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered at the end of the redirects; `data` only where the answer is 200."""

    url: str
    status: int
    reason: str
    headers: Mapping[str, str]
    data: bytes
    charset: str | None = None
    moved: bool = False
    """Whether the server says that the address has changed for good."""


def fetch(url: str, *, bounds: Bounds | None = None, on_error: OnError | None = None) -> Page:
    """The page at an http or https address, read whole.

    Raises `ArticleError`, naming the address, where the host is not found or not public, the answer is an error, too
    large, too slow or no text, or redirects go on. Proxies and other settings of the environment are not used.
    """
    bounds = bounds or Bounds()
    return page_of(ask(url, bounds=bounds), url, bounds=bounds, on_error=on_error)


def ask(
    url: str,
    *,
    bounds: Bounds,
    headers: Mapping[str, str] | None = None,
    before: Callable[[str], None] | None = None,
) -> Answer:
    """What the server answers, whatever its status. `before` is called with each address on the way, and may refuse.

    Raises `ArticleError`, naming the address, where there is no answer within the bounds.
    """
    import httpcore
    import httpx

    try:
        return _follow(url, bounds, headers or {}, before)
    except ArticleError as error:
        raise ArticleError(f"{url}: {error}") from error
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise ArticleError(
            f"{url}: no answer for {bounds.read_seconds:g} s, or none in full within {bounds.seconds:g} s"
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise ArticleError(f"{url}: cannot be fetched: {str(error) or type(error).__name__}") from error


def page_of(answer: Answer, url: str, *, bounds: Bounds, on_error: OnError | None = None) -> Page:
    """An answer as what a loader reads. Raises `ArticleError`, naming the address, where it is an error or unread."""
    if answer.status != 200:
        raise ArticleError(f"{url}: the server answers {answer.status} {answer.reason}".rstrip())
    media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    loader = loader_for_media(media)
    if loader in {None, "xml"} and media in _VAGUE:
        loader = loader_for_suffix(PurePosixPath(urlsplit(answer.url).path).suffix) or sniff(answer.data)
    if loader is None:
        raise ArticleError(f"{url}: the server answers with {media}, which no loader reads")
    stream = BufferedReader(cast(Any, BytesIO(answer.data)))
    source = Source(url, stream, answer.url, answer.charset, bounds.max_bytes, on_error)
    return Page(source, loader)


def _follow(url: str, bounds: Bounds, headers: Mapping[str, str], before: Callable[[str], None] | None) -> Answer:
    """The answer at the end of the redirects, each of which is checked like the first address."""
    import httpx

    from graphkb.articles.transport import Transport

    deadline = time.monotonic() + bounds.seconds
    transport = Transport(deadline=deadline, allow_private=bounds.allow_private)
    told = {**_HEADERS, **headers}
    with httpx.Client(transport=transport, trust_env=False, timeout=bounds.read_seconds, headers=told) as client:
        here, moved = httpx.URL(url), True
        for hop in range(bounds.redirects + 1):
            _check_address(here)
            if before:
                before(str(here))
            with client.stream("GET", here) as answer:
                if not answer.has_redirect_location:
                    return _answer(answer, bounds, moved=moved and hop > 0)
                moved = moved and answer.status_code in {301, 308}
                here = here.join(answer.headers["location"])
    raise ArticleError(f"more than {bounds.redirects} redirects, the last to {here}")


def _answer(answer: "httpx.Response", bounds: Bounds, *, moved: bool) -> Answer:
    return Answer(
        url=str(answer.url.copy_with(fragment=None)),
        status=answer.status_code,
        reason=answer.reason_phrase,
        headers={key.lower(): value for key, value in answer.headers.items()},
        data=_body(answer, bounds) if answer.status_code == 200 else b"",
        charset=answer.charset_encoding,
        moved=moved,
    )


def _check_address(here: "httpx.URL") -> None:
    if here.scheme not in {"http", "https"} or not here.host:
        raise ArticleError(f"{here} is not an http or https address")
    if here.userinfo:
        raise ArticleError(
            "an address with a user name or password in it would be stored with the article; take them out"
        )


def _body(answer: "httpx.Response", bounds: Bounds) -> bytes:
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > bounds.max_bytes:
            raise ArticleError(f"larger than {bounds.max_bytes / 1_000_000:g} MB, the most that is read of a page")
    return bytes(body)

"""Pages from the web, within bounds on size, time, redirects and where a link may lead."""

import time
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from graphkb.articles.loaders import loader_for_media, loader_for_suffix, sniff
from graphkb.articles.source import OnError, Source
from graphkb.errors import ArticleError

if TYPE_CHECKING:
    import httpx

MAX_PAGE = 10_000_000
"""The most bytes of one answer, unpacked, that are read."""
MAX_REDIRECTS = 5
READ_SECONDS = 10.0
FETCH_SECONDS = 60.0

_VAGUE = {"", "application/octet-stream", "binary/octet-stream", "application/json"}
_HEADERS = {
    "User-Agent": "graphkb (reads news pages; one request for each page asked for)",
    "Accept": "text/html, application/xhtml+xml, text/markdown, text/plain, application/x-ndjson, */*;q=0.1",
    "Accept-Encoding": "gzip",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What came back from the web, and the name of the loader that reads it."""

    source: Source
    loader: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much, how long and where to a fetch may go."""

    max_bytes: int = MAX_PAGE
    redirects: int = MAX_REDIRECTS
    read_seconds: float = READ_SECONDS
    seconds: float = FETCH_SECONDS
    allow_private: bool = False


def fetch(url: str, *, bounds: Bounds | None = None, on_error: OnError | None = None) -> Page:
    """The page at an http or https address, read whole.

    Raises `ArticleError`, naming the address, where the host is not found or not public, the answer is an error, too
    large, too slow or no text, or redirects go on. Proxies and other settings of the environment are not used.
    """
    import httpcore
    import httpx

    bounds = bounds or Bounds()
    try:
        data, answer = _follow(url, bounds)
        return _page(url, data, answer, bounds, on_error)
    except ArticleError as error:
        raise ArticleError(f"{url}: {error}") from error
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise ArticleError(
            f"{url}: no answer for {bounds.read_seconds:g} s, or none in full within {bounds.seconds:g} s"
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, httpcore.ProtocolError, OSError) as error:
        raise ArticleError(f"{url}: cannot be fetched: {str(error) or type(error).__name__}") from error


def _follow(url: str, bounds: Bounds) -> "tuple[bytes, httpx.Response]":
    """The bytes at the end of the redirects, each of which is checked like the first address."""
    import httpx

    from graphkb.articles.transport import Transport

    deadline = time.monotonic() + bounds.seconds
    transport = Transport(deadline=deadline, allow_private=bounds.allow_private)
    with httpx.Client(transport=transport, trust_env=False, timeout=bounds.read_seconds, headers=_HEADERS) as client:
        here = httpx.URL(url)
        for _ in range(bounds.redirects + 1):
            _check_address(here)
            with client.stream("GET", here) as answer:
                if not answer.has_redirect_location:
                    _check_status(answer)
                    return _body(answer, bounds), answer
                here = here.join(answer.headers["location"])
    raise ArticleError(f"more than {bounds.redirects} redirects, the last to {here}")


def _check_address(here: "httpx.URL") -> None:
    if here.scheme not in {"http", "https"} or not here.host:
        raise ArticleError(f"{here} is not an http or https address")
    if here.userinfo:
        raise ArticleError(
            "an address with a user name or password in it would be stored with the article; take them out"
        )


def _check_status(answer: "httpx.Response") -> None:
    if answer.status_code != 200:
        raise ArticleError(f"the server answers {answer.status_code} {answer.reason_phrase}".rstrip())


def _body(answer: "httpx.Response", bounds: Bounds) -> bytes:
    body = bytearray()
    for piece in answer.iter_bytes():
        body += piece
        if len(body) > bounds.max_bytes:
            raise ArticleError(f"larger than {bounds.max_bytes / 1_000_000:g} MB, the most that is read of a page")
    return bytes(body)


def _page(url: str, data: bytes, answer: "httpx.Response", bounds: Bounds, on_error: OnError | None) -> Page:
    media = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    loader = loader_for_media(media)
    if loader is None and media in _VAGUE:
        loader = loader_for_suffix(PurePosixPath(answer.url.path).suffix) or sniff(data)
    if loader is None:
        raise ArticleError(f"the server answers with {media}, which no loader reads")
    source = Source(
        name=url,
        stream=BytesIO(data),
        url=str(answer.url.copy_with(fragment=None)),
        charset=answer.charset_encoding,
        max_bytes=bounds.max_bytes,
        on_error=on_error,
    )
    return Page(source, loader)

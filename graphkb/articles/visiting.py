"""Going to the web politely: a pause between visits to one host, and what robots.txt asks for."""

import time
from collections import OrderedDict
from collections.abc import Callable
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from graphkb.articles.robots import NOTHING, Robots, read_robots
from graphkb.articles.source import OnError, Page
from graphkb.articles.web import AGENT, Answer, Bounds, ask, page_of
from graphkb.errors import ArticleError

PAUSE = 1.0
"""Seconds between two visits to one host."""
LONGEST_PAUSE = 60.0
"""A host that asks for longer pauses between visits is not followed to."""
T = TypeVar("T")
_REMEMBERED = 500
_ROBOTS_SECONDS = 86_400.0
_ROBOTS_BYTES = 600_000


class Visitor:
    """Remembers when it was where, and what each host allows.

    `clock` and `sleep` are those of the `time` module unless a test brings its own.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        pause: float = PAUSE,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._bounds = Bounds(allow_private=allow_private)
        self._pause = pause
        self._clock = clock
        self._sleep = sleep
        self._last: OrderedDict[str, float] = OrderedDict()
        self._robots: OrderedDict[str, tuple[float, Robots]] = OrderedDict()

    def fetch(self, url: str, *, on_error: OnError | None = None) -> Page:
        """A page that somebody asked for by its address. Raises `ArticleError`."""
        self._wait(url, 0.0)
        return page_of(ask(url, bounds=self._bounds), url, bounds=self._bounds, on_error=on_error)

    def visit(self, url: str) -> Page:
        """A page that another page led to. Raises `ArticleError`, also where robots.txt does not allow it."""
        self._wait(url, self._rules(url).delay)
        return page_of(ask(url, bounds=self._bounds, before=self._check), url, bounds=self._bounds)

    def poll(self, url: str, *, etag: str | None = None, modified: str | None = None) -> Answer:
        """What the server answers for a feed, asked only for what is new since. Raises `ArticleError`."""
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        self._wait(url, 0.0)
        return ask(url, bounds=self._bounds, headers={key: value for key, value in headers.items() if value})

    def _check(self, url: str) -> None:
        rules = self._rules(url)
        if not rules.allows(url):
            raise ArticleError("robots.txt of that host does not allow it")
        if rules.delay > LONGEST_PAUSE:
            raise ArticleError(f"robots.txt asks for {rules.delay:g} s between visits, which is too slow to follow")

    def _wait(self, url: str, delay: float) -> None:
        try:
            host = urlsplit(url).netloc.lower()
        except ValueError as error:
            raise ArticleError(f"{url}: is not an http or https address ({error})") from error
        since = self._clock() - self._last.get(host, float("-inf"))
        if (rest := min(max(self._pause, delay), LONGEST_PAUSE) - since) > 0:
            self._sleep(rest)
        _remember(self._last, host, self._clock())

    def _rules(self, url: str) -> Robots:
        origin = urljoin(url, "/robots.txt")
        known = self._robots.get(origin)
        if known is None or self._clock() - known[0] > _ROBOTS_SECONDS:
            known = self._clock(), self._read_robots(origin)
        _remember(self._robots, origin, known)
        return known[1]

    def _read_robots(self, origin: str) -> Robots:
        """The rules of a host: all is allowed where it has none, nothing where it cannot say."""
        bounds = Bounds(_ROBOTS_BYTES, seconds=20.0, allow_private=self._bounds.allow_private)
        try:
            answer = ask(origin, bounds=bounds)
        except ArticleError:
            return NOTHING
        if answer.status == 200:
            return read_robots(answer.data.decode(errors="replace"), agent=AGENT)
        return Robots() if 400 <= answer.status < 500 and answer.status != 429 else NOTHING


def _remember(known: "OrderedDict[str, T]", key: str, value: T) -> None:
    known[key] = value
    known.move_to_end(key)
    if len(known) > _REMEMBERED:
        known.popitem(last=False)

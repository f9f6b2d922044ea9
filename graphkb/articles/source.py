"""What a loader is given: bytes to read, what to call them, how much of them to take."""

import codecs
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from graphkb.articles.decoding import decode, one_newline
from graphkb.errors import ArticleError

OnError = Callable[[ArticleError], None]
Visit = Callable[[str], "Page"]

MAX_BYTES = 20_000_000
"""The largest file, or line of JSON, that is read unless the caller says otherwise."""

MAX_MARKUP = 5_000_000
"""The largest page of HTML or Markdown; the press has none a tenth as long, and markup is slow to read."""


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes from a file, an address or standard input, with the name that messages give them.

    `charset` is what the sender said of the encoding, `url` where the bytes came from. `columns` says under which
    column or key each field of an article is found, where it is not under its own name. `visit` fetches what the source
    points to, where the caller allows that. `depth` counts the archives that the bytes lay in. A loader reads with
    `text()` or `lines()`, yields articles, and hands what it cannot read to `report`.
    """

    name: str
    stream: BinaryIO
    url: str | None = None
    charset: str | None = None
    max_bytes: int = MAX_BYTES
    on_error: OnError | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    visit: Visit | None = None
    depth: int = 0

    def report(self, error: ArticleError) -> None:
        """Pass an error to whoever collects them; raise it where nobody does."""
        if self.on_error is None:
            raise error
        self.on_error(error)

    def read(self, *, at_most: int | None = None) -> bytes:
        """All bytes. Raises `ArticleError` where there are none, or more than `max_bytes` or `at_most`."""
        most = min(self.max_bytes, at_most or self.max_bytes)
        data = self._take(self.stream.read)
        if not data.strip():
            raise ArticleError(f"{self.name}: empty; an article needs text")
        if len(data) > most:
            raise ArticleError(f"{self.name}: larger than {_size(most)}, the most that is read")
        return data

    def text(self, *, at_most: int | None = None) -> str:
        r"""All bytes as text, its newlines `\n`. Raises `ArticleError` where they are no text.

        >>> from io import BytesIO
        >>> Source("note.txt", BytesIO(b"Fidan met Lavrov.\r\n")).text()
        'Fidan met Lavrov.\n'
        """
        text = one_newline(decode(self.read(at_most=at_most), charset=self.charset, name=self.name))
        if not text.strip():
            raise ArticleError(f"{self.name}: empty; an article needs text")
        return text

    def lines(self, *, whole: bool = False) -> Iterator[tuple[int, str]]:
        """Each line that holds something, with its number, reading one line at a time.

        The limit on size counts for each line, so a long file of short lines is read to its end. Lines that are too
        long, or no UTF-8, are reported and passed over. With `whole`, where lines belong together, blank ones come as
        well, and what is no UTF-8 is reported and comes with marks in the place of what is broken.
        """
        empty = True
        for number, line in self._raw_lines():
            if not line.strip():
                if whole and not empty:
                    yield number, ""
                continue
            empty = False
            if len(line) > self.max_bytes:
                size = _size(self.max_bytes)
                self.report(ArticleError(f"{self.name}:{number}: a line larger than {size}, the most that is read"))
                continue
            try:
                text = decode(line, name=f"{self.name}:{number}", guess=False)
            except ArticleError as error:
                self.report(error)
                if not whole:
                    continue
                text = line.decode(errors="replace").replace("\0", "\ufffd")
            yield number, text.rstrip("\r\n")
        if empty:
            raise ArticleError(f"{self.name}: empty; an article needs text")

    def _raw_lines(self) -> Iterator[tuple[int, bytes]]:
        first = self._take(self.stream.readline)
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            rest = self._take(self.stream.read)
            if len(first + rest) > self.max_bytes:
                raise ArticleError(f"{self.name}: larger than {_size(self.max_bytes)} in UTF-16; save it as UTF-8")
            yield from enumerate(decode(first + rest, name=self.name).encode().splitlines(keepends=True), start=1)
            return
        number, line = 1, first.removeprefix(codecs.BOM_UTF8)
        while line:
            yield number, line
            while len(line) > self.max_bytes and not line.endswith(b"\n"):
                line = self._take(self.stream.readline)  # the rest of a line that is too long
            number += 1
            line = self._take(self.stream.readline)

    def _take(self, read: Callable[[int], bytes]) -> bytes:
        try:
            return read(self.max_bytes + 1)
        except OSError as error:
            raise ArticleError(f"{self.name}: cannot be read: {error.strerror or error}") from error


def _size(number: int) -> str:
    return f"{number / 1_000_000:g} MB" if number >= 100_000 else f"{number:,} bytes"


@dataclass(frozen=True, slots=True)
class Page:
    """What came back from the web, and the name of the loader that reads it."""

    source: Source
    loader: str

"""What a loader is given: bytes to read, what to call them, how much of them to take."""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from graphkb.articles.decoding import decode, one_newline
from graphkb.errors import ArticleError

OnError = Callable[[ArticleError], None]

MAX_BYTES = 20_000_000
"""The largest file, or line of JSON, that is read unless the caller says otherwise."""

MAX_MARKUP = 5_000_000
"""The largest page of HTML or Markdown; the press has none a tenth as long, and markup is slow to read."""


@dataclass(frozen=True, slots=True)
class Source:
    """Bytes from a file, an address or standard input, with the name that messages give them.

    `charset` is what the sender said of the encoding, `url` where the bytes came from. A loader reads with
    `text()` or `lines()`, yields articles, and hands what it cannot read to `report`.
    """

    name: str
    stream: BinaryIO
    url: str | None = None
    charset: str | None = None
    max_bytes: int = MAX_BYTES
    on_error: OnError | None = None

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

    def lines(self) -> Iterator[tuple[int, str]]:
        """Each line that holds something, with its number, reading no more than one line at a time.

        The limit on size counts for each line, so a long file of short lines is read to its end. Lines that are no
        UTF-8 are reported and passed over.
        """
        empty = True
        for number, line in enumerate(self._raw_lines(), start=1):
            if not line.strip():
                continue
            empty = False
            try:
                text = decode(line, name=f"{self.name}:{number}", guess=False)
            except ArticleError as error:
                self.report(error)
                continue
            yield number, text.rstrip("\r\n")
        if empty:
            raise ArticleError(f"{self.name}: empty; an article needs text")

    def _raw_lines(self) -> Iterator[bytes]:
        first = self._line(1)
        if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            rest = self._take(self.stream.read)
            yield from decode(first + rest, name=self.name).encode().splitlines(keepends=True)
            return
        number, line = 1, first.removeprefix(codecs.BOM_UTF8)
        while line:
            yield line
            number += 1
            line = self._line(number)

    def _line(self, number: int) -> bytes:
        line = self._take(self.stream.readline)
        if len(line) > self.max_bytes:
            raise ArticleError(
                f"{self.name}:{number}: a line larger than {_size(self.max_bytes)}, the most that is read"
            )
        return line

    def _take(self, read: Callable[[int], bytes]) -> bytes:
        try:
            return read(self.max_bytes + 1)
        except OSError as error:
            raise ArticleError(f"{self.name}: cannot be read: {error.strerror or error}") from error


def _size(number: int) -> str:
    return f"{number / 1_000_000:g} MB" if number >= 100_000 else f"{number:,} bytes"

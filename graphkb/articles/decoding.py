"""Bytes to text: byte order marks, what the sender says, UTF-8, and last a guess."""

import codecs
import re

from graphkb.errors import ArticleError

_MARKS = (  # the four-byte marks begin like the two-byte ones, so they come first
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# A sender may name any codec Python has; these are the ones that hold pages, and none of them runs code or unpacks.
_PAGE_CHARSET = re.compile(
    r"utf-?8|us-ascii|ascii|latin-?1|iso-?8859-?\d{1,2}|(windows|cp)-?\d{3,4}|koi8-[ru]|mac-?\w+|gb2312|gbk|gb18030"
    r"|big5(hkscs)?|shift[_-]?jis|euc-?(jp|kr)|iso-2022-jp|tis-620",
    re.IGNORECASE,
)
_GUESSED = (
    "cp1252 cp1250 cp1251 cp1253 cp1254 cp1255 cp1256 koi8_r iso8859_2 iso8859_5 gb18030 big5 shift_jis euc_jp euc_kr"
).split()
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_SAMPLE = 100_000


def decode(data: bytes, *, charset: str | None = None, name: str = "text", guess: bool = True) -> str:
    """The text that bytes hold, without a byte order mark.

    Raises `ArticleError` for binary data, for UTF-8 that is broken, and for an encoding that nobody recognizes. Without
    `guess`, what has no mark and is not declared must be UTF-8.

    >>> decode("Erdoğan".encode())
    'Erdoğan'
    >>> decode("Dvořák jede do Brna, říká".encode("cp1250"), charset="windows-1250")
    'Dvořák jede do Brna, říká'
    """
    marked = next((known for known in _MARKS if data.startswith(known[0])), None)
    if marked is not None:
        mark, encoding = marked
        return _printable(_strict(data[len(mark) :], encoding, name), name)
    if b"\0" in data:
        raise ArticleError(f"{name}: binary data (a zero byte), not text")
    if not guess:
        return _printable(_strict(data, "utf-8", name), name)
    return _printable(_declared(data, charset) or _utf8(data, name) or _guess(data, name), name)


def one_newline(text: str) -> str:
    r"""The text with every line ended by `\n`.

    >>> one_newline("one\r\ntwo\rthree\n")
    'one\ntwo\nthree\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _declared(data: bytes, charset: str | None) -> str | None:
    if charset is None or not _PAGE_CHARSET.fullmatch(charset.strip()):
        return None
    name = charset.strip().lower()
    if name in {"iso-8859-1", "latin-1", "latin1", "us-ascii", "ascii"}:
        name = "cp1252"  # as browsers read it: pages that say Latin-1 mean Windows
    try:
        return data.decode(name)
    except (LookupError, UnicodeError):
        return None


def _strict(data: bytes, encoding: str, name: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        above = data.count(b"\n", 0, error.start)
        line = f" (line {above + 1})" if above else ""
        raise ArticleError(f"{name}: broken {encoding} at byte {error.start}{line}") from error


def _utf8(data: bytes, name: str) -> str | None:
    """UTF-8; None where the data are in some other encoding rather than in broken UTF-8."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        kept = data.decode(errors="ignore")
    whole = sum(1 for char in kept if char > "\x7f")
    lost = len(data) - len(kept.encode())
    return _strict(data, "utf-8", name) if whole > lost else None


def _guess(data: bytes, name: str) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=list(_GUESSED)).best()
    if best is None:
        raise ArticleError(f"{name}: neither UTF-8 nor any other encoding of text that is known")
    return _strict(data, best.encoding, name)


def _printable(text: str, name: str) -> str:
    strange = len(_CONTROL.findall(text))
    if "\0" in text or strange > 4 + len(text) // 100:
        raise ArticleError(f"{name}: binary data ({strange + text.count(chr(0))} control characters), not text")
    return text

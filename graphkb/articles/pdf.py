"""Loader for PDF. The file is taken apart in a process of its own, which may not take more than its time and memory."""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from graphkb.articles.article import Article
from graphkb.articles.source import Source
from graphkb.articles.stories import find_stories, page_articles
from graphkb.errors import ArticleError

SECONDS = 60
_CHILD = Path(__file__).with_name("pdf_pages.py")
_HYPHEN = re.compile(r"(?<=[a-z])[-\u00ad\u2010]\n(?=[a-z])")
_NUMBER = re.compile(r"(page )?[-–—]? ?\d{1,4} ?[-–—]?( (of|/) \d{1,4})?", re.IGNORECASE)
_RUNNING = 2  # lines at the top and at the foot of a page that may repeat


def load_pdf(source: Source) -> Iterator[Article]:
    """Yield the stories of a PDF file. Running heads, page numbers and hyphens at line ends are not in their text.

    Raises `ArticleError` where it is broken, encrypted, too large, takes too long, or holds only pictures of text.
    """
    pages = _pages(source.read(), source.name)
    text = _joined([_lines(page) for page in pages])
    if not text.strip():
        raise ArticleError(f"{source.name}: holds no text, perhaps pictures of it; make some with OCR (ocrmypdf) first")
    stories = find_stories(text)
    if not stories:
        raise ArticleError(f"{source.name}: no article found in this file")
    yield from page_articles(text, stories, url=source.url, key=source.url)


def _pages(data: bytes, name: str) -> list[str]:
    """The text of each page, as the other process found it."""
    command = [sys.executable, "-I", str(_CHILD)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise ArticleError(f"{name}: takes longer than {SECONDS} s to read") from error
    except OSError as error:
        raise ArticleError(f"{name}: no process could be started to read it: {error}") from error
    if done.returncode:
        raise ArticleError(f"{name}: no PDF that can be read: it takes too much memory, or ends the process reading it")
    answer = json.loads(done.stdout)
    if "error" in answer:
        raise ArticleError(f"{name}: no PDF that can be read: {answer['error']}")
    pages: list[str] = answer["pages"]
    return pages


def _lines(page: str) -> list[str]:
    return [" ".join(line.split()) for line in page.splitlines()]


def _joined(pages: list[list[str]]) -> str:
    """The pages as one text, without what stands at the edge of most of them."""
    edges = Counter(line for page in pages for line in {_bare(line) for line in _edges(page)})
    running = {line for line, count in edges.items() if line and count > max(2, len(pages) // 2)}
    text = ""
    for page in pages:
        own = [line for line in page if not (_bare(line) in running or _NUMBER.fullmatch(line))]
        body = "\n".join(own).strip("\n")
        # A sentence that goes on over the page goes on in the text as well.
        text += (
            "\n" if text and not text.endswith((".", "!", "?", "”", '"')) and body[:1].islower() else "\n\n"
        ) + body
    return _HYPHEN.sub("", re.sub(r"\n{3,}", "\n\n", text)).strip()


def _edges(page: list[str]) -> list[str]:
    filled = [line for line in page if line]
    return filled[:_RUNNING] + filled[-_RUNNING:]


def _bare(line: str) -> str:
    return re.sub(r"\d+", "0", line).casefold()

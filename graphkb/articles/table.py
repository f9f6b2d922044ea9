"""Loaders for tables of articles: CSV, TSV and Parquet, an article a row."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from graphkb.articles.article import Article
from graphkb.articles.columns import choose_columns, row_article
from graphkb.articles.source import Source
from graphkb.errors import ArticleError

MAX_CELL = 2_000_000
"""The longest cell; a quotation mark that is never closed ends there."""
BATCH = 64
_DELIMITERS = ",;\t|"
_LARGEST_GROUP = 2_000_000_000


def load_csv(source: Source) -> Iterator[Article]:
    """Yield the articles of a CSV file, a row at a time; its first line names the columns.

    The delimiter (comma, semicolon, tab or bar) is the one that the first line has most of. A row that is no article is
    reported with its line, and the others are read.

    >>> from io import BytesIO
    >>> table = b'headline,body,date\\nTalks resume,"Fidan met\\nLavrov.",2025-05-26'
    >>> [(article.title, article.text) for article in load_csv(Source("a.csv", BytesIO(table)))]
    [('Talks resume', 'Fidan met\\nLavrov.')]
    """
    # The module has one limit for all readers; it is only ever raised.
    csv.field_size_limit(max(csv.field_size_limit(), MAX_CELL))
    lines = _Lines(source)
    header = next(lines, "")
    if lines.wrong:
        raise lines.wrong[0]
    delimiter = max(_DELIMITERS, key=header.count)
    names = next(csv.reader([header], delimiter=delimiter), [])
    columns = choose_columns(names, source.columns, source.name)
    for where, row in _rows_of(lines, delimiter, source):
        try:
            if len(row) > len(names):
                raise ArticleError(
                    f"{where}: {len(row)} cells under {len(names)} columns; a text with commas is quoted"
                )
            article = row_article(dict(zip(names, row, strict=False)), columns, where)
        except ArticleError as error:
            source.report(error)
            continue
        yield article


class _Lines(Iterator[str]):
    """The lines of a table, with the number of the last one read, and what was wrong with those of this row."""

    def __init__(self, source: Source) -> None:
        self.wrong: list[ArticleError] = []
        self.number = 0
        self._lines = replace(source, on_error=self.wrong.append).lines(whole=True)

    def __next__(self) -> str:
        self.number, line = next(self._lines)
        return line.replace("\r", " ") + "\n"


def _rows_of(lines: _Lines, delimiter: str, source: Source) -> Iterator[tuple[str, list[str]]]:
    """The rows that hold something and nothing broken, each with where it begins."""
    rows = csv.reader(lines, delimiter=delimiter)
    while True:
        where = f"{source.name}:{lines.number + 1}"
        try:
            row = next(rows, None)
        except csv.Error as error:
            row = []
            lines.wrong.append(ArticleError(f"{where}: not CSV: {error}"))
            rows = csv.reader(lines, delimiter=delimiter)
        for wrong in lines.wrong:
            source.report(wrong)
        if row is None:
            return
        if not lines.wrong and any(cell.strip() for cell in row):
            yield where, row
        lines.wrong.clear()


def load_parquet(source: Source) -> Iterator[Article]:
    """Yield the articles of a Parquet file, some rows at a time and only the columns that are needed.

    Raises `ArticleError` where pyarrow is not installed (`pip install 'graphkb[parquet]'`) or the file is broken.
    """
    table = _parquet(source)
    columns = choose_columns(table.schema_arrow.names, source.columns, source.name)
    batches = table.iter_batches(batch_size=BATCH, columns=list(dict.fromkeys(columns.values())), use_threads=False)
    number = 0
    for rows in _rows(batches, source.name):
        for row in rows:
            number += 1
            try:
                article = row_article(row, columns, f"{source.name}: row {number}")
            except ArticleError as error:
                source.report(error)
                continue
            yield article


def _parquet(source: Source) -> Any:
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError as error:
        raise ArticleError(
            f"{source.name}: Parquet needs pyarrow; install it with: pip install 'graphkb[parquet]'"
        ) from error
    from io import BytesIO

    stream = source.stream if source.stream.seekable() else BytesIO(source.read())
    try:
        table = ParquetFile(stream, thrift_string_size_limit=10_000_000, thrift_container_size_limit=1_000_000)
        groups = [table.metadata.row_group(n).total_byte_size for n in range(table.metadata.num_row_groups)]
    except (ArrowException, OSError, ValueError) as error:
        raise ArticleError(f"{source.name}: no Parquet file that can be read: {_short(error)}") from error
    if max(groups, default=0) > _LARGEST_GROUP:
        raise ArticleError(
            f"{source.name}: a group of rows is larger than {_LARGEST_GROUP / 1e9:g} GB; write smaller ones"
        )
    return table


def _rows(batches: Iterator[Any], name: str) -> Iterator[list[dict[str, Any]]]:
    from pyarrow import ArrowException

    while True:
        try:
            batch = next(batches, None)
            rows = None if batch is None else batch.to_pylist()
        except (ArrowException, OSError, ValueError) as error:
            raise ArticleError(f"{name}: no Parquet file that can be read: {_short(error)}") from error
        if rows is None:
            return
        yield rows


def _short(error: Exception) -> str:
    return " ".join(str(error).split())[:200]

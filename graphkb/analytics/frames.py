"""Tables as pandas data frames, where pandas is installed."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from graphkb.errors import MeasureError


def data_frame(
    columns: Mapping[str, Mapping[Any, Any] | Sequence[Any]], *, index: Iterable[Hashable] | None = None
) -> Any:
    """A pandas DataFrame of columns, which are mappings of what their rows are named by, or sequences.

    Raises `MeasureError` where pandas is not installed.

    >>> data_frame({"degree": {"KAZ": 1.0}}).loc["KAZ", "degree"].item()
    1.0
    """
    try:
        pandas = import_module("pandas")
    except ImportError as error:
        raise MeasureError('a data frame needs pandas: pip install "graphkb[frames]"') from error
    plain = {name: dict(column) if isinstance(column, Mapping) else list(column) for name, column in columns.items()}
    return pandas.DataFrame(plain, index=None if index is None else list(index))

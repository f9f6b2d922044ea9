"""Every error graphkb raises on purpose.

    GraphkbError
     ├─ ArticleError        an input that cannot be read as an article: file, line, why
     ├─ RecordError         a row, or a file, of event data that cannot be read: file, line, why
     ├─ OntologyError       a node or relation that the ontology does not allow
     ├─ GazetteerError      a fact file of actors that cannot be read
     ├─ ModelError          a language model that is missing or does not load
     ├─ StoreError          a store that cannot be opened, read or written
     │   ├─ StoreBusy       another process holds the embedded store
     │   └─ QueryError      a query that is wrong, or would write where only reading is allowed
     ├─ MeasureError        a measure that a graph, or a wish about it, does not allow
     ├─ DecisionError       a file of decisions that cannot be read, or decisions that contradict each other
     ├─ UnknownName         a name that nothing bears; the message lists the near ones
     └─ OutputError         a file that cannot be written

The command line shows each as one line and exits with 1; anything else is a bug and keeps its traceback.
"""

from collections.abc import Iterable
from difflib import get_close_matches


class GraphkbError(Exception):
    """Any mistake that graphkb knows about; the message is meant for the user."""


class ArticleError(GraphkbError):
    """An input that cannot be read as an article."""


class RecordError(GraphkbError):
    """A row, or a file, of event data that cannot be read."""


class OntologyError(GraphkbError):
    """A node, a relation or an ontology file that the ontology does not allow."""


class GazetteerError(GraphkbError):
    """A fact file of actors that cannot be read."""


class ModelError(GraphkbError):
    """A language model that is missing or does not load."""


class StoreError(GraphkbError):
    """A store that cannot be opened, read or written."""


class StoreBusy(StoreError):
    """Another process holds the embedded store."""


class QueryError(StoreError):
    """A query that is wrong, or would write where only reading is allowed."""


class MeasureError(GraphkbError):
    """A measure that a graph, or a wish about it, does not allow."""


class DecisionError(GraphkbError):
    """A file of decisions that cannot be read, or decisions that contradict each other."""


class OutputError(GraphkbError):
    """A file that cannot be written."""


class UnknownName(GraphkbError):
    """A name that nothing bears, with the near ones.

    >>> print(UnknownName("measure", "betweeness", ["betweenness", "closeness"]))
    unknown measure 'betweeness'; did you mean 'betweenness'?
    >>> print(UnknownName("measure", "beauty", ["degree", "pagerank"]))
    unknown measure 'beauty'; known are: degree, pagerank
    """

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = get_close_matches(name.lower(), [n.lower() for n in names], n=3, cutoff=0.6)
        shown = [n for n in names if n.lower() in near]
        if shown:
            hint = "did you mean " + " or ".join(repr(n) for n in shown) + "?"
        elif len(names) <= 40:
            hint = "known are: " + ", ".join(names)
        else:
            hint = f"{len(names)} are known"
        super().__init__(f"unknown {what} {name!r}; {hint}")

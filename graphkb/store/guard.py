"""The check that a query only reads, before any server sees it.

Neo4j refuses to write in a read transaction; the embedded store does not, and neither refuses to read local files with
LOAD CSV. So the words of the query are looked at: outside strings, comments and quoted names no clause that writes may
stand, no LOAD CSV, and no procedure that is not known to read.
"""

import re

from graphkb.errors import QueryError

_TOKENS = re.compile(
    r"""
      (?P<comment> //[^\n]* | /\*.*?(?:\*/|\Z) )
    | (?P<string>  '(?:\\.|[^'\\])*(?:'|\Z) | "(?:\\.|[^"\\])*(?:"|\Z) )
    | (?P<quoted>  `(?:``|[^`])*(?:`|\Z) )
    | (?P<word>    [^\W\d]\w* )
    | (?P<number>  \d[\w.]* )
    | (?P<space>   \s+ )
    | (?P<sign>    . )
    """,
    re.VERBOSE | re.DOTALL,
)

WRITING = frozenset(
    "ALTER CREATE DEALLOCATE DELETE DENY DETACH DROP DRYRUN FOREACH GRANT INSERT LOAD MERGE NODETACH PROFILE "
    "REALLOCATE REMOVE RENAME REVOKE SET TERMINATE USE".split()
)
"""Words that begin a clause or command which writes, administers, or reads files."""

COMMANDS = frozenset(["ENABLE", "START", "STOP"])
"""Words that do so only at the beginning of a query; anywhere else they are good names."""

READING = (
    "db.labels",
    "db.relationshiptypes",
    "db.propertykeys",
    "db.schema.visualization",
    "db.schema.nodetypeproperties",
    "db.schema.reltypeproperties",
    "db.indexes",
    "db.info",
    "db.ping",
    "db.index.fulltext.querynodes",
    "db.index.fulltext.queryrelationships",
    "db.index.vector.querynodes",
    "dbms.components",
)
"""Procedures that are known to read only; any other needs `write`."""


def check_reads_only(cypher: str) -> None:
    """Raise `QueryError`, naming the word, unless a query only reads.

    >>> check_reads_only("MATCH (a {name: 'DELETE'}) RETURN a.created // SET nothing")
    >>> check_reads_only("MATCH (a) DETACH DELETE a")
    Traceback (most recent call last):
    graphkb.errors.QueryError: DETACH would write; only reading is allowed here without --write (write=True)
    """
    # Neo4j turns \\uXXXX into a character before it looks for strings, the embedded store after: either reading counts.
    for text in {cypher, _ESCAPE.sub(lambda match: chr(int(match[1], 16)), cypher)}:
        tokens = _words(text)
        _check_clauses(tokens)
        _check_procedures(tokens)


_ESCAPE = re.compile(r"\\u+([0-9a-fA-F]{4})")


def _check_clauses(tokens: list[str]) -> None:
    for before, token, after in zip(["", *tokens], tokens, [*tokens[1:], ""], strict=False):
        word = token.upper()
        if (word in WRITING and not _is_name(before, after)) or (word in COMMANDS and not before):
            raise QueryError(f"{word} would {_doing(word)}; only reading is allowed here without --write (write=True)")


def _check_procedures(tokens: list[str]) -> None:
    for procedure in _procedures(tokens):
        if procedure.lower() not in READING:
            raise QueryError(f"CALL {procedure} may write; only procedures known to read are allowed here")


def _words(cypher: str) -> list[str]:
    """The words and signs of a query; a string, a number and a quoted name each count as one that says nothing."""
    found: list[str] = []
    for match in _TOKENS.finditer(cypher):
        if match.lastgroup in ("word", "sign"):
            found.append(match.group())
        elif match.lastgroup in ("string", "number"):
            found.append("''")
        elif match.lastgroup == "quoted":
            found.append("``")
    return found


def _is_name(before: str, after: str) -> bool:
    """Whether a word stands where only a name can: after a dot, a colon, a dollar sign or AS, or as a key of a map."""
    return before.upper() == "AS" or before in (".", ":", "$", "|", "&", "!") or (after == ":" and before in ("{", ","))


def _doing(word: str) -> str:
    return {"LOAD": "read files", "USE": "ask another database", "PROFILE": "run whatever it measures"}.get(
        word, "write"
    )


def _procedures(tokens: list[str]) -> list[str]:
    """The names of the procedures that a query calls; a subquery, `CALL {` or `CALL (`, is none."""
    found = []
    for at, token in enumerate(tokens):
        before = tokens[at - 1] if at else ""
        if token.upper() == "CALL" and not _is_name(before, "") and tokens[at + 1 : at + 2] not in (["{"], ["("]):
            name: list[str] = []
            for part in tokens[at + 1 :]:
                if part not in (".", "``") and not re.match(r"[^\W\d]", part):
                    break
                if name and part != "." and name[-1] != ".":
                    break
                name.append(part)
            found.append("".join(name))
    return found

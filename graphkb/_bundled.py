"""Where the files lie that come with graphkb but outside its package: saved queries and example articles."""

from pathlib import Path

from graphkb.errors import GraphkbError


def bundled(name: str) -> Path:
    """The folder `cypher` or `seeds`: in the installed package, or beside it in a checkout.

    >>> bundled("cypher").is_dir()
    True
    """
    package = Path(__file__).parent
    for folder in (package / "_data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise GraphkbError(f"the {name}/ folder that comes with graphkb is missing from {package}; install it again")

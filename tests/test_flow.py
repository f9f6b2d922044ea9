"""The house has one way through: imports run downstream only."""

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "graphkb"

MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "ontology": {"errors"},
    "articles": {"errors"},
    "text": {"articles", "errors"},
    "mentions": {"text", "articles", "ontology", "errors"},
    "actors": {"mentions", "text", "articles", "ontology", "errors"},
    "relations": {"actors", "mentions", "text", "articles", "ontology", "errors"},
    "records": {"relations", "actors", "mentions", "ontology", "errors"},
    "graph": {"records", "relations", "actors", "mentions", "text", "articles", "ontology", "errors"},
    "store": {"graph", "articles", "ontology", "errors", "relations"},
    "moving": {"store", "graph", "articles", "ontology", "errors"},
    "analytics": {"graph", "ontology", "errors"},
    "viz": {"graph", "articles", "ontology", "errors"},
    "evaluation": {"articles", "ontology", "errors"},
    "recording": {"store", "graph", "records", "errors"},
    "knowledge_base": {
        *(
            "recording",
            "moving",
            "store",
            "viz",
            "analytics",
            "graph",
            "relations",
            "actors",
            "mentions",
            "articles",
            "ontology",
            "errors",
        ),
    },
    "cli": {
        "knowledge_base",
        "records",
        "evaluation",
        "viz",
        "analytics",
        "moving",
        "store",
        "graph",
        "relations",
        "actors",
        "text",
        "articles",
        "ontology",
        "errors",
    },
}


def _files(module: str) -> list[Path]:
    folder = PACKAGE / module
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [PACKAGE / f"{module}.py"]


def _imports(path: Path) -> set[str]:
    """The modules of graphkb that a file imports, at its top or inside its functions."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        found |= {name.split(".")[1] for name in names if name.startswith("graphkb.")}
    return found & MAY_IMPORT.keys()


@pytest.mark.parametrize("module", MAY_IMPORT)
def test_flow_is_one_way(module: str) -> None:
    found = set().union(*map(_imports, _files(module))) - {module}
    assert found <= MAY_IMPORT[module], f"{module} imports {sorted(found - MAY_IMPORT[module])}"


def test_flow_names_every_module() -> None:
    present = {p.stem for p in PACKAGE.iterdir() if not p.name.startswith((".", "_")) and p.suffix in ("", ".py")}
    assert present == MAY_IMPORT.keys()


@pytest.mark.parametrize("module", MAY_IMPORT.keys() - {"cli"})
def test_only_the_command_line_prints_or_reads_the_environment(module: str) -> None:
    for path in _files(module):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print", f"{path}:{node.lineno} prints"
            # The embedded engine takes where to log from the environment alone, so its starter has to set that.
            told = path.parts[-2:] == ("store", "embedded.py")
            if (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id == "os"
                and not told
            ):
                assert node.attr not in ("environ", "getenv"), f"{path}:{node.lineno} reads the environment"

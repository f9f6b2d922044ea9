"""Render: a drawing as one HTML page that needs nothing else, through pyvis with a template of our own."""

import base64
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from graphkb.graph import Relationship, Statement
from graphkb.viz.drawing import COLOURS, SHAPES, Drawing, DrawnEdge, DrawnNode
from graphkb.viz.geography import outline

# Joined in this order into one script; each file is about one thing.
SCRIPTS = (
    "data.js",
    "view.js",
    "filters.js",
    "geometry.js",
    "labels.js",
    "dom.js",
    "camera.js",
    "canvas.js",
    "painter.js",
    "panels.js",
    "timeline.js",
    "search.js",
    "paths.js",
    "compare.js",
    "export.js",
    "pointer.js",
    "controls.js",
    "start.js",
)
# What could end the script block or a line of it early, written as JSON escapes: the text stays the same.
ESCAPES = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


def render(drawing: Drawing, *, view: str = "") -> str:
    """The HTML page of a drawing: offline, complete in itself, with every text of the graph as data only.

    `view` is what the page shows first, in the words of its own permalinks (what follows `#`): "world=1".

    >>> from graphkb.graph import Graph, Node
    >>> from graphkb.viz import draw
    >>> page = render(draw(Graph(nodes={"org/x": Node("org/x", "Organization", "</script>")}), title="<b>"))
    >>> "<title>&lt;b&gt;</title>" in page, page.count("</script>")
    (True, 2)
    """
    from jinja2 import Environment, FileSystemLoader
    from pyvis.network import Network

    net = Network(cdn_resources="in_line", directed=True, heading=drawing.title)
    # Ids of our own making are short, and no name like __proto__ can do harm as one.
    ids = {drawn.node.id: f"n{number}" for number, drawn in enumerate(drawing.nodes)}
    numbers = {key: number for number, key in enumerate(drawing.articles)}
    net.nodes.extend(_node(drawn, ids) for drawn in drawing.nodes)
    net.edges.extend(_edge(edge, drawing, ids, numbers) for edge in drawing.edges)
    net.options = {"physics": {"enabled": False}}
    folder = str(files("graphkb.viz") / "page")
    net.set_template_dir(folder, "map.html")
    net.templateEnv = Environment(loader=FileSystemLoader(folder), autoescape=True)
    net.templateEnv.filters["as_json"] = _as_json
    net.templateEnv.globals.update(_page(drawing, view))
    return str(net.generate_html("map.html"))


def _page(drawing: Drawing, view: str) -> dict[str, Any]:
    """What the template needs besides the nodes and edges that pyvis holds."""
    from markupsafe import Markup

    script, style = _script(), _text("map.css")
    policy = {
        "default-src": "'none'",
        "script-src": _hash(script),
        "style-src": _hash(style),
        "img-src": "data: blob:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return {
        "script": Markup(script),
        "style": Markup(style),
        "policy": "; ".join(f"{key} {value}" for key, value in policy.items()),
        "about": _about(drawing) | {"view": view},
    }


def _about(drawing: Drawing) -> dict[str, Any]:
    return {
        "title": drawing.title,
        "measures": [name.replace("_", " ") for name in drawing.measures],
        "measured": drawing.measured,
        "cut": drawing.cut
        and {"nodes": drawing.cut.nodes, "relationships": drawing.cut.relationships, "rule": drawing.cut.rule},
        "labels": [
            {"name": name, "label": drawing.labels.get(name, name), "shape": shape, "colour": COLOURS[name]}
            for name, shape in SHAPES.items()
        ],
        "kinds": [
            {"name": k.name, "label": k.label, "plover": k.plover, "tone": k.tone, "symmetric": k.symmetric}
            for k in drawing.kinds.values()
        ],
        "articles": [
            {"id": a.id, "title": a.title, "url": a.url, "publisher": a.publisher, "published": _day(a.published)}
            for a in drawing.articles.values()
        ],
        "world": outline() if any(node.world for node in drawing.nodes) else None,
    }


def _node(drawn: DrawnNode, ids: Mapping[str, str]) -> dict[str, Any]:
    node = drawn.node
    return _filled(
        id=ids[node.id],
        key=node.id,
        label=node.name,
        kind=node.label,
        x=drawn.x,
        y=drawn.y,
        size=round(drawn.size, 2),
        ranks=[[float(f"{score:.4g}"), rank] for score, rank in drawn.ranks],
        world=drawn.world,
        aliases=list(node.aliases),
        description=node.description,
        code=node.code,
        wikidata=node.wikidata,
        sort=node.kind,
        date=_day(node.date),
        precision=node.date_precision,
    )


def _edge(edge: DrawnEdge, drawing: Drawing, ids: Mapping[str, str], numbers: Mapping[str, int]) -> dict[str, Any]:
    return {
        "id": edge.id,
        "from": ids[edge.source],
        "to": ids[edge.target],
        "tone": edge.tone,
        "value": edge.sources,
        "dashes": edge.dashed,
        "facts": [_fact(r, edge, drawing.statements.get(r.id, ()), numbers) for r in edge.relationships],
    }


def _fact(
    r: Relationship, edge: DrawnEdge, statements: tuple[Statement, ...], numbers: Mapping[str, int]
) -> dict[str, Any]:
    """A relationship; `back` where it runs from the edge's target to its source."""
    return _filled(
        type=r.type,
        back=r.source != edge.source,
        date=_day(r.date),
        precision=r.date_precision if r.date else None,
        denied=r.polarity == "denied",
        modality=r.modality,
        confidence=round(r.confidence, 3),
        sources=r.sources,
        quotes=[_quote(s, numbers) for s in statements] or [{"text": r.sentence}],
    )


def _quote(s: Statement, numbers: Mapping[str, int]) -> dict[str, Any]:
    at = s.trigger_start - s.start
    marked = s.trigger and s.sentence[at : at + len(s.trigger)] == s.trigger and at >= 0
    if not marked:
        at = s.sentence.find(s.trigger) if s.trigger else -1
    return _filled(
        text=s.sentence,
        mark=[at, at + len(s.trigger)] if at >= 0 else None,
        article=numbers.get(s.article),
        published=_day(s.published),
        by=s.attributed_to,
        confidence=round(s.confidence, 3),
    )


def _filled(**values: Any) -> dict[str, Any]:
    """The values that say something: a page of a thousand actors is a third smaller without the empty ones."""
    return {key: value for key, value in values.items() if not (value is None or value is False or value == [])}


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _as_json(value: object) -> Any:
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Markup(text.translate(ESCAPES))


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


@cache
def _text(name: str) -> str:
    return (files("graphkb.viz") / "page" / name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    return '"use strict";\n(() => {\n' + "\n".join(_text(name) for name in SCRIPTS) + "\n})();\n"

"""Viz: a graph as plain drawing data, and that as one offline HTML page."""

from graphkb.viz.drawing import Cut, Drawing, DrawnEdge, DrawnNode, draw
from graphkb.viz.notebook import frame
from graphkb.viz.output import write_map
from graphkb.viz.render import render

__all__ = ["Cut", "Drawing", "DrawnEdge", "DrawnNode", "draw", "frame", "render", "write_map"]

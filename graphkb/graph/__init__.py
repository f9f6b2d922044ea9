"""Graph: nodes, relationships and the statements they rest on; stable ids, merging, NetworkX."""

from graphkb.graph.graph import Graph, Node, Relationship, Statement

__all__ = ["Graph", "Node", "Relationship", "Statement"]

"""Moving house: the graph as a lossless dump and back, and as files that other programs read."""

from graphkb.moving.admin import export_for_import
from graphkb.moving.dump import dump_lines, read_dump
from graphkb.moving.export import FORMATS, check_format, export_graph, write_lines

__all__ = ["FORMATS", "check_format", "dump_lines", "export_for_import", "export_graph", "read_dump", "write_lines"]

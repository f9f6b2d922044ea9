"""Analytics: any NetworkX graph in, numbers out; plain functions and plain dicts."""

from graphkb.analytics.certainty import Certainty, Standing, certainty
from graphkb.analytics.collapse import collapse
from graphkb.analytics.comparison import Comparison, Period, compare, compare_periods, read_period
from graphkb.analytics.degrees import degree, in_degree, in_strength, out_degree, out_strength, strength
from graphkb.analytics.measures import MEASURES, centrality, check_measure, rank, to_frame
from graphkb.analytics.paths import Estimate, betweenness, closeness, estimate_betweenness, harmonic
from graphkb.analytics.spectral import authorities, eigenvector, hits, hubs, katz, pagerank
from graphkb.analytics.structure import articulation, articulation_points, constraint, core_number, effective_size

__all__ = [
    "MEASURES",
    "Certainty",
    "Comparison",
    "Estimate",
    "Period",
    "Standing",
    "articulation",
    "articulation_points",
    "authorities",
    "betweenness",
    "centrality",
    "certainty",
    "check_measure",
    "closeness",
    "collapse",
    "compare",
    "compare_periods",
    "constraint",
    "core_number",
    "degree",
    "effective_size",
    "eigenvector",
    "estimate_betweenness",
    "harmonic",
    "hits",
    "hubs",
    "in_degree",
    "in_strength",
    "katz",
    "out_degree",
    "out_strength",
    "pagerank",
    "rank",
    "read_period",
    "strength",
    "to_frame",
]

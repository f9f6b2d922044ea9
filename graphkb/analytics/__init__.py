"""Analytics: any NetworkX graph in, numbers out; plain functions and plain dicts."""

from graphkb.analytics.alignment import (
    Vote,
    alignment,
    alignments_over_time,
    correlation,
    vote_agreement,
    votes_of,
)
from graphkb.analytics.balance import Balance, balance, unbalanced_triads
from graphkb.analytics.blocs import Blocs, blocs
from graphkb.analytics.brokers import Broker, brokers
from graphkb.analytics.certainty import Certainty, Standing, certainty
from graphkb.analytics.chapters import Chapter, communities_over_time
from graphkb.analytics.collapse import collapse
from graphkb.analytics.communities import Communities, communities
from graphkb.analytics.comparison import Comparison, Period, compare, compare_periods, read_period
from graphkb.analytics.degrees import degree, in_degree, in_strength, out_degree, out_strength, strength
from graphkb.analytics.frames import data_frame
from graphkb.analytics.histories import History, Turn, tie_histories
from graphkb.analytics.measures import MEASURES, centrality, check_measure, rank, to_frame
from graphkb.analytics.paths import Estimate, betweenness, closeness, estimate_betweenness, harmonic
from graphkb.analytics.plotting import plot_trend
from graphkb.analytics.roles import Roles, roles
from graphkb.analytics.signs import Event, events_of, largest_part, load_weights, signed_graph
from graphkb.analytics.spectral import authorities, eigenvector, hits, hubs, katz, pagerank
from graphkb.analytics.structure import articulation, articulation_points, constraint, core_number, effective_size
from graphkb.analytics.trend import Change, Trend, trend
from graphkb.analytics.weighing import WEIGHTS, check_weight, weighed_network
from graphkb.analytics.windows import windows

__all__ = [
    "MEASURES",
    "WEIGHTS",
    "Balance",
    "Blocs",
    "Broker",
    "Certainty",
    "Change",
    "Chapter",
    "Communities",
    "Comparison",
    "Estimate",
    "Event",
    "History",
    "Period",
    "Roles",
    "Standing",
    "Trend",
    "Turn",
    "Vote",
    "alignment",
    "alignments_over_time",
    "articulation",
    "articulation_points",
    "authorities",
    "balance",
    "betweenness",
    "blocs",
    "brokers",
    "centrality",
    "certainty",
    "check_measure",
    "check_weight",
    "closeness",
    "collapse",
    "communities",
    "communities_over_time",
    "compare",
    "compare_periods",
    "constraint",
    "core_number",
    "correlation",
    "data_frame",
    "degree",
    "effective_size",
    "eigenvector",
    "estimate_betweenness",
    "events_of",
    "harmonic",
    "hits",
    "hubs",
    "in_degree",
    "in_strength",
    "katz",
    "largest_part",
    "load_weights",
    "out_degree",
    "out_strength",
    "pagerank",
    "plot_trend",
    "rank",
    "read_period",
    "roles",
    "signed_graph",
    "strength",
    "tie_histories",
    "to_frame",
    "trend",
    "unbalanced_triads",
    "vote_agreement",
    "votes_of",
    "weighed_network",
    "windows",
]

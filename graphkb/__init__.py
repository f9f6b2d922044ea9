"""graphkb: the news as a graph of political actors and what they do to each other."""

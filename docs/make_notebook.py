"""Write docs/analysis.ipynb from the text and code below and run it: `python docs/make_notebook.py`.

`python docs/make_notebook.py --check` runs what is written and fails where a cell does.
"""

import sys
import tempfile
from pathlib import Path

import nbclient
import nbformat
from jupyter_client.manager import AsyncKernelManager

DOCS = Path(__file__).parent
NOTEBOOK = DOCS / "analysis.ipynb"
SEEDS = DOCS.parent / "seeds"

CELLS = [
    """\
# From articles to an answer

Load the news, ask the graph, measure it, plot it, draw the map. The articles are the fifteen examples that come with
graphkb, about Central Asia, Russia and Ukraine in 2022; put a folder of your own in the place of `seeds`. Besides
graphkb this takes `pip install "graphkb[frames,plot]"`.""",
    """\
import graphkb

kb = graphkb.open("news.db")
report = kb.load("seeds")
kb.counts()""",
    """\
## Ask

Saved queries have names (`graphkb queries` lists them), and all else is Cypher. Each row can show its sentence.""",
    """\
for row in kb.query("between", one="Russia", other="Kazakhstan").rows[:3]:
    print(row)""",
    """\
## Measure

`kb.graph()` is all that is kept, or a part of it. Who stands between the others?""",
    """\
from graphkb.analytics import rank

network = kb.to_networkx(labels=["State", "Organization", "Leader"])
names = dict(network.nodes(data="name"))
for node, score in rank(graphkb.centrality(network, "betweenness"), 5):
    print(f"{score:.3f}  {names[node]}")""",
    """\
### Sure or not

Fifteen articles are few. `certainty` measures again what others might have told: `low` and `high` hold 90% of the
scores, `best` and `worst` 90% of the ranks. A rank that runs from 1 to 30 is no rank. With several outlets,
`carried_by` names the one without which an actor would have less than half its score.""",
    """\
sure = kb.certainty("pagerank", labels=["State", "Organization", "Leader"], weight="sources")
frame = sure.to_frame()
frame.insert(0, "name", [names.get(node, node) for node in frame.index])
frame[["name", "score", "low", "high", "rank", "best", "worst"]].head(6).round(3)""",
    """\
### Over time

Any measure window by window, who rose and who fell, and when a tie turned.""",
    """\
from graphkb.analytics import plot_trend

graph = kb.graph()
names = {id: node.name for id, node in graph.nodes.items()}
course = kb.trend("strength", every="quarter", weight="sources")
rose = course.changes()
[(names[change.node], round(change.difference, 1)) for change in (*rose[:3], *rose[-2:])]""",
    """\
%matplotlib inline
figure = plot_trend(course, nodes=[change.node for change in rose[:4]], names=names, title="Reported ties, by quarter")
figure.set_dpi(60)
figure""",
    """\
for tie in kb.ties()[:4]:
    turned = ", ".join(f"{turn.window.since} to {turn.to}" for turn in tie.turns) or "never"
    print(f"{names[tie.one]} and {names[tie.other]}: from {tie.began} to {tie.last}; turned {turned}")""",
    """\
## Friends and enemies

What happened between two actors, weighed from war (-10) to peace (+10), makes a signed graph. Is the enemy of an enemy
a friend more often than by chance? Which division into blocs goes against least of it, and who stands between?""",
    """\
from graphkb.analytics import balance, largest_part, signed_graph

triads = balance(largest_part(signed_graph(graph)))
print(f"{triads.balanced} triads are balanced, {triads.unbalanced} are not; by chance {triads.expected:.0%} would be")
divided = kb.blocs()
print(f"{divided.share:.0%} of the weight goes against {[len(bloc) for bloc in divided.blocs]}")
[(names[node], round(place.against, 2)) for node, place in divided.between(3)]""",
    """\
## Who belongs together

Communities that many runs agree on, and who brokers between them.""",
    """\
from graphkb.analytics import brokers

found = kb.communities(labels=["State", "Organization", "Leader"], weight="sources")
print(f"{len(found.communities)} communities by {found.method}; runs are alike by {found.stability:.2f}")
parts = brokers(network, found)
for node in sorted(parts, key=lambda node: -parts[node].across)[:4]:
    print(f"{names[node]}: {parts[node].across} paths between communities")""",
    """\
## Draw

One HTML file, for use offline: search an actor, click a line to read its sentences. In a notebook `kb.viz()` at the end
of a cell shows it; here it is only written.""",
    """\
path = kb.viz(title="Central Asia, 2022").save("map.html")
kb.close()
print(path.name, "is written")""",
]


def notebook() -> nbformat.NotebookNode:
    """The cells, not yet run; text is what begins with a heading."""
    cells = [
        nbformat.v4.new_markdown_cell(text, id=f"cell-{number}")
        if text.startswith("#")
        else nbformat.v4.new_code_cell(text, id=f"cell-{number}")
        for number, text in enumerate(CELLS)
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    return nbformat.v4.new_notebook(cells=cells, metadata=kernel)


def run(found: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with what its cells give, run in a folder that holds the examples and is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "seeds").symlink_to(SEEDS)
        # Over files and not over the network, where others on the machine could listen.
        kernel = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=f"{folder}/kernel")
        nbclient.NotebookClient(found, timeout=600, km=kernel, resources={"metadata": {"path": folder}}).execute()
    for cell in found.cells:
        cell.metadata.pop("execution", None)  # when it was run is nobody's business
    found.metadata["language_info"] = {"name": "python"}
    return found


if __name__ == "__main__":
    done = run(notebook())
    if "--check" not in sys.argv:
        nbformat.write(done, NOTEBOOK)

"""Who is mentioned most in articles: names and counts of mentions, the commonest first.

Usage: `python benchmarks/most_mentioned.py ARTICLES [HOW_MANY]`. Pronouns count; who is listed twice is a double.
"""

import sys
from collections import Counter
from pathlib import Path

from graphkb.actors import load_gazetteer, resolve
from graphkb.articles import load_articles
from graphkb.mentions import find_mentions
from graphkb.text import load_model, split

ACTORS = frozenset({"Leader", "Person", "State", "Organization", "Group"})

if __name__ == "__main__":
    source, top = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 100
    gazetteer = load_gazetteer()
    counts: Counter[str] = Counter()
    names: dict[str, Counter[str]] = {}
    for _, sentences in split(load_articles(source), nlp=load_model()):
        for sighting in resolve(find_mentions(sentences, names=gazetteer), gazetteer=gazetteer):
            entity = sighting.entity
            if entity.label in ACTORS and "@" not in entity.id:
                counts[entity.id] += 1
                names.setdefault(entity.id, Counter())[entity.name] += 1
    for rank, (id, count) in enumerate(counts.most_common(top), start=1):
        print(f"{rank}\t{names[id].most_common(1)[0][0]}\t{id}\t{count}")

// Which facts, lines and actors the view shows, and how many each filter would show.

const BIT = { label: 1, tone: 2, relation: 4, modality: 8, confidence: 16, time: 32 };
let counts = null;
let shownFacts = 0, liveNodes = 0;

function applyFilters() {
  for (const fact of facts) fact.miss = missed(fact);
  for (const edge of edges) edge.live = edge.facts.filter((fact) => fact.miss === 0);
  for (const edge of edges) summarize(edge);
  const scope = nodesInScope();
  for (const edge of edges) {
    edge.inScope = (!scope || (scope.has(edge.a) && scope.has(edge.b))) && !view.hidden.has(edge.a) && !view.hidden.has(edge.b);
    if (!edge.inScope || edge.sources < view.sources) edge.live = [];
  }
  countNodes(scope);
  counts = countFacets();
}

// One bit for each filter that a fact fails, so that a filter's own counts can leave itself out.
function missed(fact) {
  const { a, b, tone } = fact.edge;
  return (view.off.label.has(a.kind) || view.off.label.has(b.kind) ? BIT.label : 0)
    | (view.off.tone.has(tone) ? BIT.tone : 0)
    | (view.off.relation.has(fact.type) ? BIT.relation : 0)
    | (view.off.modality.has(fact.modality) || (fact.denied && !view.denied) ? BIT.modality : 0)
    | (fact.confidence < view.confidence ? BIT.confidence : 0)
    | (inTime(fact, view.from, view.to) ? 0 : BIT.time);
}

function inTime(fact, first, last) {
  if (view.compare) return isCompared(momentOf(fact));
  if (first === null && last === null) return view.undated || days(fact).length > 0;
  return days(fact).length ? inSpan(fact, first, last) : view.undated;
}

function isCompared(day) {
  const [a, b, c, d] = view.compare;
  return day !== null && ((day >= a && day <= b) || (day >= c && day <= d));
}

function inSpan(fact, first, last) {
  return days(fact).some(([start, end]) => (first === null || end >= first) && (last === null || start <= last));
}

// The days of a fact by the clock in use: when it happened, or when it was reported.
function days(fact) {
  if (view.by === "published") return fact.published.map((day) => [day, day]);
  return fact.start === null ? [] : [[fact.start, fact.end]];
}

function summarize(edge) {
  const live = edge.live;
  const articles = new Set();
  let counted = 0;
  for (const fact of live) {
    counted += fact.sources;
    for (const quote of fact.quotes) if (quote.article !== undefined) articles.add(quote.article);
  }
  edge.sources = articles.size ? Math.min(counted, articles.size) : counted;
  const affirmed = live.filter((fact) => !fact.denied);
  edge.denied = live.length > 0 && affirmed.length === 0;
  edge.dashed = (edge.denied ? live : affirmed).every((fact) => fact.modality !== "asserted");
  const directed = (affirmed.length ? affirmed : live).filter((fact) => fact.kind && !fact.kind.symmetric);
  edge.toB = directed.some((fact) => !fact.back);
  edge.toA = directed.some((fact) => fact.back);
}

function nodesInScope() {
  let scope = view.only ? new Set(view.only) : null;
  if (view.ego) {
    const near = reach(view.ego.node, view.ego.hops);
    scope = scope ? new Set([...near].filter((node) => scope.has(node))) : near;
  }
  return scope;
}

function reach(start, hops) {
  const found = new Set([start]);
  let rim = [start];
  for (let hop = 0; hop < hops; hop++) {
    const next = [];
    for (const node of rim) {
      for (const edge of node.lines) {
        const other = edge.a === node ? edge.b : edge.a;
        if (edge.live.length && edge.sources >= view.sources && !view.hidden.has(other) && !found.has(other)) {
          found.add(other);
          next.push(other);
        }
      }
    }
    rim = next;
  }
  return found;
}

function countNodes(scope) {
  for (const node of nodes) node.degree = 0;
  for (const edge of edges) {
    if (!edge.live.length) continue;
    edge.a.degree++;
    edge.b.degree++;
  }
  for (const node of nodes) {
    const wanted = !view.hidden.has(node) && !view.off.label.has(node.kind) && (!scope || scope.has(node));
    const alone = view.loners || (view.ego && view.ego.node === node) || (view.only && view.only.has(node));
    node.live = Boolean(wanted && (node.degree > 0 || alone) && (!view.world || node.world));
  }
  liveNodes = nodes.reduce((sum, node) => sum + (node.live ? 1 : 0), 0);
  if (view.world) for (const edge of edges) if (!edge.a.world || !edge.b.world) edge.live = [];
  shownFacts = edges.reduce((sum, edge) => sum + edge.live.length, 0);
}

function countFacets() {
  const found = { label: new Map(), tone: new Map(), relation: new Map(), modality: new Map(), denied: 0, undated: 0 };
  const add = (map, key, by = 1) => map.set(key, (map.get(key) || 0) + by);
  const actors = new Set();
  for (const fact of facts) {
    if (!fact.edge.inScope) continue;
    const others = (bit) => (fact.miss & ~bit) === 0;
    if (others(BIT.tone)) add(found.tone, fact.edge.tone);
    if (others(BIT.relation)) add(found.relation, fact.type);
    if (others(BIT.modality)) { if (fact.denied) found.denied++; else add(found.modality, fact.modality); }
    if (others(BIT.label)) { actors.add(fact.edge.a); actors.add(fact.edge.b); }
    if (others(BIT.time) && !days(fact).length) found.undated++;
  }
  for (const node of actors) add(found.label, node.kind);
  return found;
}

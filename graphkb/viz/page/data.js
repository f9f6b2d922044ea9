// The graph of the page, read once. Everything in it is text of strangers: it is shown with textContent and on canvas.

const raw = JSON.parse(document.getElementById("graph").textContent);
const about = raw.about;
const kinds = new Map(about.kinds.map((kind) => [kind.name, kind]));
const labels = new Map(about.labels.map((label) => [label.name, label]));
const TONES = ["cooperation", "conflict", "static"];
const TONE_WORDS = { cooperation: "cooperation", conflict: "conflict", static: "standing ties" };
const MODALITIES = ["asserted", "possible", "future", "requested"];
const MODALITY_WORDS = {
  asserted: "stated as fact", possible: "possible", future: "announced", requested: "asked for",
};

// Days since 1970, so that dates compare and count as numbers. Null is unknown.
const knownDays = new Map();
function dayNumber(iso) {
  if (!knownDays.has(iso)) {
    const time = typeof iso === "string" ? Date.parse(iso + "T00:00:00Z") : NaN;
    knownDays.set(iso, Number.isFinite(time) ? Math.round(time / 86400000) : null);
  }
  return knownDays.get(iso);
}

function isoDay(day) {
  return new Date(day * 86400000).toISOString().slice(0, 10);
}

const SPAN = { week: 6, month: 30, year: 365 };

// What was read is added to, not copied: of a large graph a second copy would take its time.
const nodes = raw.nodes.map((node, index) => Object.assign(node, {
  index, name: node.label, live: true, degree: 0, lines: [], aliases: node.aliases || [],
  home: { x: node.x, y: node.y }, sizeAtFirst: node.size,
}));
const nodeById = new Map(nodes.map((node) => [node.id, node]));
const nodeByKey = new Map(nodes.map((node) => [node.key, node]));

const facts = [];
const edges = raw.edges.map((edge, index) => {
  const drawn = { index, a: nodeById.get(edge.from), b: nodeById.get(edge.to), tone: edge.tone, facts: [], live: [] };
  drawn.facts = edge.facts.map((fact) => makeFact(fact, drawn));
  drawn.a.lines.push(drawn);
  if (drawn.b !== drawn.a) drawn.b.lines.push(drawn);
  return drawn;
});

function makeFact(fact, edge) {
  const start = dayNumber(fact.date);
  const made = Object.assign(fact, {
    edge, kind: kinds.get(fact.type), sources: fact.sources || 1, confidence: fact.confidence || 0,
    start, end: start === null ? null : start + (SPAN[fact.precision] || 0),
    published: fact.quotes.map((quote) => dayNumber(quote.published)).filter((day) => day !== null),
  });
  facts.push(made);
  return made;
}

const from = (fact) => (fact.back ? fact.edge.b : fact.edge.a);
const to = (fact) => (fact.back ? fact.edge.a : fact.edge.b);
const plural = (count, one, many = one + "s") => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

// Lines of one pair lie beside each other: each gets its turn of the curve.
const pairs = new Map();
for (const edge of edges) {
  const key = edge.a.index + " " + edge.b.index;
  if (!pairs.has(key)) pairs.set(key, []);
  pairs.get(key).push(edge);
}
for (const group of pairs.values()) {
  group.forEach((edge, turn) => { edge.bend = group.length === 1 ? 0 : (turn - (group.length - 1) / 2) * 0.22; });
}

// What is shown: one plain value, which is also the permalink and the step that undo goes back to.

const FACETS = ["label", "tone", "relation", "modality"];
const KNOWN = {
  label: new Set(labels.keys()), tone: new Set(TONES), relation: new Set(kinds.keys()), modality: new Set(MODALITIES),
};
const LONGEST_LINK = 20000;

// The clock that knows more: the day of the event where most facts have one, else the day of the report.
const USUAL_CLOCK = facts.filter((fact) => fact.start !== null).length * 2 >= facts.filter((fact) => fact.published.length).length ? "date" : "published";

function freshView() {
  return {
    off: { label: new Set(), tone: new Set(), relation: new Set(), modality: new Set() },
    denied: false, loners: false, sources: 1, confidence: 0,
    by: USUAL_CLOCK, from: null, to: null, undated: true,
    ego: null, hidden: new Set(), only: null, chosen: null, world: false, compare: null, moved: new Map(), size: 0,
  };
}

let view = freshView();
const past = [];
const listeners = [];

// The one way to change the view. `step` false keeps it out of undo (a slider on its way).
function change(how, { step = true } = {}) {
  const before = encode(view);
  how(view);
  const after = encode(view);
  if (step && before !== after) past.push(before);
  if (past.length > 200) past.shift();
  tell(after);
}

function tell(link = encode(view)) {
  for (const listener of listeners) listener();
  writeAddress(link);
}

// The permalink: the view, and where the reader moved the camera to. A page that opens on a view of its own must be
// told apart from one whose reader left that view.
function writeAddress(link = encode(view)) {
  const parts = [link, movedByHand ? "at=" + cameraText() : "", about.view && !link ? "whole=1" : ""].filter(Boolean);
  try {
    history.replaceState(null, "", parts.length ? "#" + parts.join("&") : location.pathname + location.search);
  } catch { /* a page without an address of its own, as in a notebook, has no permalink */ }
}

function undo() {
  if (!past.length) return false;
  view = decode(past.pop());
  tell();
  return true;
}

function encode(shown) {
  const link = new URLSearchParams();
  for (const facet of FACETS) for (const name of [...shown.off[facet]].sort()) link.append("no-" + facet, name);
  for (const flag of ["denied", "loners", "world"]) if (shown[flag]) link.set(flag, "1");
  if (!shown.undated) link.set("undated", "0");
  if (shown.sources > 1) link.set("sources", shown.sources);
  if (shown.confidence > 0) link.set("confidence", shown.confidence);
  if (shown.by !== USUAL_CLOCK) link.set("by", shown.by);
  for (const end of ["from", "to"]) if (shown[end] !== null) link.set(end, isoDay(shown[end]));
  if (shown.ego) { link.set("around", shown.ego.node.key); link.set("hops", shown.ego.hops); }
  for (const node of shown.hidden) link.append("hide", node.key);
  for (const node of shown.only || []) link.append("only", node.key);
  for (const [node, spot] of shown.moved) link.append("pin", `${Math.round(spot.x)},${Math.round(spot.y)},${node.key}`);
  if (shown.size) link.set("size", about.measures[shown.size]);
  if (shown.compare) link.set("compare", shown.compare.map(isoDay).join(","));
  encodeChoice(shown.chosen, link);
  return link.toString();
}

function encodeChoice(chosen, link) {
  if (!chosen) return;
  if (chosen.node) link.set("actor", chosen.node.key);
  if (chosen.edge) for (const key of [chosen.edge.a.key, chosen.edge.b.key, chosen.edge.tone]) link.append("line", key);
  if (chosen.path) for (const node of chosen.path) link.append("path", node.key);
}

// A permalink comes from anywhere: what is not known is left out, and nothing in it is ever run or shown.
function decode(text) {
  const shown = freshView();
  const link = new URLSearchParams(text.slice(0, LONGEST_LINK));
  const some = (name) => link.getAll(name).map((key) => nodeByKey.get(key)).filter(Boolean);
  for (const facet of FACETS) {
    shown.off[facet] = new Set(link.getAll("no-" + facet).filter((name) => KNOWN[facet].has(name)));
  }
  for (const flag of ["denied", "loners", "world"]) shown[flag] = link.get(flag) === "1";
  shown.undated = link.get("undated") !== "0";
  shown.sources = Math.round(within(link.get("sources"), 1, 1000, 1));
  shown.confidence = within(link.get("confidence"), 0, 1, 0);
  if (["date", "published"].includes(link.get("by"))) shown.by = link.get("by");
  for (const end of ["from", "to"]) shown[end] = linkedDay(link.get(end));
  if (some("around").length) shown.ego = { node: some("around")[0], hops: Math.round(within(link.get("hops"), 1, 3, 1)) };
  shown.hidden = new Set(some("hide"));
  if (some("only").length) shown.only = new Set(some("only"));
  for (const pin of link.getAll("pin").slice(0, 200)) decodePin(pin, shown.moved);
  const compared = (link.get("compare") || "").split(",").map(linkedDay);
  if (compared.length === 4 && !compared.includes(null)) shown.compare = compared;
  shown.world = shown.world && Boolean(about.world);
  shown.size = Math.max(0, about.measures.indexOf(link.get("size")));
  shown.chosen = decodeChoice(link, some);
  return shown;
}

function linkedDay(text) {
  return /^-?\d{4,6}-\d\d-\d\d$/.test(text || "") ? dayNumber(text) : null;
}

function decodePin(pin, moved) {
  const [x, y, ...key] = pin.split(",");
  const node = nodeByKey.get(key.join(","));
  if (node) moved.set(node, { x: within(x, -1e5, 1e5, node.home.x), y: within(y, -1e5, 1e5, node.home.y) });
}

function decodeChoice(link, some) {
  if (some("actor").length) return { node: some("actor")[0] };
  const path = some("path");
  if (path.length > 1) return { path };
  const [a, b, tone] = link.getAll("line");
  const edge = edges.find((e) => e.a.key === a && e.b.key === b && e.tone === tone);
  return edge ? { edge } : null;
}

function within(text, low, high, otherwise) {
  const number = text === null || text === "" ? NaN : Number(text);
  return Number.isFinite(number) ? Math.min(high, Math.max(low, number)) : otherwise;
}

// The picture. vis-network holds the camera, the nodes and the pointer; lines and names are painted here on its canvas,
// because it can neither keep a line's width at every zoom nor leave out a name that would lie over another.

const stage = byId("map");
const ink = {};
let network = null, fitScale = 1, placedLabels = null, emphasis = null, hovered = null, lastScale = 0;

function readInk() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["paper", "text", "muted", "halo", "cooperation", "conflict", "static", "land", "shore", "pick", "appeared", "vanished", "to_conflict", "to_cooperation", "stayed"]) {
    ink[name] = style.getPropertyValue("--" + name).trim();
  }
  for (const label of labels.values()) ink[label.name] = tint(label.colour);
}

function startNetwork() {
  readInk();
  const shown = nodes.map((node) => ({ id: node.id, x: node.x, y: node.y, shape: "custom", ctxRenderer: nodeRenderer }));
  network = new vis.Network(stage, { nodes: shown, edges: [] }, {
    physics: { enabled: false },
    layout: { improvedLayout: false, randomSeed: 1 },
    nodes: { chosen: false },
    interaction: {
      hover: false, multiselect: false, selectConnectedEdges: false, tooltipDelay: 1e9, keyboard: false, zoomSpeed: 0.7, navigationButtons: false,
    },
  });
  network.on("beforeDrawing", paintUnder);
  network.on("afterDrawing", paintOver);
  network.on("dragStart", ({ nodes: held }) => { dragged = held; });
  network.on("dragEnd", pinDragged);
}

// vis-network moves what is held; its lines and its name go with it.
let dragged = [];
function followDrag() {
  for (const id of dragged) {
    const held = network.body.nodes[id], node = nodeById.get(id);
    if (node.x !== held.x || node.y !== held.y) Object.assign(node, { x: held.x, y: held.y });
  }
}

function pinDragged() {
  followDrag();
  const held = dragged.map((id) => nodeById.get(id));
  dragged = [];
  network.unselectAll();
  if (held.length && !view.world) change((v) => { for (const node of held) v.moved.set(node, { x: node.x, y: node.y }); });
}

function moveTo(node, spot) {
  if (node.x === spot.x && node.y === spot.y) return;
  node.x = spot.x;
  node.y = spot.y;
  const held = network.body.nodes[node.id];
  held.x = spot.x;
  held.y = spot.y;
}

function placeAll() {
  for (const node of nodes) {
    const world = view.world && node.world ? { x: node.world[0], y: node.world[1] } : null;
    moveTo(node, world || view.moved.get(node) || node.home);
  }
}

// Sizes are in pixels of the screen and grow more slowly than the map does when it is zoomed into.
function magnify(scale) {
  return Math.min(2.4, Math.max(0.75, Math.pow(scale / fitScale, 0.38))) * (view.world ? 0.6 : Math.min(1.15, Math.max(Math.min(0.62, stage.clientWidth / 1000), fitScale)));
}

const radiusAt = (scale) => { const grown = magnify(scale); return (node) => Math.max(2.4, node.size * grown); };

function nodeRenderer({ ctx, id, x, y }) {
  const node = nodeById.get(id), scale = network.getScale();
  const r = node.live ? radiusAt(scale)(node) / scale : 0;
  return {
    drawNode() { if (node.live) paintNode(ctx, node, x, y, r, scale); },
    nodeDimensions: { width: r * 2, height: r * 2 },
  };
}

function paintNode(ctx, node, x, y, r, scale) {
  const label = labels.get(node.kind), points = POLYGONS[label.shape];
  ctx.globalAlpha = emphasis && !emphasis.nodes.has(node) ? 0.18 : 1;
  ctx.beginPath();
  if (points) {
    points.forEach(([px, py], i) => (i ? ctx.lineTo(x + px * r, y + py * r) : ctx.moveTo(x + px * r, y + py * r)));
    ctx.closePath();
  } else ctx.arc(x, y, label.shape === "ring" ? r * 0.86 : r, 0, 2 * Math.PI);
  ctx.fillStyle = label.shape === "ring" ? ink.paper : ink[node.kind];
  ctx.fill();
  ctx.lineWidth = (label.shape === "ring" ? Math.max(1.6, r * scale * 0.3) : 1.2) / scale;
  ctx.strokeStyle = label.shape === "ring" ? ink[node.kind] : ink.paper;
  ctx.stroke();
  if (isPicked(node) || node === hovered) paintHalo(ctx, x, y, r + 4 / scale, scale);
  ctx.globalAlpha = 1;
}

function isPicked(node) {
  const { chosen } = view;
  return Boolean(chosen) && (chosen.node === node || (chosen.path || []).includes(node));
}

function paintHalo(ctx, x, y, r, scale) {
  ctx.beginPath();
  ctx.arc(x, y, r, 0, 2 * Math.PI);
  ctx.lineWidth = 2.5 / scale;
  ctx.strokeStyle = ink.pick;
  ctx.stroke();
}

function paintUnder(ctx) {
  const scale = network.getScale();
  followDrag();
  if (view.world) paintWorld(ctx, scale);
  paintLines(ctx, scale);
}

let worldPath = null;
function paintWorld(ctx, scale) {
  worldPath ||= ringsPath(about.world);
  ctx.fillStyle = ink.land;
  ctx.strokeStyle = ink.shore;
  ctx.lineWidth = 0.7 / scale;
  ctx.fill(worldPath);
  ctx.stroke(worldPath);
}

function ringsPath(rings) {
  const path = new Path2D();
  for (const ring of rings) {
    for (let i = 0; i < ring.length; i += 2) {
      if (i) path.lineTo(ring[i], ring[i + 1]); else path.moveTo(ring[0], ring[1]);
    }
    path.closePath();
  }
  return path;
}

// How a line is drawn: also what the SVG export writes.
function lineStyle(edge, scale, crowd) {
  const bright = emphasis && emphasis.edges.has(edge);
  const grown = Math.min(1.8, Math.max(0.8, Math.pow(scale / fitScale, 0.3)));
  const width = Math.round((0.55 + 0.62 * Math.log2(1 + edge.sources)) * grown * (edge.tone === "static" ? 0.7 : 1) * 2) / 2;
  const dash = edge.denied || edge.status === "vanished" ? [1.5, 3.5] : edge.dashed ? [6, 4] : [];
  const colour = edge.status ? ink[edge.status] : ink[edge.tone];
  const turned = edge.status === "to_conflict" || edge.status === "to_cooperation";
  const calm = edge.status === "stayed" || (edge.tone === "static" && !edge.status) ? 0.6 : 1;
  return { width: Math.max(0.75, width) + (bright ? 0.6 : 0), dash, colour, alpha: bright ? 0.95 : emphasis ? Math.min(0.08, crowd * 0.22) : turned ? 0.85 : crowd * calm };
}

// The more lines, the fainter each, so that a thousand actors do not become a blot.
function crowdAlpha(scale) {
  const count = edges.reduce((sum, edge) => sum + (edge.live.length ? 1 : 0), 0);
  return Math.min(0.85, Math.max(0.1, 10 / Math.sqrt(count + 60)) * Math.min(2, Math.max(1, Math.sqrt(scale / fitScale))));
}

function paintLines(ctx, scale) {
  const crowd = crowdAlpha(scale), seen = inWindow(scale), shown = [];
  for (const edge of edges) if (edge.live.length && edge.a.live && edge.b.live && seen(edge)) shown.push({ edge, style: lineStyle(edge, scale, crowd) });
  shown.sort((p, q) => p.style.alpha - q.style.alpha);
  ctx.lineCap = "butt";
  for (const { edge, style } of shown) paintLine(ctx, edge, style, scale);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

// Whether a line may cross what the page shows; a path of its own for each, since one path of thousands paints far slower.
function inWindow(scale) {
  const middle = network.getViewPosition(), half = { x: stage.clientWidth / 2 / scale, y: stage.clientHeight / 2 / scale };
  return ({ a, b, bend }) => {
    const slack = Math.abs(bend) * (Math.abs(a.x - b.x) + Math.abs(a.y - b.y)) + 60 / scale;
    return Math.min(a.x, b.x) - slack < middle.x + half.x && Math.max(a.x, b.x) + slack > middle.x - half.x
      && Math.min(a.y, b.y) - slack < middle.y + half.y && Math.max(a.y, b.y) + slack > middle.y - half.y;
  };
}

function paintLine(ctx, edge, style, scale) {
  ctx.globalAlpha = style.alpha;
  ctx.strokeStyle = ctx.fillStyle = style.colour;
  ctx.lineWidth = style.width / scale;
  ctx.setLineDash(style.dash.map((length) => length / scale));
  ctx.beginPath();
  traceLine(ctx, edge);
  ctx.stroke();
  if (style.alpha < ARROWS_FROM) return;
  for (const head of arrowHeads(edge, style, scale)) {
    ctx.beginPath();
    head.forEach(({ x, y }, i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.fill();
  }
}

// In a crowd the heads would be a speckle; they come when the reader zooms in or picks something.
const ARROWS_FROM = 0.24;
const arrowHeads = (edge, style, scale) => [true, false].map((toB) => (toB ? edge.toB : edge.toA) && arrowHead(edge, toB, style, scale)).filter(Boolean);

function traceLine(ctx, edge) {
  const { a, b } = edge;
  if (a === b) {
    const r = loopSize(edge);
    ctx.moveTo(a.x + r, a.y - r);
    ctx.arc(a.x, a.y - r, r, 0, 2 * Math.PI);
    return;
  }
  ctx.moveTo(a.x, a.y);
  if (!edge.bend) return void ctx.lineTo(b.x, b.y);
  const control = curve(edge);
  ctx.quadraticCurveTo(control.x, control.y, b.x, b.y);
}

function arrowHead(edge, toB, style, scale) {
  const tip = toB ? edge.b : edge.a, other = toB ? edge.a : edge.b;
  if (Math.hypot(edge.a.x - edge.b.x, edge.a.y - edge.b.y) * scale < 34 || edge.a === edge.b) return null;
  const near = edge.bend ? curve(edge) : other;
  const angle = Math.atan2(tip.y - near.y, tip.x - near.x), long = (5 + style.width * 1.6) / scale;
  const back = (radiusAt(scale)(tip) + 1.5) / scale, x = tip.x - Math.cos(angle) * back, y = tip.y - Math.sin(angle) * back;
  return [0, 0.42, -0.42].map((turn) => (turn
    ? { x: x - Math.cos(angle + turn) * long, y: y - Math.sin(angle + turn) * long } : { x, y }));
}

function paintOver(ctx) {
  const scale = network.getScale();
  if (!placedLabels || Math.abs(scale / lastScale - 1) > 0.015) {
    placedLabels = layLabels(scale);
    lastScale = scale;
  }
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  const origin = network.DOMtoCanvas({ x: 0, y: 0 }), w = stage.clientWidth, h = stage.clientHeight;
  ctx.scale(1 / scale, 1 / scale);
  for (const label of placedLabels) {
    const x = label.node.x * scale + label.dx, y = label.node.y * scale + label.dy;
    const sx = x - origin.x * scale, sy = y - origin.y * scale;
    if (sx > -200 && sy > -30 && sx < w + 200 && sy < h + 30) paintLabel(ctx, label, x, y);
  }
  ctx.restore();
}

function layLabels(scale) {
  const important = nodes.filter((node) => node.live).sort((p, q) => q.size - p.size || p.index - q.index);
  const radius = radiusAt(scale);
  if (!emphasis) return placeLabels(important, scale, radius).placed;
  const first = important.filter((node) => emphasis.nodes.has(node));
  const { placed, texts, discs } = placeLabels(first, scale, radius, { strong: emphasis.strong });
  return [...placed, ...lineLabels(texts, discs, scale)];
}

// What the picked lines say, written at their middle where there is room.
function lineLabels(texts, discs, scale) {
  const font = `italic 600 11px ${FONT}`, placed = [];
  const named = [...emphasis.edges].filter((edge) => edge.a !== edge.b).sort((p, q) => q.sources - p.sources).slice(0, 60);
  for (const edge of named) {
    const text = shorten(relationWords(edge), 40), half = textWidth(text, font) / 2 + 2;
    const boxes = [0.5, 0.38, 0.62].map((t) => pointOn(edge, t)).map(({ x, y }) => (
      { x: x * scale, y: y * scale, left: x * scale - half, right: x * scale + half, top: y * scale - 8, bottom: y * scale + 8 }));
    const box = boxes.find((spot) => !texts.hits(spot) && !discs.hits(spot));
    if (!box) continue;
    texts.add(box);
    placed.push({ node: edge.a, lines: [text], font, px: 11, dx: box.x - edge.a.x * scale, dy: box.y - edge.a.y * scale, colour: ink[edge.tone] });
  }
  return placed;
}

function relationWords(edge) {
  const counted = new Map();
  for (const fact of edge.live) counted.set(fact.type, (counted.get(fact.type) || 0) + fact.quotes.length);
  const [first, ...more] = [...counted].sort((p, q) => q[1] - p[1]).map(([type]) => kinds.get(type).label);
  return first + (more.length ? ` +${more.length}` : "");
}

function paintLabel(ctx, label, x, y) {
  ctx.font = label.font;
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = ink.halo;
  const tops = lineTops(label);
  label.lines.forEach((line, i) => ctx.strokeText(line, x, y + tops[i]));
  ctx.fillStyle = label.colour || ink.text;
  label.lines.forEach((line, i) => ctx.fillText(line, x, y + tops[i]));
}

const lineTops = ({ lines, px }) => lines.map((_, i) => (i - (lines.length - 1) / 2) * px * 1.12);

// What is picked out, and so what fades: an actor with its lines, a line with its ends, a path.
function readEmphasis() {
  const { chosen } = view;
  emphasis = null;
  if (!chosen) return;
  const picked = chosen.node ? [chosen.node] : chosen.edge ? [chosen.edge.a, chosen.edge.b] : chosen.path;
  const found = chosen.node ? chosen.node.lines : chosen.edge ? [chosen.edge] : stepsOf(chosen.path).flat();
  const lines = found.filter((edge) => edge.live.length && edge.a.live && edge.b.live);
  emphasis = { edges: new Set(lines), strong: new Set(picked), nodes: new Set([...picked, ...lines.flatMap((e) => [e.a, e.b])]) };
}

const stepsOf = (path) => path.slice(1).map((node, i) => node.lines.filter((e) => e.a === path[i] || e.b === path[i]));

function repaint() {
  placedLabels = null;
  network.redraw();
}

function lineAt(x, y) {
  const reachable = 6 / network.getScale();
  let best = null, nearest = reachable;
  for (const edge of edges) {
    if (!edge.live.length || !edge.a.live || !edge.b.live) continue;
    const away = distanceTo(edge, x, y);
    if (away < nearest) { nearest = away; best = edge; }
  }
  return best;
}

function fit(shown = nodes.filter((node) => node.live), { animate = false } = {}) {
  if (!shown.length) return;
  const xs = shown.map((n) => n.x), ys = shown.map((n) => n.y);
  const left = Math.min(...xs), right = Math.max(...xs), top = Math.min(...ys), bottom = Math.max(...ys);
  const width = stage.clientWidth, height = stage.clientHeight, side = Math.min(75, width * 0.12), over = 36, under = 78 + covered();
  const scale = Math.max(0.02, Math.min((width - 2 * side) / Math.max(right - left, 60), (height - over - under) / Math.max(bottom - top, 60), 1.5));
  const whole = shown.length > nodes.filter((n) => n.live).length * 0.9;
  if (whole) fitScale = scale;
  const near = Math.min(scale, Math.max(fitScale * 2.2, 0.9));
  look({ x: (left + right) / 2, y: (top + bottom) / 2 + (under - over) / 2 / near }, near, animate);
}

// How much of the map a panel lies over: on a narrow page the evidence comes up from below.
function covered() {
  const sheet = byId("evidence");
  return getComputedStyle(sheet).position === "absolute" && document.body.classList.contains("evidence") ? sheet.offsetHeight : 0;
}

function look(position, scale, animate) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const animation = animate && !calm ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
  network.moveTo({ position, scale: Math.min(scale, 12), animation });
}

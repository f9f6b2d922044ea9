// The picture: lines, nodes and names on a canvas, in the coordinates of the map.

const ink = {};
let placedLabels = null, labelsAt = 0, emphasis = null;

function readInk() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["paper", "text", "muted", "halo", "cooperation", "conflict", "static", "land", "shore", "pick", ...Object.keys(CHANGE_WORDS)]) {
    ink[name] = style.getPropertyValue("--" + name).trim();
  }
  for (const label of labels.values()) ink[label.name] = tint(label.colour);
}

// How large the nodes are: as they came, or by another measure, by the rule of graphkb/viz/drawing.py.
const SMALLEST = 6, LARGEST = 19;
function readSizes() {
  const scores = nodes.map((node) => node.ranks[view.size][0]), low = scores.reduce((p, q) => Math.min(p, q), Infinity);
  const span = scores.reduce((p, q) => Math.max(p, q), -Infinity) - low;
  nodes.forEach((node, i) => {
    node.size = view.size === 0 ? node.sizeAtFirst : SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(span ? (scores[i] - low) / span : 0.25);
  });
}

function placeAll() {
  for (const node of nodes) {
    const world = view.world && node.world ? { x: node.world[0], y: node.world[1] } : null;
    const { x, y } = world || turn(view.moved.get(node) || node.home);
    node.x = x;
    node.y = y;
  }
  placedLabels = null;
}

const isDrawn = (edge) => edge.live.length > 0 && edge.a.live && edge.b.live;

// Paints a sheet of so many pixels with the camera in its middle, and tells how much that was: lines and nodes.
function paintPicture(ctx, { width, height, sharp, without = new Set() }) {
  const { scale } = camera, half = { x: width / 2 / scale, y: height / 2 / scale };
  ctx.setTransform(sharp, 0, 0, sharp, 0, 0);
  ctx.fillStyle = ink.paper;
  ctx.fillRect(0, 0, width, height);
  ctx.translate(width / 2 - camera.x * scale, height / 2 - camera.y * scale);
  ctx.scale(scale, scale);
  if (view.world) paintWorld(ctx, scale);
  const lines = paintLines(ctx, scale, half, without), shown = paintNodes(ctx, scale, half, without);
  paintLabels(ctx, scale, half, (node) => !without.has(node));
  return lines + shown;
}

function paintNodes(ctx, scale, half, without) {
  const radius = radiusAt(scale);
  let count = 0;
  for (const node of nodes) {
    if (!node.live || without.has(node)) continue;
    const r = radius(node) / scale;
    if (Math.abs(node.x - camera.x) > half.x + r || Math.abs(node.y - camera.y) > half.y + r) continue;
    paintNode(ctx, node, node.x, node.y, r, scale);
    count++;
  }
  return count;
}

// What a hand drags, with its lines and its name.
function paintHeld(ctx, scale) {
  const crowd = crowdAlpha(scale), radius = radiusAt(scale);
  for (const node of held) {
    for (const edge of node.lines) if (isDrawn(edge)) paintLine(ctx, edge, lineStyle(edge, scale, crowd), scale);
    ctx.setLineDash([]);
    paintNode(ctx, node, node.x, node.y, radius(node) / scale, scale);
  }
  paintLabels(ctx, scale, { x: Infinity, y: Infinity }, (node) => held.has(node));
}

// Sizes are in pixels of the screen and grow more slowly than the map does when it is zoomed into.
function magnify(scale) {
  return Math.min(2.4, Math.max(0.75, Math.pow(scale / fitScale, 0.38))) * (view.world ? 0.6 : Math.min(1.15, Math.max(Math.min(0.62, room.width / 1000), fitScale)));
}

// A thousand nodes and more would cover the lines: smaller then, until the reader comes near.
const ROOM_OF_ONE = 670; // pixels
function crowding(scale) {
  const near = Math.min(1, Math.max(0, Math.log(scale / fitScale) / Math.log(8)));
  return Math.pow(Math.min(1, Math.sqrt(room.width * room.height / ROOM_OF_ONE / Math.max(1, liveNodes))), 1 - near);
}

function radiusAt(scale) {
  const crowd = crowding(scale), grown = magnify(scale) * crowd, least = 2.4 * crowd;
  return (node) => Math.max(least, node.size * grown);
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
  ctx.lineWidth = (label.shape === "ring" ? Math.max(1.6, r * scale * 0.3) : Math.min(1.2, r * scale * 0.4)) / scale;
  ctx.strokeStyle = label.shape === "ring" ? ink[node.kind] : ink.paper;
  ctx.stroke();
  if (isPicked(node)) paintHalo(ctx, x, y, r + 4 / scale, scale);
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
  const faintest = isDark() ? 0.2 : 0.1; // on a dark page a faint line is none
  return Math.min(0.85, Math.max(faintest, (isDark() ? 16 : 10) / Math.sqrt(count + 60)) * Math.min(2, Math.max(1, Math.sqrt(scale / fitScale))));
}

// A path of its own for each line, since one path of thousands paints far slower.
function paintLines(ctx, scale, half, without) {
  const crowd = crowdAlpha(scale), shown = [];
  for (const edge of edges) {
    if (isDrawn(edge) && !without.has(edge.a) && !without.has(edge.b) && mayCross(edge, half, scale)) shown.push({ edge, style: lineStyle(edge, scale, crowd) });
  }
  shown.sort((p, q) => p.style.alpha - q.style.alpha);
  ctx.lineCap = "butt";
  for (const { edge, style } of shown) paintLine(ctx, edge, style, scale);
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  return shown.length;
}

// Whether a line may cross the sheet around the camera.
function mayCross({ a, b, bend }, half, scale) {
  const slack = Math.abs(bend) * (Math.abs(a.x - b.x) + Math.abs(a.y - b.y)) + 60 / scale;
  return Math.min(a.x, b.x) - slack < camera.x + half.x && Math.max(a.x, b.x) + slack > camera.x - half.x
    && Math.min(a.y, b.y) - slack < camera.y + half.y && Math.max(a.y, b.y) + slack > camera.y - half.y;
}

function paintLine(ctx, edge, style, scale) {
  ctx.globalAlpha = style.alpha;
  ctx.strokeStyle = ctx.fillStyle = style.colour;
  ctx.lineWidth = style.width / scale;
  ctx.setLineDash(style.dash.map((length) => length / scale));
  ctx.beginPath();
  traceLine(ctx, edge);
  ctx.stroke();
  if (style.alpha < arrowsFrom()) return;
  for (const head of arrowHeads(edge, style, scale)) {
    ctx.beginPath();
    head.forEach(({ x, y }, i) => (i ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
    ctx.fill();
  }
}

// In a crowd the heads would be a speckle; they come when the reader zooms in or picks something.
const arrowsFrom = () => (isDark() ? 0.4 : 0.24);
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

function paintLabels(ctx, scale, half, shows) {
  ctx.save();
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.lineJoin = "round";
  ctx.scale(1 / scale, 1 / scale);
  for (const label of labelsFor(scale)) {
    if (!shows(label.node)) continue;
    const away = { x: Math.abs(label.node.x - camera.x), y: Math.abs(label.node.y - camera.y) };
    if (away.x < half.x + 200 / scale && away.y < half.y + 60 / scale) paintLabel(ctx, label, label.node.x * scale + label.dx, label.node.y * scale + label.dy);
  }
  ctx.restore();
}

function labelsFor(scale) {
  if (!placedLabels || Math.abs(scale / labelsAt - 1) > 0.015) {
    placedLabels = layLabels(scale);
    labelsAt = scale;
  }
  return placedLabels;
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
  const lines = found.filter(isDrawn);
  emphasis = { edges: new Set(lines), strong: new Set(picked), nodes: new Set([...picked, ...lines.flatMap((e) => [e.a, e.b])]) };
}

const stepsOf = (path) => path.slice(1).map((node, i) => node.lines.filter((e) => e.a === path[i] || e.b === path[i]));

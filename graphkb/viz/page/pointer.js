// The pointer: mouse, pen and fingers. One way for all of them: press, then click, pull the map, drag an actor or draw a box.

const pressed = new Map();
let gesture = null, hovered = null, hovering = 0;
const held = new Set();

const isPulled = () => gesture !== null && gesture.kind === "pull";

function watchPointer() {
  stage.addEventListener("pointerdown", press);
  stage.addEventListener("pointermove", (event) => (pressed.has(event.pointerId) ? pull(event) : hover(event)));
  stage.addEventListener("pointerup", release);
  stage.addEventListener("pointercancel", giveUp);
  stage.addEventListener("pointerleave", () => { if (!gesture) hoverOver(null); });
  stage.addEventListener("dblclick", (event) => {
    const node = nodeAt(toMap(spotOf(event)));
    if (node) { change((v) => { v.ego = { node, hops: 1 }; }); fit(undefined, { animate: true }); }
  });
  stage.addEventListener("wheel", (event) => {
    const lines = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 400 : 1;
    zoomAt(spotOf(event), Math.exp(Math.max(-240, Math.min(240, event.deltaY * lines)) * (event.ctrlKey ? -0.008 : -0.0016)));
    event.preventDefault();
  }, { passive: false });
}

function spotOf(event) {
  const frame = stage.getBoundingClientRect();
  return { x: event.clientX - frame.left, y: event.clientY - frame.top };
}

function press(event) {
  if (event.button !== 0) return;
  const spot = spotOf(event), node = nodeAt(toMap(spot));
  hoverOver(null);
  stage.setPointerCapture(event.pointerId);
  pressed.set(event.pointerId, spot);
  // A finger meets a small actor by chance, so that it drags only the one that is picked.
  const movable = node && !view.world && (event.pointerType !== "touch" || (view.chosen && view.chosen.node === node));
  gesture = pressed.size > 1 ? { kind: "pinch" } : { kind: event.shiftKey ? "box" : "press", start: spot, node: movable ? node : null };
}

function pull(event) {
  const before = [...pressed.values()], last = pressed.get(event.pointerId), now = spotOf(event);
  pressed.set(event.pointerId, now);
  if (!gesture) return;
  if (gesture.kind === "pinch") return pinch(before, [...pressed.values()]);
  if (gesture.kind === "box") return stretchBox(gesture.start, now);
  const slack = event.pointerType === "touch" ? 9 : 4;
  if (gesture.kind === "press" && Math.hypot(now.x - gesture.start.x, now.y - gesture.start.y) < slack) return;
  if (gesture.kind === "press") begin(gesture);
  const from = gesture.moved ? last : gesture.start, dx = (now.x - from.x) / camera.scale, dy = (now.y - from.y) / camera.scale;
  gesture.moved = true;
  if (gesture.kind === "drag") { gesture.node.x += dx; gesture.node.y += dy; showSoon(); }
  else moveByHand({ x: camera.x - dx, y: camera.y - dy }, camera.scale);
}

function begin(started) {
  started.kind = started.node ? "drag" : "pull";
  stage.style.cursor = "grabbing";
  if (!started.node) return;
  held.add(started.node);
  repaint();
}

function pinch([p, q], [r, s]) {
  const apart = (u, v) => Math.max(10, Math.hypot(u.x - v.x, u.y - v.y)), middle = (u, v) => ({ x: (u.x + v.x) / 2, y: (u.y + v.y) / 2 });
  const from = middle(p, q), to = middle(r, s);
  look({ x: camera.x - (to.x - from.x) / camera.scale, y: camera.y - (to.y - from.y) / camera.scale }, camera.scale);
  zoomAt(to, apart(r, s) / apart(p, q));
}

function release(event) {
  const done = gesture, spot = spotOf(event);
  letGo(event);
  if (!done || pressed.size) return;
  if (done.kind === "press") click(spot);
  if (done.kind === "box") takeBox(done.start, spot);
  if (done.kind === "drag") change((v) => v.moved.set(done.node, turn(done.node)));
}

function giveUp(event) {
  const { node } = gesture || {};
  letGo(event);
  if (node) { placeAll(); repaint(); }
}

function letGo(event) {
  pressed.delete(event.pointerId);
  gesture = null;
  held.clear();
  byId("box").hidden = true;
  stage.style.cursor = "";
  showSoon();
}

function click(spot) {
  const point = toMap(spot), node = nodeAt(point), edge = node ? null : lineAt(point.x, point.y);
  if (node) choose({ node }); else if (edge) choose({ edge }); else if (view.chosen) choose(null);
}

// A touch or a tremor may miss a small node by a little.
function nodeAt({ x, y }) {
  const { scale } = camera, radius = radiusAt(scale), slack = matchMedia("(pointer: coarse)").matches ? 14 : 4;
  let best = null, nearest = Infinity;
  for (const node of nodes) {
    if (!node.live) continue;
    const away = Math.hypot(node.x - x, node.y - y) * scale - radius(node);
    if (away < slack && away < nearest) { best = node; nearest = away; }
  }
  return best;
}

function lineAt(x, y) {
  let best = null, nearest = 6 / camera.scale;
  for (const edge of edges) {
    if (!isDrawn(edge) || !isNear(edge, x, y, nearest)) continue;
    const away = distanceTo(edge, x, y);
    if (away < nearest) { nearest = away; best = edge; }
  }
  return best;
}

function hover(event) {
  if (event.pointerType === "touch" || hovering) return;
  hovering = requestAnimationFrame(() => {
    hovering = 0;
    const spot = spotOf(event), point = toMap(spot), node = gesture ? null : nodeAt(point);
    hoverOver(gesture ? null : node || lineAt(point.x, point.y), spot);
  });
}

function hoverOver(thing, spot) {
  const node = thing && thing.lines ? thing : null;
  stage.style.cursor = gesture ? stage.style.cursor : thing ? "pointer" : "";
  if (node !== hovered) { hovered = node; showSoon(); }
  showTip(thing, spot);
}

function showTip(thing, spot) {
  const tip = byId("tip");
  tip.hidden = !thing;
  if (!thing) return;
  if (thing.lines) tip.replaceChildren(nameOf(thing), el("small", { text: `${labels.get(thing.kind).label} · ${plural(thing.degree, "line")}` }));
  else tip.replaceChildren(nameOf(thing.a), thing.toA && thing.toB ? " ⇄ " : thing.toA ? " ← " : thing.toB ? " → " : " – ", nameOf(thing.b), el("small", { text: `${relationWords(thing)} · ${plural(thing.sources, "source")}` }));
  tip.style.left = Math.max(8, Math.min(spot.x + 14, room.width - tip.offsetWidth - 8)) + "px";
  tip.style.top = Math.max(8, spot.y + 18 + tip.offsetHeight > room.height ? spot.y - tip.offsetHeight - 10 : spot.y + 18) + "px";
}

// Shift and drag draws a box; who is in it is shown alone.
function stretchBox(start, now) {
  const box = byId("box");
  Object.assign(box.style, { left: Math.min(start.x, now.x) + "px", top: Math.min(start.y, now.y) + "px", width: Math.abs(start.x - now.x) + "px", height: Math.abs(start.y - now.y) + "px" });
  box.hidden = false;
}

function takeBox(start, end) {
  const p = toMap(start), q = toMap(end);
  const inside = nodes.filter((n) => n.live && n.x > Math.min(p.x, q.x) && n.x < Math.max(p.x, q.x) && n.y > Math.min(p.y, q.y) && n.y < Math.max(p.y, q.y));
  if (inside.length) { change((v) => { v.only = new Set(inside); v.chosen = null; }); fit(undefined, { animate: true }); }
}

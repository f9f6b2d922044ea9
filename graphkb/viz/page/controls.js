// What the reader does by keys and buttons.

function choose(chosen, { go = false } = {}) {
  if (chosen) openPanel("evidence");
  change((v) => { v.chosen = chosen; });
  if (!chosen) { document.body.classList.remove("evidence"); return say("Nothing picked"); }
  say(chosen.node ? chosen.node.name : chosen.edge ? `${chosen.edge.a.name} and ${chosen.edge.b.name}` : "Path found");
  if (go) bringIntoView(chosen);
}

function bringIntoView(chosen) {
  const wanted = chosen.node ? [chosen.node, ...(emphasis ? emphasis.nodes : [])] : chosen.edge ? [chosen.edge.a, chosen.edge.b] : chosen.path;
  const corner = toMap({ x: 40, y: 40 }), far = toMap({ x: room.width - 40, y: room.height - 40 - covered() });
  const seen = (n) => n.x > corner.x && n.x < far.x && n.y > corner.y && n.y < far.y;
  if (!covered() && !isHuddled(wanted) && (chosen.node ? seen(chosen.node) && camera.scale > fitScale * 0.9 : wanted.every(seen))) return;
  fit(wanted.filter((node) => node.live), { animate: true });
}

// Whether they stand so close together on the page that a nearer look pays.
function isHuddled(wanted) {
  const { scale } = camera, wide = (key) => Math.max(...wanted.map((n) => n[key])) - Math.min(...wanted.map((n) => n[key]));
  return wanted.length > 2 && scale < 0.9 && wide("x") * scale < room.width * 0.45 && wide("y") * scale < room.height * 0.45;
}

function openPanel(name) {
  document.body.classList.remove(name === "filters" ? "evidence" : "filters");
  document.body.classList.add(name);
}

function resetView() {
  change((v) => Object.assign(v, freshView(), { world: v.world }));
  fit(undefined, { animate: true });
}

const KEYS = [
  ["/", "search", () => document.querySelector(".search input").focus()],
  ["Escape", "let go of what is picked", () => (view.chosen ? choose(null) : document.body.classList.remove("filters", "evidence"))],
  ["f", "fit the map to the page", () => fit(undefined, { animate: true })],
  ["z", "undo", () => undo()],
  ["+", "zoom in", () => zoom(1.3)],
  ["-", "zoom out", () => zoom(1 / 1.3)],
  ["]", "next actor by size", () => walk(1)],
  ["[", "previous actor by size", () => walk(-1)],
  ["h", "hide the picked actor", () => view.chosen && view.chosen.node && change((v) => { v.hidden.add(v.chosen.node); v.chosen = null; })],
  ["p", "path between two actors", () => openPath(view.chosen && view.chosen.node)],
  ["d", "dark or light", () => switchTheme()],
  ["?", "these keys", () => openKeys()],
];

function zoom(by) {
  moveByHand(camera, camera.scale * by, true);
}

function walk(step) {
  const live = nodes.filter((node) => node.live).sort((p, q) => q.size - p.size || p.index - q.index);
  if (!live.length) return;
  const at = live.indexOf(view.chosen && view.chosen.node);
  choose({ node: live[at < 0 ? (step > 0 ? 0 : live.length - 1) : (at + step + live.length) % live.length] }, { go: true });
}

function watchKeys() {
  document.addEventListener("keydown", (event) => {
    if (event.target.closest("input:not([type=checkbox]):not([type=range]), select, textarea, dialog")) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "z") { undo(); event.preventDefault(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const found = KEYS.find(([key]) => key === (event.key === "=" ? "+" : event.key));
    if (found && !(event.target.type === "range" && event.key === "-")) { found[2](); event.preventDefault(); }
  });
  stage.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    if (!way) return;
    const far = 60 / camera.scale;
    moveByHand({ x: camera.x + way[0] * far, y: camera.y + way[1] * far }, camera.scale);
    event.preventDefault();
  });
}

function openKeys() {
  const rows = KEYS.flatMap(([key, text]) => [el("dt", {}, el("kbd", { text: key })), el("dd", { text })]);
  const dialog = el("dialog", { class: "dialog", "aria-label": "Keys and gestures" }, el("h2", { text: "Keys and gestures" }), el("dl", { class: "keys" }, ...rows,
    el("dt", { text: "Drag" }), el("dd", { text: "move the map, or pin an actor elsewhere" }), el("dt", { text: "Shift-drag" }), el("dd", { text: "show only the actors in a box" }), el("dt", { text: "Double click" }), el("dd", { text: "show an actor's surroundings" })),
  el("div", { class: "actions" }, button("Close", () => dialog.close(), { class: "primary" })));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function setTheme(dark) {
  document.documentElement.dataset.theme = dark ? "dark" : "light";
  readInk();
  if (document.documentElement.dataset.ready) redraw();
}

const switchTheme = () => setTheme(!isDark());

function drawTools() {
  const world = about.world ? el("span", { class: "seg", role: "group", "aria-label": "View" },
    ...[["Network", false], ["World", true]].map(([text, on]) => button(text, () => { change((v) => { v.world = on; }); fit(undefined, { animate: false }); }, { "aria-pressed": String(view.world === on) }))) : null;
  const menu = el("details", { class: "menu" }, el("summary", { text: "Save" }), el("div", { class: "items" },
    ...[["PNG picture", savePng], ["SVG drawing", saveSvg], ["Copy link to this view", () => { writeAddress(); copy(location.href); }], ["Print", () => print()]]
      .map(([text, action]) => button(text, () => { menu.open = false; action(); }))));
  document.querySelector(".tools").replaceChildren(...[
    button("Filters", () => (document.body.classList.contains("filters") ? document.body.classList.remove("filters") : openPanel("filters")), { class: "narrow" }),
    world, button("Path", () => openPath(view.chosen && view.chosen.node), { "aria-label": "Path between two actors" }), button("Compare", openCompare, { "aria-label": "Compare two periods" }),
    button("Undo", () => undo(), { disabled: !past.length, "aria-label": "Undo the last step" }), menu,
    button(isDark() ? "Light" : "Dark", switchTheme, { "aria-label": isDark() ? "Light colours" : "Dark colours" }),
    button("?", openKeys, { "aria-label": "Keys and gestures" })].filter(Boolean));
}

// The few words over the map that say why it shows less than everything, each with its way back.
function drawNote() {
  const items = [];
  const add = (text, undoing) => items.push(el("span", { class: "pill" }, text, button("×", () => { change(undoing); fit(undefined, { animate: true }); }, { class: "quiet", "aria-label": "Show all again" })));
  if (view.ego) add(`${plural(view.ego.hops, "step")} around ${shorten(view.ego.node.name, 28)}`, (v) => { v.ego = null; });
  if (view.only) add(`only ${plural(view.only.size, "actor")}`, (v) => { v.only = null; });
  if (view.hidden.size) add(`${view.hidden.size} hidden`, (v) => { v.hidden.clear(); });
  if (view.compare) add("two periods compared", (v) => { v.compare = null; });
  const unplaced = view.world ? nodes.filter((node) => !node.world && node.degree) : [];
  if (unplaced.length) items.push(el("span", { class: "pill", text: `${whoWords(unplaced)} without a place not shown` }));
  if (about.cut) items.push(el("button", { type: "button", class: "pill warn", text: `part of a larger graph: ${about.cut.nodes.toLocaleString("en")} left out`, onclick: () => { choose(null); openPanel("evidence"); } }));
  if (!nodes.some((node) => node.live)) items.push(el("span", { class: "pill", text: "Nothing to show with these filters" }));
  byId("note").replaceChildren(...items);
  byId("note").hidden = !items.length;
}

function drawCorner() {
  byId("corner").replaceChildren(button("+", () => zoom(1.4), { "aria-label": "Zoom in" }), button("−", () => zoom(1 / 1.4), { "aria-label": "Zoom out" }), button("⤢", () => fit(undefined, { animate: true }), { "aria-label": "Fit the map to the page" }));
}

function drawLegend() {
  const row = (icon, text) => el("span", { class: "key" }, icon, text);
  const lines = view.compare
    ? Object.entries(CHANGE_WORDS).map(([status, text]) => row(lineIcon(status, status === "vanished" ? "1.5 3.5" : ""), text))
    : [...TONES.filter((tone) => edges.some((e) => e.tone === tone)).map((tone) => row(lineIcon(tone), TONE_WORDS[tone])), row(lineIcon("muted", "5 3"), "not (yet) fact")];
  byId("legend").replaceChildren(...lines, el("span", { class: "key soft", text: `thicker: more sources · larger: ${about.measures[view.size]}` }));
}

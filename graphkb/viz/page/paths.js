// The shortest way from one actor to another over the lines that are shown.

function shortestPath(start, goal) {
  const came = new Map([[start, null]]);
  let rim = [start];
  while (rim.length && !came.has(goal)) {
    const next = [];
    for (const node of rim) {
      const lines = node.lines.filter((edge) => edge.live.length).sort((p, q) => q.sources - p.sources);
      for (const edge of lines) {
        const other = edge.a === node ? edge.b : edge.a;
        if (other.live && !came.has(other)) { came.set(other, node); next.push(other); }
      }
    }
    rim = next;
  }
  if (!came.has(goal)) return null;
  const path = [];
  for (let node = goal; node; node = came.get(node)) path.unshift(node);
  return path;
}

function openPath(start = null) {
  const ends = [start, null];
  const told = el("p", { class: "hint", "aria-live": "polite" });
  const close = () => { dialog.close(); dialog.remove(); };
  const go = () => {
    if (!ends[0] || !ends[1]) { told.textContent = "Choose both actors from the list."; return; }
    const path = ends[0] === ends[1] ? null : shortestPath(...ends);
    if (!path) { told.textContent = ends[0] === ends[1] ? "Choose two different actors." : "No way from one to the other over the lines shown."; return; }
    close();
    choose({ path }, { go: true });
  };
  const inputs = ["From", "To"].map((text, i) => searchBox(text, (node) => { ends[i] = node; if (ends[0] && ends[1]) go(); }));
  if (start) inputs[0].querySelector("input").value = start.name;
  const dialog = el("dialog", { class: "dialog", "aria-label": "Shortest path" }, el("h2", { text: "Shortest path" }), ...inputs, told,
    el("div", { class: "actions" }, button("Show path", go, { class: "primary" }), button("Cancel", close)));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  inputs[start ? 1 : 0].querySelector("input").focus();
}

function pathPanel(path) {
  const steps = stepsOf(path).map((lines) => lines.filter((edge) => edge.live.length));
  return [
    panelHead("path"),
    el("h2", { class: "who pathhead" }, nameOf(path[0]), el("span", { class: "verb", text: " to " }), nameOf(path[path.length - 1])),
    el("p", { class: "lead", text: `${plural(steps.length, "step")} over the lines shown.` }),
    ...steps.flatMap((lines, i) => [el("h2", { class: "step" }, `${i + 1}. `, nameOf(path[i]), " – ", nameOf(path[i + 1])),
      ...evidenceOf(lines.flatMap((edge) => edge.live)).slice(1, 4)]),
  ];
}

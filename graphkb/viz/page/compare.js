// Two periods side by side: what appeared, what vanished, what turned from cooperation to conflict or back.

const CHANGE_WORDS = { appeared: "appeared", vanished: "vanished", turned: "changed its tone" };

function readChanges() {
  for (const edge of edges) edge.status = null;
  if (!view.compare) return;
  const [a, b, c, d] = view.compare;
  for (const group of pairs.values()) {
    const before = tonesIn(group, a, b), after = tonesIn(group, c, d);
    for (const edge of group) edge.status = statusOf(edge, before, after);
  }
}

function tonesIn(group, first, last) {
  return new Set(group.filter((edge) => edge.live.some((fact) => days(fact).some(([start, end]) => end >= first && start <= last))).map((e) => e.tone));
}

function statusOf(edge, before, after) {
  if (!before.size) return after.has(edge.tone) ? "appeared" : null;
  if (!after.size) return before.has(edge.tone) ? "vanished" : null;
  const opposite = edge.tone === "conflict" ? "cooperation" : "conflict";
  return edge.tone !== "static" && after.has(edge.tone) && !before.has(edge.tone) && before.has(opposite) ? "turned" : "same";
}

function openCompare() {
  if (!clock) return say("No dates to compare");
  const middle = Math.floor((clock.first + clock.last) / 2);
  const now = view.compare || [clock.first, middle, middle + 1, clock.last];
  const inputs = ["First period from", "to", "Second period from", "to"].map((text, i) => el("input", { type: "date", value: isoDay(now[i]), "aria-label": i % 2 ? text + (i < 2 ? " (first period)" : " (second period)") : text, required: true }));
  const told = el("p", { class: "hint", "aria-live": "polite" });
  const dialog = el("dialog", { class: "dialog", "aria-label": "Compare two periods" }, el("h2", { text: "Compare two periods" }),
    el("p", { class: "dates" }, "First ", inputs[0], " to ", inputs[1]), el("p", { class: "dates" }, "Then ", inputs[2], " to ", inputs[3]), told,
    el("div", { class: "actions" }, button("Compare", () => {
      const chosen = inputs.map((input) => dayNumber(input.value));
      if (chosen.includes(null) || chosen[0] > chosen[1] || chosen[2] > chosen[3]) { told.textContent = "Give four days; each period ends after it starts."; return; }
      dialog.close();
      change((v) => { v.compare = chosen; v.chosen = null; v.from = v.to = null; });
      openPanel("evidence");
    }, { class: "primary" }), button("Cancel", () => dialog.close())));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

function changesPanel() {
  const [a, b, c, d] = view.compare.map((day) => shortDay(day));
  return [
    panelHead("Two periods", button("End", () => change((v) => { v.compare = null; }), { class: "quiet" })),
    el("p", { class: "lead", text: `${a} – ${b}, then ${c} – ${d}.` }),
    ...Object.keys(CHANGE_WORDS).map((status) => {
      const found = edges.filter((edge) => edge.status === status && edge.live.length).sort((p, q) => q.sources - p.sources);
      return section(`${CHANGE_WORDS[status]} · ${found.length}`, found.length ? el("ol", { class: "list" }, capped(found, 12, (edge) => el("li", { class: "change " + status }, edgeButton(edge), el("span", { class: "count", text: plural(edge.sources, "source") })))) : el("p", { class: "hint", text: "Nothing." }));
    }),
  ];
}

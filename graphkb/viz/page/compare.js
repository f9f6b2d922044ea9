// Two periods side by side: what appeared, what vanished, what turned from cooperation to conflict or back.

// The rules are those of graphkb.analytics.compare: the tone of a pair is what most independent sources tell of.

const CHANGE_WORDS = {
  to_conflict: "turned to conflict", to_cooperation: "turned to cooperation", appeared: "appeared", vanished: "vanished", stayed: "stayed",
};
let changes = [], newcomers = [], leavers = [];

function readChanges() {
  for (const edge of edges) edge.status = null;
  if (!view.compare) return;
  const [a, b, c, d] = view.compare;
  changes = [];
  for (const group of pairs.values()) {
    const before = between(group, a, b), after = between(group, c, d);
    if (!before && !after || group[0].a === group[0].b) continue;
    const status = !before ? "appeared" : !after ? "vanished" : turnOf(before.mood, after.mood);
    for (const edge of group) edge.status = status;
    changes.push({ status, before, after, edge: mainLine(group, after), sources: (before?.sources || 0) + (after?.sources || 0) });
  }
  changes.sort((p, q) => q.sources - p.sources);
  const ends = (when) => new Set(changes.filter((pair) => pair[when]).flatMap(({ edge }) => [edge.a, edge.b]));
  const there = ends("before"), here = ends("after");
  newcomers = [...here].filter((node) => !there.has(node)).sort((p, q) => q.size - p.size);
  leavers = [...there].filter((node) => !here.has(node)).sort((p, q) => q.size - p.size);
}

// The line that stands for a pair: of its tone now, else the best supported.
const mainLine = (group, after) => group.find((edge) => after && edge.tone === after.mood && edge.live.length) || [...group].sort((p, q) => q.sources - p.sources)[0];

const turnOf = (before, after) => (before === "cooperation" && after === "conflict" ? "to_conflict" : before === "conflict" && after === "cooperation" ? "to_cooperation" : "stayed");

// What passed between two actors in a period: independent sources for each tone, and the tone of most of them.
function between(group, first, last) {
  const sum = { cooperation: 0, conflict: 0, static: 0 };
  let any = false;
  for (const edge of group) {
    for (const fact of edge.live) {
      const day = fact.denied ? null : momentOf(fact);
      if (day !== null && day >= first && day <= last) { sum[edge.tone] += fact.sources; any = true; }
    }
  }
  if (!any) return null;
  const { cooperation, conflict } = sum;
  const mood = !cooperation && !conflict ? "static" : cooperation === conflict ? "mixed" : conflict > cooperation ? "conflict" : "cooperation";
  return { mood, sources: cooperation + conflict + sum.static };
}

// When a fact is placed to be compared: on its day, else on that of its first report; so that periods side by side share nothing.
function momentOf(fact) {
  const reported = fact.published.length ? Math.min(...fact.published) : null;
  return view.by === "date" ? fact.start ?? reported : reported;
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
  const actors = (title, found) => (found.length ? section(`${title} · ${found.length.toLocaleString("en")}`, el("ol", { class: "list" }, capped(found, 5, (node) => el("li", {}, nodeButton(node))))) : null);
  return [
    panelHead("Two periods", button("Change", openCompare, { class: "quiet" }), button("End", () => change((v) => { v.compare = null; }), { class: "quiet" })),
    el("p", { class: "lead", text: `${a} – ${b}, then ${c} – ${d}.` }),
    changes.length ? null : el("p", { class: "hint", text: "Nothing is dated in either period." }),
    ...Object.keys(CHANGE_WORDS).map((status) => changesOf(status)), actors("New actors", newcomers), actors("Actors gone", leavers),
  ].filter(Boolean);
}

function changesOf(status) {
  const found = changes.filter((pair) => pair.status === status);
  const row = ({ edge, sources }) => el("li", { class: "change " + status }, edgeButton(edge), el("span", { class: "count", text: plural(sources, "source") }));
  return found.length ? section(`${CHANGE_WORDS[status]} · ${found.length.toLocaleString("en")}`, el("ol", { class: "list" }, capped(found, status === "stayed" ? 3 : 8, row))) : null;
}

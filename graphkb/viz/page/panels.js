// The two sides: filters with their counts on the left; on the right what is picked, with every sentence behind it.

const left = byId("filters"), right = byId("evidence");
const openGroups = new Set();

function check(facet, name, text, icon, count) {
  const box = el("input", { type: "checkbox", checked: !view.off[facet].has(name), onchange: () => change((v) => {
    if (v.off[facet].has(name)) v.off[facet].delete(name); else v.off[facet].add(name);
  }) });
  box.dataset.key = facet + " " + name;
  return el("label", { class: count ? "row" : "row none" }, box, icon, el("span", { class: "grow", text }), el("span", { class: "count", text: (count || 0).toLocaleString("en") }));
}

function flag(name, text, count, hint) {
  const box = el("input", { type: "checkbox", checked: view[name], onchange: () => change((v) => { v[name] = !v[name]; }) });
  box.dataset.key = "flag " + name;
  return el("label", { class: "row", title: hint }, box, el("span", { class: "grow", text }), count === null ? null : el("span", { class: "count", text: count.toLocaleString("en") }));
}

function section(title, ...rows) {
  return el("section", {}, el("h2", { text: title }), ...rows);
}

function drawFilters() {
  const focus = document.activeElement && document.activeElement.dataset.key, top = left.scrollTop;
  const used = new Set(nodes.map((node) => node.kind));
  const word = (name) => { const label = labels.get(name).label; return label[0].toUpperCase() + label.slice(1); };
  left.replaceChildren(
    el("div", { class: "panelhead" }, el("span", { class: "grow", text: "Filters" }), button("Reset", resetView, { class: "quiet" }), closer()),
    section("Who", ...[...labels.values()].filter((l) => used.has(l.name)).map((l) => check("label", l.name, word(l.name), shapeIcon(l), counts.label.get(l.name)))),
    section("Tone", ...TONES.filter((t) => edges.some((e) => e.tone === t)).map((t) => check("tone", t, TONE_WORDS[t][0].toUpperCase() + TONE_WORDS[t].slice(1), lineIcon(t), counts.tone.get(t)))),
    section("Said to be", ...MODALITIES.map((m) => check("modality", m, MODALITY_WORDS[m], lineIcon("muted", m === "asserted" ? "" : "5 3"), counts.modality.get(m))),
      flag("denied", "denied", counts.denied, "Show what the articles deny, as dotted lines")),
    section("At least", slider("sources", "Sources", 1, mostSources(), 1, (v) => plural(v, "source")),
      slider("confidence", "Confidence", 0, 1, 0.05, (v) => v.toFixed(2)), flag("loners", "actors without lines", null, "Also show actors that no line reaches")),
    section("Relations", ...relationGroups()),
  );
  left.scrollTop = top;
  if (focus) [...left.querySelectorAll("[data-key]")].find((box) => box.dataset.key === focus)?.focus({ preventScroll: true });
}

const mostSources = () => Math.min(50, Math.max(2, ...edges.map((edge) => edge.facts.reduce((sum, fact) => sum + fact.sources, 0))));

function slider(name, text, min, max, step, words) {
  const out = el("output", { class: "count", text: words(view[name]) });
  const input = el("input", { type: "range", min, max, step, value: view[name], "aria-label": "At least: " + text });
  input.dataset.key = "slider " + name;
  input.addEventListener("input", () => { out.textContent = words(Number(input.value)); });
  input.addEventListener("change", () => change((v) => { v[name] = Number(input.value); }));
  return el("label", { class: "row slide" }, el("span", { class: "grow", text }), out, input);
}

function relationGroups() {
  const groups = new Map();
  for (const kind of kinds.values()) {
    const name = kind.plover || "standing ties";
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(kind);
  }
  const size = (list) => list.reduce((sum, kind) => sum + (counts.relation.get(kind.name) || 0), 0);
  return [...groups].sort((p, q) => size(q[1]) - size(p[1])).map(([name, list]) => relationGroup(name, list, size(list)));
}

function relationGroup(name, list, size) {
  const off = list.filter((kind) => view.off.relation.has(kind.name)).length;
  const all = el("input", { type: "checkbox", checked: off < list.length, indeterminate: off > 0 && off < list.length, "aria-label": "All of " + name });
  all.dataset.key = "group " + name;
  all.addEventListener("change", () => change((v) => list.forEach((kind) => (off ? v.off.relation.delete(kind.name) : v.off.relation.add(kind.name)))));
  const details = el("details", { open: openGroups.has(name) },
    el("summary", {}, el("span", { class: "grow", text: name.toLowerCase() }), el("span", { class: "count", text: size.toLocaleString("en") })),
    ...list.sort((p, q) => (counts.relation.get(q.name) || 0) - (counts.relation.get(p.name) || 0))
      .map((kind) => check("relation", kind.name, kind.label, null, counts.relation.get(kind.name))));
  details.addEventListener("toggle", () => (details.open ? openGroups.add(name) : openGroups.delete(name)));
  return el("div", { class: "group" }, all, details);
}

const closer = () => button("×", () => document.body.classList.remove("filters", "evidence"), { class: "quiet closer", "aria-label": "Close" });

let told = null;
function drawEvidence() {
  const { chosen } = view, top = told === chosen ? right.scrollTop : 0;
  told = chosen;
  const body = !chosen ? (view.compare ? changesPanel() : overview()) : chosen.node ? nodePanel(chosen.node) : chosen.edge ? edgePanel(chosen.edge) : pathPanel(chosen.path);
  right.replaceChildren(...body);
  right.scrollTop = top;
}

function overview() {
  const live = nodes.filter((node) => node.live).sort((p, q) => q.size - p.size || q.degree - p.degree);
  const lines = edges.filter((edge) => edge.live.length);
  const most = [...lines].sort((p, q) => q.sources - p.sources).slice(0, 8);
  return [
    panelHead("This map"),
    el("p", { class: "lead", text: `${whoWords(live)}, ${plural(lines.length, "line")}, ${plural(shownFacts, "relation")}, read in ${plural(about.articles.length, "article")}.` }),
    about.cut && el("p", { class: "warn", text: cutWords() }),
    el("p", { class: "hint", text: "Pick an actor or a line to read the sentences behind it." }),
    live.length ? el("section", {}, sizeChoice(), el("ol", { class: "list" }, live.slice(0, 12).map((node) => el("li", {}, nodeButton(node), el("span", { class: "count", text: number(node.ranks[view.size][0]) }))))) : null,
    most.length ? section("Most reported", el("ol", { class: "list" }, most.map((edge) => el("li", {}, edgeButton(edge), el("span", { class: "count", text: plural(edge.sources, "source") }))))) : null,
  ].filter(Boolean);
}

// What the actors are sized by: a choice where they were measured in more than one way.
function sizeChoice() {
  if (about.measures.length < 2) return el("h2", { text: "Largest by " + about.measures[0] });
  const choice = el("select", { "aria-label": "Size by", onchange: () => change((v) => { v.size = Number(choice.value); }) }, ...about.measures.map((name, i) => el("option", { value: i, text: name })));
  choice.value = view.size;
  choice.dataset.key = "size";
  return el("h2", { class: "choice" }, "Largest by ", choice);
}

function ordinal(rank) {
  const ending = rank % 100 > 10 && rank % 100 < 14 ? "th" : ["th", "st", "nd", "rd"][rank % 10] || "th";
  return rank.toLocaleString("en") + ending;
}

function whoWords(live) {
  const events = live.filter((node) => node.kind === "Event").length, places = live.filter((node) => node.kind === "Place").length;
  const actors = live.length - events - places;
  return [(actors || !live.length) && plural(actors, "actor"), events && plural(events, "event"), places && plural(places, "place")].filter(Boolean).join(", ");
}

function cutWords() {
  const { nodes: left_out, relationships, rule } = about.cut;
  return `Part of a larger graph: ${rule}. Left out are ${plural(left_out, "node")} and ${plural(relationships, "relation")}. To see them, draw the surroundings of one actor (--actor, --hops), a shorter time (--since, --until) or more actors (--top).`;
}

const number = (score) => (Number.isInteger(score) ? score.toLocaleString("en") : Number(score).toPrecision(3));
const panelHead = (text, ...more) => el("div", { class: "panelhead" }, el("span", { class: "grow", text }), ...more, view.chosen ? button("Clear", () => choose(null), { class: "quiet" }) : null, closer());

function nodeButton(node) {
  return el("button", { type: "button", class: "link", onclick: () => choose({ node }, { go: true }) }, shapeIcon(labels.get(node.kind), 12), nameOf(node));
}

function edgeButton(edge) {
  const arrow = edge.toA && edge.toB ? "⇄" : edge.toB ? "→" : edge.toA ? "←" : "–";
  return el("button", { type: "button", class: "link", onclick: () => choose({ edge }, { go: true }) }, lineIcon(edge.tone, edge.dashed ? "5 3" : ""),
    el("span", {}, nameOf(edge.a), ` ${arrow} `, nameOf(edge.b)));
}

function nodePanel(node) {
  const lines = node.lines.filter((edge) => edge.live.length);
  const others = new Map();
  for (const edge of lines) {
    const other = edge.a === node ? edge.b : edge.a;
    others.set(other, (others.get(other) || 0) + edge.sources);
  }
  const near = [...others].sort((p, q) => q[1] - p[1]);
  return [
    panelHead(labels.get(node.kind).label),
    el("h2", { class: "who" }, shapeIcon(labels.get(node.kind), 18), nameOf(node)),
    node.description && el("p", { class: "lead", dir: "auto", text: node.description }),
    node.aliases.length ? aliasLine(node.aliases) : null,
    el("dl", { class: "facts" }, ...nodeFacts(node, lines)),
    nodeTools(node),
    near.length ? section(plural(near.length, "neighbour"), el("ol", { class: "list" }, capped(near, 5, ([other, count]) => el("li", {}, nodeButton(other), el("span", { class: "count", text: plural(count, "source") }))))) : el("p", { class: "hint", text: "No line reaches it with these filters." }),
    ...evidenceOf(lines.flatMap((edge) => edge.live)),
  ].filter(Boolean);
}

function aliasLine(aliases, most = 5) {
  const line = el("p", { class: "hint", dir: "auto", text: "Also: " + aliases.slice(0, most).join(" · ") });
  if (aliases.length > most) line.append(" ", button(`and ${aliases.length - most} more`, () => line.replaceWith(aliasLine(aliases, aliases.length)), { class: "quiet more" }));
  return line;
}

function nodeFacts(node, lines) {
  const known = [
    ...about.measures.map((name, i) => [name, `${number(node.ranks[i][0])} · ${ordinal(node.ranks[i][1])} of ${about.measured.toLocaleString("en")}`]),
    ["relations shown", lines.reduce((sum, e) => sum + e.live.length, 0)],
    ["kind", node.sort], ["date", node.date && dateWords(dayNumber(node.date), node.precision)], ["known as", [node.code, node.key].filter(Boolean).join(" · ")],
  ].filter(([, value]) => value !== undefined && value !== null && value !== "");
  const rows = known.flatMap(([name, value]) => [el("dt", { text: name }), el("dd", { dir: "auto", text: String(value) })]);
  if (/^Q\d+$/.test(node.wikidata || "")) rows.push(el("dt", { text: "Wikidata" }), el("dd", {}, outside("https://www.wikidata.org/wiki/" + node.wikidata, node.wikidata)));
  return rows;
}

function nodeTools(node) {
  const hops = view.ego && view.ego.node === node ? view.ego.hops : 0;
  const around = [0, 1, 2, 3].map((n) => button(n ? String(n) : "All", () => { change((v) => { v.ego = n ? { node, hops: n } : null; }); fit(undefined, { animate: true }); },
    { "aria-pressed": String(hops === n), "aria-label": n ? `Show ${plural(n, "step")} around` : "Show everybody" }));
  return el("div", { class: "actions" }, el("span", { class: "seg", role: "group", "aria-label": "Steps around this actor" }, el("span", { class: "seglabel", text: "Steps around" }), ...around),
    button("Path to…", () => openPath(node)), button("Hide", () => change((v) => { v.hidden.add(node); v.chosen = null; })),
    view.moved.has(node) ? button("Unpin", () => change((v) => v.moved.delete(node))) : null);
}

function edgePanel(edge) {
  const twins = (pairs.get(edge.a.index + " " + edge.b.index) || []).filter((e) => e !== edge && e.live.length);
  return [
    panelHead(TONE_WORDS[edge.tone]),
    el("h2", { class: "who pair" }, nodeButton(edge.a), nodeButton(edge.b)),
    el("p", { class: "lead", text: `${plural(edge.live.length, "relation")} from ${plural(edge.sources, "independent source")}.` }),
    edge.live.length ? null : el("p", { class: "hint", text: "The filters hide what this line says." }),
    twins.length ? el("p", { class: "hint" }, "Between the same two: ", ...twins.map((e) => button(TONE_WORDS[e.tone], () => choose({ edge: e }), { class: "quiet" }))) : null,
    ...evidenceOf(edge.live),
  ].filter(Boolean);
}

// The first few, and a button that brings more of the same.
function capped(items, most, make) {
  const first = items.slice(0, most).map(make);
  if (items.length <= most) return first;
  const more = button(`Show ${items.length - most} more`, () => more.parentNode.replaceWith(...capped(items.slice(most), most * 3, make)), { class: "quiet more" });
  return [...first, el(first[0].tagName === "LI" ? "li" : "div", { class: "morerow" }, more)];
}

// Facts that say the same, whatever their day, stand under one heading; the best supported first.
function evidenceOf(found) {
  const groups = new Map();
  for (const fact of found) {
    const key = [from(fact).id, fact.type, to(fact).id, fact.denied, fact.modality].join(" ");
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(fact);
  }
  const quotes = (group) => group.reduce((sum, fact) => sum + fact.quotes.length, 0);
  const sorted = [...groups.values()].sort((p, q) => quotes(q) - quotes(p));
  return sorted.length ? [el("h2", { text: "Evidence" }), ...capped(sorted, 8, (group) => evidenceGroup(group, quotes(group)))] : [];
}

function evidenceGroup(group, count) {
  const fact = group[0];
  const said = sameWords(group.flatMap((f) => f.quotes.map((quote) => ({ fact: f, quote }))).sort((p, q) => order(q) - order(p)));
  return el("section", { class: "card " + fact.edge.tone + (fact.denied ? " denied" : "") },
    el("h3", {}, nameOf(from(fact)), el("span", { class: "verb", text: ` ${verb(fact)} ` }), nameOf(to(fact))),
    el("p", { class: "chips" }, chip(fact.denied ? "denied" : MODALITY_WORDS[fact.modality] || fact.modality, fact.denied || fact.modality !== "asserted"),
      fact.kind.plover ? chip(fact.kind.plover.toLowerCase()) : null, count > 1 ? chip(plural(count, "sentence")) : null),
    ...capped(said, 2, quoteBlock));
}

// The same sentence in several articles is shown once, with all of them.
function sameWords(said) {
  const found = new Map();
  for (const one of said) {
    const key = `${one.fact.date} ${one.quote.by} ${one.quote.text}`;
    if (found.has(key)) found.get(key).also.push(about.articles[one.quote.article]);
    else found.set(key, { ...one, also: [] });
  }
  return [...found.values()];
}

const order = ({ fact, quote }) => dayNumber(quote.published) ?? fact.start ?? -1e9;
const chip = (text, strong) => el("span", { class: strong ? "chip strong" : "chip", text });
const verb = (fact) => (fact.denied ? "— denied: " : "") + (fact.kind ? fact.kind.label : fact.type);

function quoteBlock({ fact, quote, also }) {
  const article = about.articles[quote.article];
  const by = quote.by ? (nodeByKey.get(quote.by) || { name: quote.by }) : null;
  return el("div", { class: "quote" },
    el("blockquote", { dir: "auto" }, ...marked(quote)),
    by && el("p", { class: "by" }, "according to ", nameOf(by)),
    el("p", { class: "meta" }, ...metaOf(fact, quote, article)),
    el("p", { class: "meta" }, article ? linkTo(article) : el("span", { text: "the article is not in this graph" }),
      button("Copy as citation", () => copy(citation(fact, quote, article)), { class: "quiet cite" })),
    also.some(Boolean) ? el("details", { class: "meta also" }, el("summary", { text: `also in ${plural(also.length, "other article")}` }),
      ...capped(also.filter(Boolean), 10, (other) => el("div", {}, other.publisher ? el("span", { dir: "auto", text: other.publisher + ": " }) : null, linkTo(other)))) : null);
}

function marked({ text, mark }) {
  if (!mark) return [text];
  return [text.slice(0, codeAt(text, mark[0])), el("mark", { text: text.slice(codeAt(text, mark[0]), codeAt(text, mark[1])) }), text.slice(codeAt(text, mark[1]))];
}

// Offsets count characters; JavaScript counts halves of those beyond the first 65,536.
function codeAt(text, character) {
  let at = 0;
  for (let i = 0; i < character && at < text.length; i++) at += text.codePointAt(at) > 0xffff ? 2 : 1;
  return at;
}

function metaOf(fact, quote, article) {
  const sure = quote.confidence ?? fact.confidence;
  const parts = [fact.start === null ? "day unknown" : dateWords(fact.start, fact.precision), article && article.publisher, quote.published && "reported " + dateWords(dayNumber(quote.published)), sure ? "confidence " + sure.toFixed(2) : null];
  return parts.filter(Boolean).map((part) => el("span", { text: part, dir: "auto" }));
}

function linkTo(article) {
  const text = article.title || article.url || article.id;
  return isWeb(article.url) ? outside(article.url, text) : el("span", { dir: "auto", text });
}

const isWeb = (url) => {
  try {
    return ["http:", "https:"].includes(new URL(url).protocol) && /^https?:\/\//i.test(url);
  } catch {
    return false;
  }
};

const outside = (url, text) => el("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow", text, dir: "auto" });

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

function dateWords(day, precision = "day") {
  const [year, month, date] = isoDay(day).split("-").map(Number);
  if (precision === "year") return String(year);
  if (precision === "month") return `${MONTHS[month - 1]} ${year}`;
  return `${precision === "week" ? "week of " : ""}${date} ${MONTHS[month - 1]} ${year}`;
}

function citation(fact, quote, article) {
  const where = article ? [article.publisher, article.title && `“${article.title}”`, article.published && dateWords(dayNumber(article.published)), article.url].filter(Boolean).join(", ") : "";
  const how = fact.denied ? "denied" : MODALITY_WORDS[fact.modality];
  const by = quote.by ? `, according to ${(nodeByKey.get(quote.by) || { name: quote.by }).name}` : "";
  return `“${quote.text}” ${where}. [Read as: ${from(fact).name} ${verb(fact)} ${to(fact).name}; ${how}${by}; ${fact.start === null ? "day unknown" : isoDay(fact.start)}.]`;
}

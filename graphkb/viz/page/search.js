// Search as you type, over names and aliases, without regard to accents and capitals.

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const searchable = nodes.map((node) => ({ node, words: [node.name, ...node.aliases, node.code || ""].filter(Boolean).map((name) => ({ name, folded: fold(name) })) }));

function findActors(query, most = 12) {
  const wanted = fold(query.trim());
  if (!wanted) return [];
  const found = [];
  for (const { node, words } of searchable) {
    let best = null;
    for (const { name, folded } of words) {
      const at = folded.indexOf(wanted);
      if (at < 0) continue;
      const rank = (folded === wanted ? 0 : at === 0 ? 1 : /[\s\-('’]/.test(folded[at - 1]) ? 2 : 3) + (name === node.name ? 0 : 0.5);
      if (!best || rank < best.rank) best = { node, name, rank };
    }
    if (best) found.push(best);
  }
  return found.sort((p, q) => p.rank - q.rank || q.node.size - p.node.size).slice(0, most);
}

let boxes = 0;
function searchBox(text, pick) {
  const list = el("ul", { role: "listbox", id: "found" + ++boxes, hidden: true, "aria-label": text });
  const input = el("input", { type: "search", placeholder: text, "aria-label": text, role: "combobox", "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false" });
  let found = [], at = 0;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const take = (item) => { if (!item) return; input.value = item.node.name; close(); pick(item.node); };
  const show = () => {
    list.replaceChildren(...found.map((item, i) => el("li", { role: "option", id: `${list.id}-${i}`, "aria-selected": String(i === at), onmousedown: (event) => { event.preventDefault(); take(item); } },
      shapeIcon(labels.get(item.node.kind), 12), nameOf(item.node), item.name === item.node.name ? null : el("small", { dir: "auto", text: item.name }))));
    if (!found.length && input.value.trim()) list.replaceChildren(el("li", { role: "option", "aria-selected": "false", "aria-disabled": "true", class: "hint", text: "Nobody of that name on this map" }));
    list.hidden = !input.value.trim();
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (found.length) input.setAttribute("aria-activedescendant", `${list.id}-${at}`); else input.removeAttribute("aria-activedescendant");
  };
  input.addEventListener("input", () => { found = findActors(input.value); at = 0; show(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { at = (at + (event.key === "ArrowDown" ? 1 : -1) + found.length) % Math.max(1, found.length); show(); event.preventDefault(); }
    if (event.key === "Enter") { take(found[at]); event.preventDefault(); }
    if (event.key === "Escape") { if (list.hidden) stage.focus(); close(); event.stopPropagation(); }
  });
  return el("div", { class: "searchbox" }, input, list);
}

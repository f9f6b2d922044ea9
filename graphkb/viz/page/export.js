// The picture as a file: PNG at twice the size of the screen, or SVG made of elements, never of strings.

function save(blob, ending) {
  const url = URL.createObjectURL(blob), name = (about.title.replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "").slice(0, 60) || "map") + ending;
  const link = el("a", { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  say("Saved " + name);
}

function savePng() {
  const sharp = 2, { width, height } = room, sheet = el("canvas", { width: width * sharp, height: height * sharp });
  paintPicture(sheet.getContext("2d"), { width, height, sharp });
  sheet.toBlob((blob) => save(blob, ".png"), "image/png");
}

const draw = (tag, attributes, text) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, typeof value === "number" ? String(Math.round(value * 100) / 100) : value);
  if (text !== undefined) made.textContent = text;
  return made;
};

function saveSvg() {
  const text = new XMLSerializer().serializeToString(makeSvg());
  save(new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n' + text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd")], { type: "image/svg+xml" }), ".svg");
}

function makeSvg() {
  const { width, height } = room, { scale } = camera, at = toScreen;
  const svg = draw("svg", { xmlns: "http://www.w3.org/2000/svg", viewBox: `0 0 ${width} ${height}`, width, height, "font-family": FONT, "text-anchor": "middle" });
  svg.append(draw("title", {}, about.title), draw("rect", { width, height, fill: ink.paper }));
  if (view.world) svg.append(...about.world.map((ring) => draw("path", { d: svgRing(ring, at), fill: ink.land, stroke: ink.shore, "stroke-width": 0.6 })));
  const crowd = crowdAlpha(scale);
  for (const edge of edges) if (isDrawn(edge)) svg.append(...svgLine(edge, lineStyle(edge, scale, crowd), scale, at));
  const radius = radiusAt(scale);
  for (const node of nodes) if (node.live) svg.append(svgNode(node, at(node), radius(node)));
  for (const label of labelsFor(scale)) {
    const spot = at(label.node);
    const bold = label.font.includes("600") ? 600 : 400;
    const tops = lineTops(label);
    label.lines.forEach((line, i) => svg.append(draw("text", { x: spot.x + label.dx, y: spot.y + label.dy + tops[i] + label.px * 0.35, "font-size": label.px, "font-weight": bold, fill: label.colour || ink.text, stroke: ink.halo, "stroke-width": 3, "paint-order": "stroke", "stroke-linejoin": "round" }, line)));
  }
  return svg;
}

function svgRing(ring, at) {
  const points = [];
  for (let i = 0; i < ring.length; i += 2) { const p = at({ x: ring[i], y: ring[i + 1] }); points.push(`${p.x.toFixed(1)} ${p.y.toFixed(1)}`); }
  return `M${points.join("L")}Z`;
}

function svgLine(edge, style, scale, at) {
  const a = at(edge.a), b = at(edge.b), c = at(curve(edge)), say = (p) => `${p.x.toFixed(1)} ${p.y.toFixed(1)}`;
  const paint = { stroke: style.colour, "stroke-width": style.width, opacity: style.alpha, "stroke-dasharray": style.dash.join(" ") || "none", fill: "none" };
  if (edge.a === edge.b) return [draw("circle", { cx: a.x, cy: a.y - loopSize(edge) * scale, r: loopSize(edge) * scale, ...paint })];
  const heads = style.alpha < arrowsFrom() ? [] : arrowHeads(edge, style, scale);
  return [draw("path", { d: `M${say(a)}Q${say(c)} ${say(b)}`, ...paint }),
    ...heads.map((head) => draw("path", { d: "M" + head.map((p) => say(at(p))).join("L") + "Z", fill: style.colour, opacity: style.alpha }))];
}

function svgNode(node, spot, r) {
  const label = labels.get(node.kind), points = POLYGONS[label.shape], ring = label.shape === "ring";
  const paint = { fill: ring ? ink.paper : ink[node.kind], stroke: ring ? ink[node.kind] : ink.paper, "stroke-width": ring ? Math.max(1.6, r * 0.3) : 1.2, opacity: emphasis && !emphasis.nodes.has(node) ? 0.18 : 1 };
  const drawn = points ? draw("path", { d: "M" + points.map(([x, y]) => `${(spot.x + x * r).toFixed(1)} ${(spot.y + y * r).toFixed(1)}`).join("L") + "Z", ...paint })
    : draw("circle", { cx: spot.x, cy: spot.y, r: ring ? r * 0.86 : r, ...paint });
  drawn.append(draw("title", {}, node.name));
  return drawn;
}

// Which names are written and where: the important first, none over another. Worked out anew at every zoom.

const FONT = 'Inter, "Helvetica Neue", Arial, "Liberation Sans", sans-serif';
const widths = new Map();
const ruler = document.createElement("canvas").getContext("2d");

function shorten(name, most = 34) {
  const letters = Array.from(name.replace(/[\u0000-\u001f\u2028\u2029]+/g, " "));
  return letters.length > most ? letters.slice(0, most - 1).join("") + "…" : letters.join("");
}

// A long name in two lines, broken at the space nearest its middle.
function inLines(name) {
  const text = shorten(name, 48), middle = text.length / 2;
  if (text.length <= 22) return [text];
  const spaces = [...text.matchAll(/[ \-]/g)].map((found) => found.index + 1);
  const at = spaces.sort((p, q) => Math.abs(p - middle) - Math.abs(q - middle))[0];
  return at ? [text.slice(0, at).trim(), text.slice(at).trim()] : [shorten(name, 30)];
}

function textWidth(text, font) {
  const key = font + text;
  if (!widths.has(key)) {
    ruler.font = font;
    widths.set(key, ruler.measureText(text).width);
  }
  return widths.get(key);
}

// Boxes in cells of a grid, so that asking what overlaps stays quick with thousands of them.
class Boxes {
  constructor(cell = 80) { this.cell = cell; this.cells = new Map(); }

  *near(box) {
    for (let i = Math.floor(box.left / this.cell); i <= Math.floor(box.right / this.cell); i++) {
      for (let j = Math.floor(box.top / this.cell); j <= Math.floor(box.bottom / this.cell); j++) yield i * 100003 + j;
    }
  }

  add(box) {
    for (const key of this.near(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push(box);
    }
  }

  hits(box, but = null) {
    for (const key of this.near(box)) {
      for (const o of this.cells.get(key) || []) {
        if (o.owner !== but && o.left < box.right && box.left < o.right && o.top < box.bottom && box.top < o.bottom) return true;
      }
    }
    return false;
  }
}

function fontOf(node, strong) {
  const px = Math.round(10.5 + 5.5 * Math.min(1, Math.max(0, (node.size - 5) / 14)));
  return { px, font: `${strong || node.kind === "State" || px > 13 ? 600 : 400} ${px}px ${FONT}` };
}

// `wanted` in order of importance; every box in pixels of the screen at this scale, free of where the camera stands.
function placeLabels(wanted, scale, radius, { strong = new Set(), all = false } = {}) {
  const texts = new Boxes(), discs = new Boxes(), placed = [];
  const middle = wanted.reduce((sum, node) => sum + node.x, 0) / Math.max(1, wanted.length);
  const edgeLeft = Math.min(...wanted.map((node) => node.x)) * scale - 72, edgeRight = Math.max(...wanted.map((node) => node.x)) * scale + 72;
  for (const node of wanted) discs.add(square(node, node.x * scale, node.y * scale, radius(node)));
  for (const node of wanted) {
    const { px, font } = fontOf(node, strong.has(node));
    const lines = inLines(node.name), width = Math.max(...lines.map((line) => textWidth(line, font))), high = px * (1.12 * lines.length - 0.12);
    const spots = candidates(node, scale, radius(node), width, high, node.x > middle)
      .filter((spot) => spot.left > edgeLeft && spot.right < edgeRight && !texts.hits(spot));
    const spot = spots.find((s) => !discs.hits(s, node)) || (strong.has(node) || all || node.size > 9 ? spots[0] : null);
    if (!spot) continue;
    texts.add(spot);
    placed.push({ node, lines, font, px, dx: spot.x - node.x * scale, dy: spot.y - node.y * scale, });
  }
  return { placed, texts, discs };
}

function square(owner, x, y, r) {
  return { owner, left: x - r, right: x + r, top: y - r, bottom: y + r };
}

// Below, beside on the inner side, beside on the outer, above.
function candidates(node, scale, r, width, tall, inwardIsLeft) {
  const x = node.x * scale, y = node.y * scale, half = width / 2 + 3, high = tall / 2 + 2, gap = 3;
  const beside = (r + gap + width / 2) * (inwardIsLeft ? -1 : 1);
  return [[0, r + gap + tall / 2], [beside, 0], [-beside, 0], [0, -r - gap - tall / 2]].map(([dx, dy]) => ({
    x: x + dx, y: y + dy, left: x + dx - half, right: x + dx + half, top: y + dy - high, bottom: y + dy + high,
  }));
}

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
  const px = Math.round(10.5 + 5.5 * Math.min(1, Math.max(0, (node.size - SMALLEST) / (LARGEST - SMALLEST))));
  return { px, font: `${strong || node.kind === "State" || px > 13 ? 600 : 400} ${px}px ${FONT}` };
}

// `wanted` in order of importance; every box in pixels of the screen at this scale, free of where the camera stands.
function placeLabels(wanted, scale, radius, { strong = new Set() } = {}) {
  const texts = new Boxes(), discs = new Boxes(), placed = [];
  const { left, right } = extent(wanted), middle = (left + right) / 2, side = sideRoom() - 3;
  for (const node of wanted) discs.add(square(node, node.x * scale, node.y * scale, radius(node)));
  for (const node of wanted) {
    const { px, font } = fontOf(node, strong.has(node)), lines = inLines(node.name), high = px * (1.12 * lines.length - 0.12);
    const over = strong.has(node) || node.size - SMALLEST > 0.29 * (LARGEST - SMALLEST);
    const free = (width) => candidates(node, scale, radius(node), width, high, node.x > middle)
      .filter((spot) => spot.left > left * scale - side && spot.right < right * scale + side && !texts.hits(spot));
    const choose = (spots) => spots.find((spot) => !discs.hits(spot, node)) || (over ? spots[0] : null);
    // Where not even the narrowest letters would fit nothing needs measuring, which is slow.
    if (!choose(free(0.2 * px * Math.max(...lines.map((line) => line.length))))) continue;
    const spot = choose(free(Math.max(...lines.map((line) => textWidth(line, font)))));
    if (!spot) continue;
    texts.add(spot);
    placed.push({ node, lines, font, px, dx: spot.x - node.x * scale, dy: spot.y - node.y * scale });
  }
  return { placed, texts, discs };
}

function square(owner, x, y, r) {
  return { owner, left: x - r, right: x + r, top: y - r, bottom: y + r };
}

// Below, beside on the inner side, beside on the outer, above, then askew.
function candidates(node, scale, r, width, tall, inwardIsLeft) {
  const x = node.x * scale, y = node.y * scale, half = width / 2 + 3, high = tall / 2 + 2, gap = 3;
  const inward = inwardIsLeft ? -1 : 1, aside = r + gap + width / 2, upright = r + gap + tall / 2;
  const askew = (0.75 * r + gap + width / 2) * inward, slant = 0.75 * r + tall / 2;
  return [[0, upright], [aside * inward, 0], [-aside * inward, 0], [0, -upright], [askew, slant], [askew, -slant], [-askew, slant], [-askew, -slant]].map(([dx, dy]) => ({
    x: x + dx, y: y + dy, left: x + dx - half, right: x + dx + half, top: y + dy - high, bottom: y + dy + high,
  }));
}

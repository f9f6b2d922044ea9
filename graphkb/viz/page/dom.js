// Making elements. Text goes in as text only; there is no way here to put markup or a handler into the page by string.

function el(tag, attributes = {}, ...children) {
  const made = tag === "svg" || tag === "path" || tag === "circle" || tag === "rect" || tag === "line"
    ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name === "text") made.textContent = value;
    else if (name === "checked" || name === "value" || name === "indeterminate" || name === "open") made[name] = value;
    else made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

const button = (text, action, attributes = {}) => el("button", { type: "button", text, onclick: action, ...attributes });
const byId = (id) => document.getElementById(id);

// Names run in their own direction and cannot turn the words around them.
const nameOf = (node) => el("bdi", { class: "name", text: node.name });

function say(text) {
  byId("said").textContent = text;
}

function shapeIcon(label, size = 14) {
  const icon = el("svg", { viewBox: "-1.4 -1.4 2.8 2.8", width: size, height: size, "aria-hidden": "true", class: "icon" });
  const points = POLYGONS[label.shape];
  const drawn = points
    ? el("path", { d: "M" + points.map((p) => p.map((c) => c.toFixed(2)).join(" ")).join("L") + "Z" })
    : el("circle", { r: label.shape === "ring" ? 0.8 : 1 });
  const colour = tint(label.colour);
  if (label.shape === "ring") { drawn.style.fill = "none"; drawn.style.stroke = colour; drawn.style.strokeWidth = "0.45"; } else drawn.style.fill = colour;
  icon.append(drawn);
  return icon;
}

function lineIcon(tone, dash = "") {
  const icon = el("svg", { viewBox: "0 0 26 10", width: 26, height: 10, "aria-hidden": "true", class: "icon" });
  const line = el("line", { x1: 1, y1: 5, x2: 25, y2: 5, "stroke-dasharray": dash });
  line.style.stroke = `var(--${tone})`;
  line.style.strokeWidth = "2.5";
  icon.append(line);
  return icon;
}

const isDark = () => document.documentElement.dataset.theme === "dark";

// A colour of the light page as it must be on the dark one: nearer to white.
function tint(colour) {
  if (!isDark()) return colour;
  const part = (at) => Math.round(parseInt(colour.slice(at, at + 2), 16) * 0.66 + 255 * 0.34);
  return `rgb(${part(1)}, ${part(3)}, ${part(5)})`;
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el("textarea", { class: "sr", value: text, "aria-hidden": "true" });
    document.body.append(area);
    area.select();
    document.execCommand("copy");
    area.remove();
  }
  say("Copied");
}

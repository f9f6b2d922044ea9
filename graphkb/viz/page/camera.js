// The camera: which part of the map the page shows, and how near. A length of the map times the scale is pixels of the screen.

const stage = byId("map");
const camera = { x: 0, y: 0, scale: 1 };
const room = { width: 1, height: 1 };
const NEAREST = 12, FARTHEST = 0.01;
let fitScale = 1, flight = 0;

const toScreen = ({ x, y }) => ({ x: (x - camera.x) * camera.scale + room.width / 2, y: (y - camera.y) * camera.scale + room.height / 2 });
const toMap = ({ x, y }) => ({ x: (x - room.width / 2) / camera.scale + camera.x, y: (y - room.height / 2) / camera.scale + camera.y });

function look({ x, y }, scale, animate = false) {
  const goal = { x, y, scale: Math.min(NEAREST, Math.max(FARTHEST, scale)) };
  cancelAnimationFrame(flight);
  if (animate && !matchMedia("(prefers-reduced-motion: reduce)").matches) return fly(goal);
  Object.assign(camera, goal);
  showSoon();
}

function fly(goal, long = 350) {
  const start = { ...camera }, began = performance.now();
  const step = (now) => {
    const t = Math.min(1, Math.max(0, (now - began) / long)), eased = t < 0.5 ? 2 * t * t : 1 - 2 * (1 - t) * (1 - t);
    camera.scale = start.scale * Math.pow(goal.scale / start.scale, eased);
    for (const axis of ["x", "y"]) camera[axis] = start[axis] + (goal[axis] - start[axis]) * eased;
    if (t < 1) flight = requestAnimationFrame(step);
    showFrame();
  };
  flight = requestAnimationFrame(step);
}

// Nearer or farther, with what lies under a point of the screen staying there.
function zoomAt(point, by) {
  const held = toMap(point), scale = Math.min(NEAREST, Math.max(FARTHEST, camera.scale * by));
  look({ x: held.x - (point.x - room.width / 2) / scale, y: held.y - (point.y - room.height / 2) / scale }, scale);
}

function fit(shown = nodes.filter((node) => node.live), { animate = false } = {}) {
  if (!shown.length) return;
  const { left, right, top, bottom } = extent(shown);
  const side = Math.min(75, room.width * 0.12), over = 36, under = 78 + covered();
  const scale = Math.max(0.02, Math.min((room.width - 2 * side) / Math.max(right - left, 60), (room.height - over - under) / Math.max(bottom - top, 60), 1.5));
  const whole = shown.length > nodes.filter((n) => n.live).length * 0.9;
  if (whole) fitScale = scale;
  const near = Math.min(scale, Math.max(fitScale * 2.2, 0.9));
  look({ x: (left + right) / 2, y: (top + bottom) / 2 + (under - over) / 2 / near }, near, animate);
}

function extent(shown) {
  const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
  for (const { x, y } of shown) {
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}

// How much of the map a panel lies over: on a narrow page the evidence comes up from below.
function covered() {
  const sheet = byId("evidence");
  return getComputedStyle(sheet).position === "absolute" && document.body.classList.contains("evidence") ? sheet.offsetHeight : 0;
}

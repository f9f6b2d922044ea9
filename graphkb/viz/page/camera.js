// The camera: which part of the map the page shows, and how near. A length of the map times the scale is pixels of the screen.

const stage = byId("map");
const camera = { x: 0, y: 0, scale: 1 };
const room = { width: 1, height: 1 };
const NEAREST = 12, FARTHEST = 0.01;
let fitScale = 1, flight = 0, turned = false, movedByHand = false, noting = 0;

const toScreen = ({ x, y }) => ({ x: (x - camera.x) * camera.scale + room.width / 2, y: (y - camera.y) * camera.scale + room.height / 2 });
const toMap = ({ x, y }) => ({ x: (x - room.width / 2) / camera.scale + camera.x, y: (y - room.height / 2) / camera.scale + camera.y });

// On a page higher than wide the map stands upright: across and down change places. Links keep it as it lies.
const turn = ({ x, y }) => (turned && !view.world ? { x: y, y: x } : { x, y });

// The reader moved the camera: the permalink holds where to, once it rests.
function moveByHand(position, scale, animate = false) {
  movedByHand = true;
  clearTimeout(noting);
  noting = setTimeout(writeAddress, 400);
  look(position, scale, animate);
}

function cameraText() {
  const { x, y } = turn(camera);
  return [x.toFixed(1), y.toFixed(1), (camera.scale / fitScale).toFixed(3)].join(",");
}

function goTo(text) {
  const [x, y, near] = (text || "").split(",").map((part) => within(part, -1e6, 1e6, NaN));
  if (Number.isNaN(x + y + near) || near <= 0) return;
  movedByHand = true;
  look(turn({ x, y }), near * fitScale);
}

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
  moveByHand({ x: held.x - (point.x - room.width / 2) / scale, y: held.y - (point.y - room.height / 2) / scale }, scale);
}

function fit(shown = nodes.filter((node) => node.live), { animate = false } = {}) {
  if (!shown.length) return;
  movedByHand = false;
  const { left, right, top, bottom } = extent(shown);
  const side = sideRoom(), over = 36, under = 78 + covered();
  const scale = Math.max(0.02, Math.min((room.width - 2 * side) / Math.max(right - left, 60), (room.height - over - under) / Math.max(bottom - top, 60), 1.5));
  const whole = shown.length > nodes.filter((n) => n.live).length * 0.9;
  if (whole) fitScale = scale;
  const near = Math.min(scale, Math.max(fitScale * 2.2, 0.9));
  look({ x: (left + right) / 2, y: (top + bottom) / 2 + (under - over) / 2 / near }, near, animate);
}

// What is kept free beside the map, for the names at its rim.
const sideRoom = () => Math.min(75, room.width * 0.12);

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

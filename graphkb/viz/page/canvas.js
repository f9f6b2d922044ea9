// The canvas. What was painted is kept, a little wider than the page: moving the map only moves it, and it is painted anew
// when the reader comes to rest. Of a large map that holds for zooming too; a small one is painted anew at every step.

const canvas = document.createElement("canvas"), paper = canvas.getContext("2d", { alpha: false });
const scene = document.createElement("canvas"), sceneContext = scene.getContext("2d", { alpha: false });
const HEAVY = 1200; // so many nodes and lines are too many to be painted for every step of a zoom
const REST = 140;
let sceneAt = null; // where the camera stood when the scene was painted; null where it must be painted anew
let awaited = 0, resting = 0, weight = 0;

function startCanvas() {
  canvas.setAttribute("aria-hidden", "true");
  stage.append(canvas);
  resize();
}

function resize() {
  room.width = Math.max(1, stage.clientWidth);
  room.height = Math.max(1, stage.clientHeight);
  canvas.width = Math.round(room.width * sharpness());
  canvas.height = Math.round(room.height * sharpness());
  turned = room.height > room.width * 1.2;
  sceneAt = null;
}

const sharpness = () => Math.min(3, window.devicePixelRatio || 1);
const margin = () => ({ x: Math.round(room.width * 0.2), y: Math.round(room.height * 0.2) });

function repaint() {
  sceneAt = null;
  showSoon();
}

function showSoon() {
  awaited ||= requestAnimationFrame(showFrame);
}

function showFrame() {
  cancelAnimationFrame(awaited);
  awaited = 0;
  const sameScale = sceneAt && sceneAt.scale === camera.scale;
  if (!sceneAt || (!sameScale && weight <= HEAVY) || (sameScale && weight <= HEAVY && !isCovered())) paintScene();
  else if (sceneAt.x !== camera.x || sceneAt.y !== camera.y || !sameScale) rest();
  moveScene();
  paintOverlay();
}

// Sharp again a moment after the last step, but not while a hand still pulls what is painted already.
function rest() {
  clearTimeout(resting);
  resting = setTimeout(() => { if (isPulled() && isCovered()) rest(); else repaint(); }, REST);
}

// Whether what is painted fills the page as it stands now.
function isCovered() {
  const grown = camera.scale / sceneAt.scale, { x, y } = margin(), middle = toScreen(sceneAt);
  return Math.abs(middle.x - room.width / 2) + room.width / 2 <= (room.width / 2 + x) * grown
    && Math.abs(middle.y - room.height / 2) + room.height / 2 <= (room.height / 2 + y) * grown;
}

function paintScene() {
  const { x, y } = margin(), sharp = sharpness(), width = room.width + 2 * x, height = room.height + 2 * y;
  if (scene.width !== Math.round(width * sharp) || scene.height !== Math.round(height * sharp)) {
    scene.width = Math.round(width * sharp);
    scene.height = Math.round(height * sharp);
  }
  clearTimeout(resting);
  sceneAt = { ...camera };
  weight = paintPicture(sceneContext, { width, height, sharp, without: held });
}

function moveScene() {
  const sharp = sharpness(), grown = camera.scale / sceneAt.scale, { x, y } = margin(), middle = toScreen(sceneAt);
  const width = (room.width + 2 * x) * grown, height = (room.height + 2 * y) * grown;
  paper.setTransform(sharp, 0, 0, sharp, 0, 0);
  if (!isCovered()) {
    paper.fillStyle = ink.paper;
    paper.fillRect(0, 0, room.width, room.height);
  }
  paper.drawImage(scene, middle.x - width / 2, middle.y - height / 2, width, height);
}

// What changes from step to step lies over the scene: the ring around what the pointer is on, and what a hand drags.
function paintOverlay() {
  const { scale } = camera, sharp = sharpness();
  paper.setTransform(sharp * scale, 0, 0, sharp * scale, sharp * (room.width / 2 - camera.x * scale), sharp * (room.height / 2 - camera.y * scale));
  if (held.size) paintHeld(paper, scale);
  if (hovered && hovered.live) paintHalo(paper, hovered.x, hovered.y, (radiusAt(scale)(hovered) + 4) / scale, scale);
}

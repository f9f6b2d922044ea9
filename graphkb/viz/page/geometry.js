// Where a line runs and how near a point is to it, in the coordinates of the map.

function curve(edge) {
  const { a, b } = edge;
  const dx = b.x - a.x, dy = b.y - a.y;
  return { x: (a.x + b.x) / 2 - dy * edge.bend, y: (a.y + b.y) / 2 + dx * edge.bend };
}

function pointOn(edge, t, control = curve(edge)) {
  const { a, b } = edge, u = 1 - t;
  return {
    x: u * u * a.x + 2 * u * t * control.x + t * t * b.x,
    y: u * u * a.y + 2 * u * t * control.y + t * t * b.y,
  };
}

function distanceTo(edge, x, y) {
  if (edge.a === edge.b) return Math.abs(Math.hypot(x - edge.a.x, y - edge.a.y + loopSize(edge)) - loopSize(edge));
  const control = curve(edge);
  let nearest = Infinity, last = edge.a;
  const pieces = edge.bend ? 12 : 1;
  for (let i = 1; i <= pieces; i++) {
    const next = pointOn(edge, i / pieces, control);
    nearest = Math.min(nearest, toSegment(x, y, last, next));
    last = next;
  }
  return nearest;
}

// Whether a point is at all near the box around a line: most lines need no closer look.
function isNear(edge, x, y, slack) {
  const { a, b } = edge, more = slack + (a === b ? 3 * loopSize(edge) : Math.abs(edge.bend) * (Math.abs(a.x - b.x) + Math.abs(a.y - b.y)));
  return x > Math.min(a.x, b.x) - more && x < Math.max(a.x, b.x) + more && y > Math.min(a.y, b.y) - more && y < Math.max(a.y, b.y) + more;
}

function toSegment(x, y, p, q) {
  const dx = q.x - p.x, dy = q.y - p.y, long = dx * dx + dy * dy;
  const t = long ? Math.max(0, Math.min(1, ((x - p.x) * dx + (y - p.y) * dy) / long)) : 0;
  return Math.hypot(x - p.x - t * dx, y - p.y - t * dy);
}

function loopSize(edge) {
  return edge.a.size * 1.4;
}

// The outline of a node's shape around the origin, for canvas and SVG alike: points, or null for a round one.
const POLYGONS = {
  square: [[-0.86, -0.86], [0.86, -0.86], [0.86, 0.86], [-0.86, 0.86]],
  hexagon: [0, 1, 2, 3, 4, 5].map((i) => [1.04 * Math.cos(i * Math.PI / 3), 1.04 * Math.sin(i * Math.PI / 3)]),
  diamond: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
  star: Array.from({ length: 10 }, (_, i) => {
    const r = i % 2 ? 0.58 : 1.25, angle = i * Math.PI / 5 - Math.PI / 2;
    return [r * Math.cos(angle), r * Math.sin(angle)];
  }),
  pin: [[-1, -0.7], [1, -0.7], [0, 1.1]],
};

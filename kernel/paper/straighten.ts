type Point = { x: number; y: number };

/**
 * From millimetres around a printed square to pixels of the picture. `corners`: top left, top right, bottom right, bottom left, in
 * pixels; `side`: millimetres. A page under a scanner is only turned and scaled: corners that agree with that are taken so, which a
 * pixel's error moves little, far from the code. Others were seen aslant, by a telephone, and take the full projection.
 */
export function straightener(corners: [Point, Point, Point, Point], side: number): (x: number, y: number) => Point {
  const square: Point[] = [
    { x: 0, y: 0 },
    { x: side, y: 0 },
    { x: side, y: side },
    { x: 0, y: side },
  ];
  const flat = similarity(square, corners);
  const pixels = Math.hypot(corners[1].x - corners[0].x, corners[1].y - corners[0].y);
  const worst = Math.max(...square.map(({ x, y }, at) => distance(flat(x, y), corners[at] ?? { x: 0, y: 0 })));
  return worst < Math.max(1.5, pixels * 0.015) ? flat : projection(square, corners);
}

const distance = (one: Point, other: Point): number => Math.hypot(one.x - other.x, one.y - other.y);

/** The turn, scale and shift nearest to these four pairs (least squares). */
function similarity(from: Point[], to: Point[]): (x: number, y: number) => Point {
  const middle = (points: Point[]): Point => ({
    x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
    y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
  });
  const [a, b] = [middle(from), middle(to)];
  let [cos, sin, size] = [0, 0, 0];
  from.forEach((point, at) => {
    const [ux, uy] = [point.x - a.x, point.y - a.y];
    const [vx, vy] = [(to[at]?.x ?? 0) - b.x, (to[at]?.y ?? 0) - b.y];
    cos += ux * vx + uy * vy;
    sin += ux * vy - uy * vx;
    size += ux * ux + uy * uy;
  });
  const [c, s] = [cos / size, sin / size];
  return (x, y) => ({ x: b.x + c * (x - a.x) - s * (y - a.y), y: b.y + s * (x - a.x) + c * (y - a.y) });
}

/** The projection that sends each of four points on its pair: eight equations, solved by elimination. */
function projection(from: Point[], to: Point[]): (x: number, y: number) => Point {
  const rows = from.flatMap(({ x, y }, at) => {
    const { x: u, y: v } = to[at] ?? { x: 0, y: 0 };
    return [
      [x, y, 1, 0, 0, 0, -u * x, -u * y, u],
      [0, 0, 0, x, y, 1, -v * x, -v * y, v],
    ];
  });
  for (let pivot = 0; pivot < 8; pivot += 1) {
    const best = rows.slice(pivot).reduce((most, row) => (Math.abs(row[pivot] ?? 0) > Math.abs(most[pivot] ?? 0) ? row : most));
    rows.splice(rows.indexOf(best), 1);
    rows.splice(pivot, 0, best);
    for (const row of rows) {
      if (row === best) continue;
      const factor = (row[pivot] ?? 0) / (best[pivot] || Number.EPSILON);
      best.forEach((value, at) => {
        row[at] = (row[at] ?? 0) - factor * value;
      });
    }
  }
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = rows.map((row, at) => (row[8] ?? 0) / (row[at] || Number.EPSILON));
  return (x, y) => {
    const w = g * x + h * y + 1;
    return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w };
  };
}

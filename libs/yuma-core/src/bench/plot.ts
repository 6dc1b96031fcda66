/** Nanoseconds per stored weight against n, as an SVG; both axes logarithmic. */
import type { BenchRow } from './run-case.js';

const WIDTH = 860;
const HEIGHT = 520;
const LEFT = 70;
const RIGHT = 250;
const TOP = 40;
const BOTTOM = 60;
const COLORS = ['#4269d0', '#efb118', '#ff725c', '#6cc5b0', '#3ca951', '#ff8ab7', '#a463f2', '#97bbf5'];

interface Point {
  readonly n: number;
  readonly ns: number;
}

/** A line per density, variant and engine. */
export function plotSvg(rows: readonly BenchRow[]): string {
  const lines = new Map<string, Point[]>();
  for (const { id, nsPerWeight } of rows) {
    const match = /^epoch\/n=(\d+)\/v=\d+\/density=([\d.]+)\/(\w+)\/(wasm|float64)$/.exec(id);
    if (match === null) continue;
    const [, n, density, variant, engine] = match;
    const name = `${engine} ${variant} density ${density}`;
    lines.set(name, [...(lines.get(name) ?? []), { n: Number(n), ns: nsPerWeight }]);
  }
  const points = [...lines.values()].flat();
  if (points.length === 0) return svg('<text x="20" y="40">no epoch was measured</text>');
  const x = scale(
    points.map(({ n }) => n),
    LEFT,
    WIDTH - RIGHT,
  );
  const y = scale(
    points.map(({ ns }) => ns),
    HEIGHT - BOTTOM,
    TOP,
  );
  const sizes = [...new Set(points.map(({ n }) => n))].sort((a, b) => a - b);
  const body = [
    ...sizes.map((n) => label(x(n), HEIGHT - BOTTOM + 20, String(n), 'middle')),
    ...decades(points.map(({ ns }) => ns)).map(
      (ns) =>
        `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(ns)}" y2="${y(ns)}" stroke="#ddd"/>` +
        label(LEFT - 8, y(ns) + 4, String(ns), 'end'),
    ),
    label((LEFT + WIDTH - RIGHT) / 2, HEIGHT - 15, 'uids (n)', 'middle'),
    label(LEFT, TOP - 15, 'ns per stored weight (minimum)', 'start'),
    ...[...lines].map(([name, line], i) => series(name, line, i, x, y)),
  ];
  return svg(body.join('\n'));
}

function series(name: string, line: readonly Point[], i: number, x: Scale, y: Scale): string {
  const color = COLORS[i % COLORS.length]!;
  const sorted = [...line].sort((a, b) => a.n - b.n);
  const path = sorted.map(({ n, ns }) => `${x(n).toFixed(1)},${y(ns).toFixed(1)}`).join(' ');
  const dashes = name.startsWith('float64') ? ' stroke-dasharray="4 3"' : '';
  const dots = sorted.map(
    ({ n, ns }) => `<circle cx="${x(n).toFixed(1)}" cy="${y(ns).toFixed(1)}" r="3" fill="${color}"/>`,
  );
  const legend = TOP + 16 * i;
  return (
    `<polyline points="${path}" fill="none" stroke="${color}"${dashes}/>${dots.join('')}` +
    `<rect x="${WIDTH - RIGHT + 15}" y="${legend - 9}" width="10" height="10" fill="${color}"/>` +
    label(WIDTH - RIGHT + 30, legend, name, 'start')
  );
}

type Scale = (value: number) => number;

function scale(values: readonly number[], from: number, to: number): Scale {
  const low = Math.log(Math.min(...values));
  const high = Math.log(Math.max(...values));
  const span = high - low || 1;
  return (value) => from + ((Math.log(value) - low) / span) * (to - from);
}

function decades(values: readonly number[]): number[] {
  const [low, high] = [Math.min(...values), Math.max(...values)];
  return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].filter((tick) => tick >= low && tick <= high);
}

function label(x: number, y: number, text: string, anchor: string): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}">${text}</text>`;
}

function svg(body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" font-family="sans-serif" font-size="12">
<rect width="100%" height="100%" fill="white"/>
${body}
</svg>
`;
}

import { useEffect, useRef, useState } from 'preact/hooks';
import { colour, useTheme } from '../core/theme.js';

export interface HeatRow {
  readonly name: string;
  readonly short: string;
  /** By column, 0..1. */
  readonly values: ReadonlyMap<number, number>;
}

interface HeatMapProps {
  /** What it shows, in a sentence. */
  readonly label: string;
  readonly columns: number;
  readonly columnName: (column: number) => string;
  readonly rows: readonly HeatRow[];
  readonly text: (value: number) => string;
}

/** In CSS pixels: a cell is as large as there is room, in these bounds. */
const CELL = { min: 4, max: 34 };
const READABLE = 15;
/** What the names of the rows take of the width. */
const NAMES_WIDTH = 90;

/** Rows over columns as shades; under the pointer or the arrow keys a cell says what it is. The same as a table stands below. */
export function HeatMap({ label, columns, columnName, rows, text }: HeatMapProps) {
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [width, setWidth] = useState(0);
  const [cell, setCell] = useState<readonly [row: number, column: number]>([0, 0]);
  const theme = useTheme();
  const size = Math.max(
    CELL.min,
    Math.min(CELL.max, Math.floor((width - NAMES_WIDTH) / Math.max(1, columns))),
  );
  useEffect(() => {
    const sizes = new ResizeObserver(() => setWidth(box.current?.clientWidth ?? 0));
    sizes.observe(box.current!);
    return () => sizes.disconnect();
  }, []);
  useEffect(() => {
    if (width > 0) draw(canvas.current!, { columns, rows, size, cell });
  }, [columns, rows, size, width, theme, cell]);
  const [row, column] = cell;
  const value = rows[row]?.values.get(column) ?? 0;
  const said = rows[row] ? `${rows[row].name} → ${columnName(column)}: ${text(value)}` : '';
  const move = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    event.preventDefault();
    setCell([clamp(row + step[0], rows.length), clamp(column + step[1], columns)]);
  };
  const point = ({ offsetX, offsetY }: PointerEvent) =>
    setCell([clamp(Math.floor(offsetY / size), rows.length), clamp(Math.floor(offsetX / size), columns)]);
  return (
    <div class="heat">
      <div class="scroll" ref={box}>
        <Names rows={rows} size={size} />
        <canvas
          ref={canvas}
          role="img"
          tabIndex={0}
          aria-label={`${label} Arrow keys go from cell to cell; the table below has the same numbers.`}
          onKeyDown={move}
          onPointerMove={point}
          onPointerDown={point}
        />
      </div>
      <output class="readout" aria-live="polite">
        {said}
      </output>
      <Scale text={text} />
    </div>
  );
}

/** Names of the rows where there is room for them. */
function Names({ rows, size }: Pick<HeatMapProps, 'rows'> & { readonly size: number }) {
  if (size < READABLE) return null;
  return (
    <div class="names" aria-hidden="true">
      {rows.map(({ name, short }) => (
        <div key={name} style={{ height: `${size}px`, lineHeight: `${size}px` }}>
          {short}
        </div>
      ))}
    </div>
  );
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

const clamp = (value: number, length: number) => Math.max(0, Math.min(length - 1, value));

/** Shades from nothing to everything, with their meaning. */
function Scale({ text }: { readonly text: (value: number) => string }) {
  return (
    <p class="scale quiet">
      <span>{text(0)}</span>
      <span class="ramp" aria-hidden="true" />
      <span>{text(1)}</span>
    </p>
  );
}

interface Drawn {
  readonly columns: number;
  readonly rows: readonly HeatRow[];
  readonly size: number;
  readonly cell: readonly [number, number];
}

function draw(canvas: HTMLCanvasElement, { columns, rows, size, cell }: Drawn): void {
  const scale = devicePixelRatio;
  const [width, height] = [columns * size, rows.length * size];
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
  const context = canvas.getContext('2d')!;
  context.scale(scale, scale);
  context.fillStyle = colour('heat-none');
  context.fillRect(0, 0, width, height);
  const gap = size > 8 ? 1 : 0;
  context.fillStyle = colour('heat-full');
  rows.forEach(({ values }, y) => {
    for (const [x, value] of values) {
      if (value <= 0 || x >= columns) continue;
      // The eye tells small shares apart better by their root.
      context.globalAlpha = 0.12 + 0.88 * Math.sqrt(Math.min(1, value));
      context.fillRect(x * size, y * size, size - gap, size - gap);
    }
  });
  context.globalAlpha = 1;
  context.strokeStyle = colour('ink');
  context.lineWidth = 2;
  const [y, x] = cell;
  context.strokeRect(x * size + 1, y * size + 1, Math.max(2, size - gap - 2), Math.max(2, size - gap - 2));
}

/** Rows as a map from column to value. */
export const heatValues = (
  entries: readonly (readonly [number, number])[],
  scale: (value: number) => number,
): ReadonlyMap<number, number> => new Map(entries.map(([column, value]) => [column, scale(value)]));

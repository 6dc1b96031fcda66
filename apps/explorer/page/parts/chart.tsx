import { useEffect, useRef } from 'preact/hooks';
import UPlot from 'uplot';
import { colour, useTheme } from '../core/theme.js';

export interface Line {
  readonly name: string;
  /** A colour of the style sheet. */
  readonly colour: 'line-a' | 'line-b' | 'line-c';
  readonly values: readonly (number | null)[];
  /** A value as the legend has it. */
  readonly text: (value: number) => string;
  readonly stepped?: boolean;
  /** Points instead of a line. */
  readonly points?: boolean;
}

interface ChartProps {
  /** What it shows, in a sentence with its numbers: for those who do not see it. */
  readonly label: string;
  readonly x: {
    readonly name: string;
    readonly values: readonly number[];
    readonly text: (value: number) => string;
    /** Only whole numbers. */
    readonly whole?: boolean;
  };
  readonly lines: readonly Line[];
  readonly axisText?: (value: number) => string;
  /** Which of the values the legend has while no pointer is over it; the last one. */
  readonly resting?: number;
  /** The y axis begins at 0 where nothing is below; else it fits the values. */
  readonly fromZero?: boolean;
}

const HEIGHT = 220;
/** Steps of an axis of heights: there is no half a block. */
const WHOLE = [1, 2, 5]
  .flatMap((step) => [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7].map((ten) => step * ten))
  .sort((a, b) => a - b);

/** Lines over numbers, by uPlot. */
export function Chart({ label, x, lines, axisText, resting, fromZero = true }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const plot = useRef<UPlot>();
  const rest = useRef(resting);
  const theme = useTheme();
  const data = [[...x.values], ...lines.map(({ values }) => [...values])] as UPlot.AlignedData;
  // Lines are the same for as long as their names are; only their values change.
  const shape = `${theme} ${lines.map(({ name }) => name).join()}`;
  useEffect(() => {
    const host = box.current!;
    const made = new UPlot(
      options(host.clientWidth, {
        x,
        lines,
        fromZero,
        atRest: (of) => showResting(of, rest.current),
        ...(axisText ? { axisText } : {}),
      }),
      data,
      host,
    );
    plot.current = made;
    // Its own canvas says nothing: the figure's label does.
    host.querySelector('canvas')?.setAttribute('aria-hidden', 'true');
    const sizes = new ResizeObserver(() => made.setSize({ width: host.clientWidth, height: HEIGHT }));
    sizes.observe(host);
    return () => {
      sizes.disconnect();
      made.destroy();
    };
  }, [shape]);
  rest.current = resting;
  useEffect(() => plot.current?.setData(data), [JSON.stringify(data)]);
  return <div ref={box} class="chart" role="img" aria-label={label} />;
}

type Shape = Required<Pick<ChartProps, 'x' | 'lines' | 'fromZero'>> &
  Pick<ChartProps, 'axisText'> & { readonly atRest: (plot: UPlot) => void };

/** While no pointer is over it, the legend has values all the same. */
function showResting(plot: UPlot, resting: number | undefined): void {
  const idx = resting ?? plot.data[0].length - 1;
  if ((plot.cursor.left ?? -1) < 0 && idx >= 0) plot.setLegend({ idx }, false);
}

function options(width: number, { x, lines, axisText, fromZero, atRest }: Shape): UPlot.Options {
  const [ink, grid] = [colour('quiet'), colour('rule')];
  const axis = { stroke: ink, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 } };
  return {
    width,
    height: HEIGHT,
    scales: {
      x: { time: false },
      y: {
        range: (_plot, low, high) => {
          if (low === null || high === null) return [0, 1];
          const room = (high - low || Math.abs(high) || 1) * 0.08;
          return [fromZero && low >= 0 ? 0 : low - room, high + room];
        },
      },
    },
    axes: [
      { ...axis, values: (_plot, splits) => splits.map(x.text), ...(x.whole ? { incrs: WHOLE } : {}) },
      { ...axis, size: 68, ...(axisText ? { values: (_plot, splits) => splits.map(axisText) } : {}) },
    ],
    series: [
      { label: x.name, value: (_plot, value) => (value === null ? '–' : x.text(value)) },
      ...lines.map((line): UPlot.Series => ({
        label: line.name,
        stroke: colour(line.colour),
        width: line.points ? 0 : 2,
        value: (_plot, value) => (value === null ? '–' : line.text(value)),
        points: { show: line.points === true, size: 9, fill: colour(line.colour) },
        ...(line.stepped ? { paths: UPlot.paths.stepped!({ align: 1 }) } : {}),
      })),
    ],
    cursor: { y: false },
    hooks: { setCursor: [atRest], setData: [atRest] },
  };
}

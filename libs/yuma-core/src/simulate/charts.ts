/** The pictures of simulations: a line per group over epochs. */
import { renderChart } from '../report/render-chart.js';
import { POINT_FIELDS, type Role } from './groups.js';
import type { GroupSummary } from './recorder.js';
import type { SeriesState } from './series.js';

export interface Run {
  readonly groups: readonly GroupSummary[];
  readonly series: readonly SeriesState[];
}

interface Curve {
  readonly field: (typeof POINT_FIELDS)[number];
  readonly role: Role;
  readonly title: string;
}

const CURVES: readonly Curve[] = [
  { field: 'dividendsPerStake', role: 'validator', title: 'Dividends per stake (rao per TAO and epoch)' },
  { field: 'bonds', role: 'validator', title: 'Bonds held (sum over miners, 1 = all of one miner)' },
  { field: 'incentive', role: 'miner', title: 'Incentive (share of all)' },
];

/** A chart per curve; of several runs the later ones are dashed. */
export function simulationCharts(runs: readonly { readonly label: string; readonly run: Run }[]): string[] {
  return CURVES.map(({ field, role, title }) => {
    const at = POINT_FIELDS.indexOf(field);
    const lines = runs.flatMap(({ label, run }, which) =>
      run.groups.flatMap((group, g) => {
        if (group.role !== role) return [];
        const { epochs, values } = run.series[g]!;
        return [
          {
            name: label === '' ? group.name : `${group.name} (${label})`,
            type: 'line',
            showSymbol: false,
            lineStyle: { width: 2, type: which === 0 ? 'solid' : 'dashed' },
            data: epochs.map((epoch, k) => [epoch, Number(values[k]![at]!.toPrecision(6))]),
          },
        ];
      }),
    );
    return renderChart(
      {
        title: { text: title, left: 'center' },
        legend: { type: 'plain', bottom: 0 },
        grid: { left: 70, right: 30, top: 50, bottom: 90 },
        xAxis: { type: 'value', name: 'epoch', nameLocation: 'middle', nameGap: 28 },
        yAxis: { type: 'value', scale: true },
        series: lines,
      },
      field,
    );
  });
}

/** A simulation, or two side by side, as a page. */
import { renderPage } from '../report/page.js';
import { simulationCharts, type Run } from './charts.js';
import type { GroupSummary } from './recorder.js';

export interface ReportInput {
  readonly title: string;
  readonly runs: readonly { readonly label: string; readonly run: Run }[];
  /** What it was made from and by, as text. */
  readonly parameters: string;
}

export function simulationReport({ title, runs, parameters }: ReportInput): string {
  return renderPage(title, [
    ...runs.map(({ label, run }) => ({
      title: label === '' ? 'Groups' : label,
      table: { head: GROUP_HEAD, rows: run.groups.map(groupCells) },
    })),
    { title: 'Over time', charts: simulationCharts(runs) },
    { title: 'Parameters', text: parameters },
  ]);
}

export const GROUP_HEAD = [
  'group',
  'strategy',
  'uids',
  'dividends per TAO and epoch (rao)',
  'incentive share',
  'emission (rao)',
] as const;

export function groupCells(group: GroupSummary): string[] {
  const isValidator = group.role === 'validator';
  return [
    group.name,
    group.strategy,
    String(group.count),
    isValidator ? group.dividendsPerStake.toFixed(3) : '',
    isValidator ? '' : group.incentiveShare.toFixed(4),
    String(BigInt(group.validatorEmissionRao) + BigInt(group.serverEmissionRao)),
  ];
}

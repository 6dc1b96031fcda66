import { ROOT, readmeOf, type Deployed } from './deployment.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One metric as it is exposed: name, type and what it is. */
export interface Metric {
  readonly name: string;
  readonly type: string;
  readonly help: string;
}

const MARKS = /(<!-- metrics: [^>]*-->\n)([\s\S]*?)(<!-- end of metrics -->)/;

/** Our own metrics of what /metrics answers; Node's, which every service has, left out. */
export function ownMetrics(exposition: string): Metric[] {
  const help = new Map(
    [...exposition.matchAll(/^# HELP (yumanet_\w+) (.*)$/gm)].map(([, name, text]) => [name!, text!]),
  );
  return [...exposition.matchAll(/^# TYPE (yumanet_\w+) (\w+)$/gm)]
    .map(([, name, type]) => ({ name: name!, type: type!, help: help.get(name!) ?? '' }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The metrics that a service's README lists. */
export function documentedMetrics(service: Deployed): Metric[] {
  const [, , table = ''] = MARKS.exec(readFileSync(join(ROOT, readmeOf(service)), 'utf8')) ?? [];
  return [...table.matchAll(/^\| `(yumanet_\w+)` *\| (\w+) *\| (.*?) *\|$/gm)].map(
    ([, name, type, help]) => ({
      name: name!,
      type: type!,
      help: help!,
    }),
  );
}

/** A README with its table of metrics written anew. */
export function withMetrics(text: string, metrics: readonly Metric[]): string {
  if (!MARKS.test(text)) throw new Error('README: expected the marks of the table of metrics, got none');
  const rows = metrics.map(({ name, type, help }) => `| \`${name}\` | ${type} | ${help} |`);
  const table = ['| metric | type | what it is |', '| --- | --- | --- |', ...rows].join('\n');
  return text.replace(MARKS, (_, begin: string, __, end: string) => `${begin}\n${table}\n\n${end}`);
}

/** What a query may call a metric: a histogram has no series of its own name. */
export function seriesOf({ name, type }: Metric): string[] {
  return type === 'histogram' ? ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`) : [name];
}

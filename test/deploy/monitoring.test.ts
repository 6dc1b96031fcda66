/** The dashboard and the alerts: sound, naming only metrics that exist, each alert with its entry in a runbook. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import { Ajv } from 'ajv';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { describe, expect, it } from 'vitest';
import { DEPLOYED, ROOT, isDeployed, textOf, yamlOf } from '../support/deployment.js';
import { documentedMetrics, seriesOf } from '../support/metric-table.js';

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<'summary' | 'runbook_url', string>>;
}
interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string; readonly refId: string }[];
}

const alerts = yamlOf<{ readonly groups: readonly { readonly rules: readonly Rule[] }[] }>(
  'deploy',
  'prometheus',
  'alerts.yaml',
);
const rules = alerts.groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(textOf('deploy', 'grafana', 'yumanet.json')) as {
  readonly panels: readonly Panel[];
};
const queries = dashboard.panels.flatMap(({ title, targets = [] }) =>
  targets.map(({ expr }) => [title, expr] as const),
);

/** What Prometheus can be asked for: metrics of services (metrics.test.ts holds the READMEs to them), of Node, its own. */
function knownSeries(): Set<string> {
  const node = new Registry();
  collectDefaultMetrics({ register: node });
  const ofNode = node.getMetricsAsArray().flatMap((metric) => {
    const { name, type } = metric as unknown as { name: string; type: string };
    return seriesOf({ name, type, help: '' });
  });
  const own = DEPLOYED.flatMap((service) => documentedMetrics(service).flatMap(seriesOf));
  return new Set(['up', ...ofNode, ...own]);
}

/** The metrics that an expression names; a fault of its grammar is one that is called so. */
function namesIn(expr: string): string[] {
  const names: string[] = [];
  parser.parse(expr).iterate({
    enter({ type, from, to }) {
      if (type.isError) names.push(`⚠ at ${from}`);
      // `Identifier` below a selector is the metric's name; those of functions, labels and groupings have types of their own.
      if (type.name === 'Identifier') names.push(expr.slice(from, to));
    },
  });
  return names;
}

const SERIES = knownSeries();

it('the grammar that expressions are read by finds names and faults', () => {
  expect(namesIn('sum by (le) (rate(a_bucket{x="y"}[5m])) > b + scalar(c)')).toEqual(['a_bucket', 'b', 'c']);
  expect(namesIn('sum(a')).toEqual(expect.arrayContaining([expect.stringMatching(/^⚠/)]));
});

describe('alerts.yaml', () => {
  it('is a file of rules', () => {
    const text = { type: 'string', minLength: 1 };
    const rule = {
      type: 'object',
      additionalProperties: false,
      required: ['alert', 'expr', 'labels', 'annotations'],
      properties: {
        alert: { type: 'string', pattern: '^Yumanet[A-Z][A-Za-z]+$' },
        expr: text,
        for: { type: 'string', pattern: '^([0-9]+(s|m|h))+$' },
        labels: {
          type: 'object',
          additionalProperties: false,
          required: ['severity'],
          properties: { severity: { enum: ['critical', 'warning'] } },
        },
        annotations: {
          type: 'object',
          additionalProperties: false,
          required: ['summary', 'runbook_url'],
          properties: { summary: text, runbook_url: text },
        },
      },
    };
    const group = {
      type: 'object',
      additionalProperties: false,
      required: ['name', 'rules'],
      properties: { name: text, rules: { type: 'array', minItems: 1, items: rule } },
    };
    const fits = new Ajv({ allErrors: true }).compile({
      type: 'object',
      additionalProperties: false,
      required: ['groups'],
      properties: { groups: { type: 'array', minItems: 1, items: group } },
    });
    fits(alerts);
    expect(fits.errors ?? []).toEqual([]);
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });

  it.each(rules.map((rule) => [rule.alert, rule] as const))('%s', (alert, { expr, annotations }) => {
    const names = namesIn(expr);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !SERIES.has(name))).toEqual([]);
    const [file = '', anchor] = annotations.runbook_url.split('#');
    expect(existsSync(join(ROOT, file)), file).toBe(true);
    expect(anchor).toBe(alert.toLowerCase());
    expect(textOf(file)).toMatch(new RegExp(`^### ${alert}$`, 'm'));
  });

  it('runbooks have no entry for an alert that is gone', () => {
    const files = [...new Set(rules.map(({ annotations }) => annotations.runbook_url.split('#')[0]!))];
    const entries = files.flatMap((file) => [...textOf(file).matchAll(/^### (Yumanet\w+)$/gm)]);
    expect(entries.map((match) => match[1]).sort()).toEqual(rules.map(({ alert }) => alert).sort());
  });

  it('jobs are called as prometheus.yaml and the chart call them', () => {
    const jobs = rules.flatMap(({ expr }) =>
      [...expr.matchAll(/job=~?"([^"]+)"/g)].map((match) => match[1]!),
    );
    for (const job of new Set(jobs)) expect('yumanet-chain').toMatch(new RegExp(`^(${job})$`));
    const { scrape_configs } = yamlOf<{ scrape_configs: readonly { job_name: string }[] }>(
      'deploy',
      'prometheus',
      'prometheus.yaml',
    );
    for (const { job_name } of scrape_configs)
      expect(isDeployed(job_name.replace('yumanet-', ''))).toBe(true);
  });
});

describe('the dashboard', () => {
  it.each(queries)('%s: %s', (_, expr) => {
    const names = namesIn(expr);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !SERIES.has(name))).toEqual([]);
  });

  it('shows something of every service, no panel upon another', () => {
    const shown = new Set(queries.flatMap(([, expr]) => namesIn(expr)));
    for (const owner of ['chain', 'emission', 'validator', 'gateway', 'miner', 'grpc', 'bus'])
      expect(
        [...shown].some((name) => name.startsWith(`yumanet_${owner}_`)),
        owner,
      ).toBe(true);
    const { panels } = dashboard;
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (__, i) => `${x + (i % w)},${y + Math.floor(i / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  });
});

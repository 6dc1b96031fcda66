import { expect, it } from 'vitest';
import { simulationReport } from './report.js';

const series = {
  stride: 1,
  epochs: [0, 1],
  values: [
    [1, 0.5, 0, 0.2, 0.9],
    [2, 0.5, 0, 0.3, 0.9],
  ],
};
const group = {
  name: 'a <b>',
  role: 'validator',
  strategy: 'honest',
  count: 1,
  validatorEmissionRao: '10',
  serverEmissionRao: '5',
  dividendsPerStake: 1.5,
  incentiveShare: 0,
};

it('one page without scripts: a table, three charts, the parameters; names are text', () => {
  const page = simulationReport({
    title: 'T',
    runs: [{ label: '', run: { groups: [group], series: [series] } }],
    parameters: '{"seed": 1}',
  });
  expect(page.match(/<svg/g)).toHaveLength(3);
  expect(page).toContain('<td>a &lt;b&gt;</td>');
  expect(page).toContain('<td>15</td>');
  expect(page).toContain('{&quot;seed&quot;: 1}');
  expect(page).not.toMatch(/<script|<b>|https?:\/\/(?!www\.w3\.org)/);
});

/** The files of a map for people: retention lines, a heat map per stake, and a page with all of it. */
import { renderChart } from '../report/render-chart.js';
import { renderPage } from '../report/page.js';
import { describeAnswer, type Answer } from './answer.js';
import { answersChart, emissionHeatMap, retentionLines } from './charts.js';
import type { FullMap } from './full-map.js';

/** The stake that the documentation argues with. */
const HIGHLIGHTED = 0.6;

/** File name → text. */
export function mapPictures(map: FullMap, answers: readonly Answer[]): Record<string, string> {
  const { stakes } = map.plan;
  const highlighted = stakes.includes(HIGHLIGHTED) ? HIGHLIGHTED : stakes[0]!;
  const lines = renderChart(retentionLines(map, highlighted), 'lines');
  const heat = Object.fromEntries(
    stakes.map((stake) => [
      `heat-${stake}.svg`,
      renderChart(emissionHeatMap(map, stake), `heat${stake * 100}`),
    ]),
  );
  const charts = [lines, heat[`heat-${highlighted}.svg`]!, renderChart(answersChart(answers), 'answers')];
  const page = renderPage('Consensus guarantees', [
    { title: 'Answers', text: answers.map(describeAnswer).join('\n') },
    { title: 'Maps', charts },
    { title: 'Parameters', text: JSON.stringify(map.plan, null, 2) },
  ]);
  return { 'lines.svg': lines, ...heat, 'report.html': page };
}

/** The pictures of a map, as chart options. */
import type { ChartOption } from '../report/render-chart.js';
import type { Answer } from './answer.js';
import type { FullMap } from './full-map.js';
import { GRID_POINTS, GRID_STEPS } from './point.js';

const HONEST_AXIS = axis('honest utility W_H');
const CABAL_AXIS = axis('cabal self-weight W_C');

function axis(name: string) {
  return { type: 'value', name, nameLocation: 'middle', nameGap: 32, min: 0, max: 1, interval: 0.1 };
}

/** Where E_H crosses S_H for each cabal utility: [W_H, W_C] from W_C = 0 on; rows that never cross are left out. */
export function retentionLine(map: FullMap, stake: number): [number, number][] {
  const line: [number, number][] = [];
  for (let cabal = 0; cabal < GRID_POINTS; cabal++) {
    const share = (honest: number) => map.mean(stake, honest, cabal, 'emission');
    for (let honest = GRID_STEPS - 1; honest >= 0; honest--) {
      const [below, above] = [share(honest), share(honest + 1)];
      if (!(below < stake && above >= stake)) continue;
      line.push([(honest + (stake - below) / (above - below)) / GRID_STEPS, cabal / GRID_STEPS]);
      break;
    }
  }
  return line;
}

/** All retention lines; the worst point of the highlighted stake is marked. */
export function retentionLines(map: FullMap, highlighted: number): ChartOption {
  const lines = map.plan.stakes.map((stake) => ({ stake, line: retentionLine(map, stake) }));
  const drawn = lines.filter(({ line }) => line.length > 0);
  const chosen = drawn.find(({ stake }) => stake === highlighted)?.line ?? [];
  const worst = chosen.reduce((most, point) => (point[0] > most[0] ? point : most), [0, 0]);
  const none = lines.filter(({ line }) => line.length === 0).map(({ stake }) => stake);
  return {
    title: {
      text: 'Honest utility that keeps the honest share, by stake S_H',
      subtext: none.length > 0 ? `no line: nothing suffices for S_H ${none.join(', ')}` : '',
      left: 'center',
    },
    legend: { orient: 'vertical', right: 8, top: 'middle' },
    grid: { left: 60, right: 110, top: 60, bottom: 50 },
    xAxis: HONEST_AXIS,
    yAxis: CABAL_AXIS,
    series: [
      ...drawn.map(({ stake, line }) => ({
        name: `S_H ${stake}`,
        type: 'line',
        showSymbol: false,
        lineStyle: { width: stake === highlighted ? 3.5 : 1.5 },
        data: line,
      })),
      {
        type: 'scatter',
        symbolSize: chosen.length > 0 ? 9 : 0,
        itemStyle: { color: '#000' },
        label: { show: true, position: 'right', formatter: `W_H* = ${worst[0].toFixed(3)}` },
        data: chosen.length > 0 ? [worst] : [],
      },
    ],
  };
}

/** E_H over both utilities for one stake, with the line E_H = S_H. */
export function emissionHeatMap(map: FullMap, stake: number): ChartOption {
  const ticks = Array.from({ length: GRID_POINTS }, (_, step) => (step / GRID_STEPS).toFixed(2));
  const cells: [number, number, number][] = [];
  for (let honest = 0; honest < GRID_POINTS; honest++) {
    if (!map.has(stake, honest)) continue;
    for (let cabal = 0; cabal < GRID_POINTS; cabal++) {
      cells.push([honest, cabal, Number(map.mean(stake, honest, cabal, 'emission').toFixed(4))]);
    }
  }
  const category = (name: string) => ({
    type: 'category',
    name,
    nameLocation: 'middle',
    nameGap: 32,
    data: ticks,
    axisLabel: { interval: 9 },
  });
  const line = retentionLine(map, stake).map(([honest, cabal]) => [honest * GRID_STEPS, cabal * GRID_STEPS]);
  return {
    title: { text: `E_H at S_H ${stake}; line: E_H = S_H`, left: 'center' },
    grid: { left: 60, right: 110, top: 50, bottom: 50 },
    xAxis: [category(HONEST_AXIS.name), { type: 'value', min: -0.5, max: GRID_STEPS + 0.5, show: false }],
    yAxis: [category(CABAL_AXIS.name), { type: 'value', min: -0.5, max: GRID_STEPS + 0.5, show: false }],
    visualMap: {
      min: 0,
      max: 1,
      seriesIndex: 0,
      right: 8,
      top: 'middle',
      calculable: false,
      inRange: { color: ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'] },
    },
    series: [
      { type: 'heatmap', data: cells },
      {
        type: 'line',
        xAxisIndex: 1,
        yAxisIndex: 1,
        showSymbol: false,
        lineStyle: { width: 2.5, color: '#000' },
        data: line,
      },
    ],
  };
}

/** W_H* against S_H, each with an error bar of one standard error. */
export function answersChart(answers: readonly Answer[]): ChartOption {
  const known = answers.flatMap(({ stake, utility }) => (utility === null ? [] : [{ stake, utility }]));
  return {
    title: { text: 'W_H* by honest stake, ± one standard error', left: 'center' },
    grid: { left: 60, right: 30, top: 50, bottom: 50 },
    xAxis: { ...axis('honest stake S_H'), min: 0.5 },
    yAxis: { ...axis('least honest utility W_H*'), min: 0.5 },
    series: [
      { type: 'line', symbolSize: 6, data: known.map(({ stake, utility }) => [stake, utility.mean]) },
      ...known.map(({ stake, utility: { mean, se } }) => ({
        type: 'line',
        showSymbol: true,
        symbol: 'rect',
        symbolSize: [8, 1.5],
        itemStyle: { color: '#000' },
        lineStyle: { color: '#000', width: 1 },
        data: [
          [stake, mean - se],
          [stake, mean + se],
        ],
      })),
    ],
  };
}

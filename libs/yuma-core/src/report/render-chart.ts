/** Charts as SVG text, without a page to draw in. The same options give the same bytes. */
import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';

export type ChartOption = EChartsCoreOption;

use([
  BarChart,
  CustomChart,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  MarkLineComponent,
  ScatterChart,
  SVGRenderer,
  TitleComponent,
  VisualMapComponent,
]);

/** Eight colours that remain apart for colour-blind readers (Okabe and Ito). */
export const PALETTE: readonly string[] = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#000000',
  '#999933',
];

/** @param id Distinguishes the charts of one page: ids inside the SVG start with it. */
export function renderChart(option: ChartOption, id: string, width = 760, height = 480): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ animation: false, color: [...PALETTE], backgroundColor: '#fff', ...option });
    return renumber(chart.renderToSVGString(), id);
  } finally {
    chart.dispose();
  }
}

/** The library numbers its charts, and the classes in them, over the life of the process. */
function renumber(svg: string, id: string): string {
  const classes = new Map<string, number>();
  return svg.replaceAll(/zr\d+-(cls-\d+)?/g, (_, name: string | undefined) => {
    if (name === undefined) return `${id}-`;
    if (!classes.has(name)) classes.set(name, classes.size);
    return `${id}-cls-${classes.get(name)}`;
  });
}

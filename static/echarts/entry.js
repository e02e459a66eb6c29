// What the site's charts use of ECharts, and no more: charts.js reads it as window.echarts, and package charts/svg runs it on the
// server. Tooltips and the cursor are our own, so that neither TooltipComponent nor the axis pointer in GridComponent is here.
import { init, use } from 'echarts/core';
import { BarChart, HeatmapChart, LineChart, SankeyChart, ScatterChart } from 'echarts/charts';
import { AriaComponent, GridSimpleComponent, MarkLineComponent, VisualMapPiecewiseComponent } from 'echarts/components';
import { LabelLayout } from 'echarts/features';
import { SVGRenderer } from 'echarts/renderers';

use([
  BarChart, HeatmapChart, LineChart, SankeyChart, ScatterChart,
  AriaComponent, GridSimpleComponent, MarkLineComponent, VisualMapPiecewiseComponent,
  LabelLayout, SVGRenderer,
]);

export { init };

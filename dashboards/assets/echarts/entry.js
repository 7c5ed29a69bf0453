// The parts of Apache ECharts that the pages draw with; everything else is left out of the bundle.
import {init, use} from 'echarts/core';
import {BarChart, LineChart, ScatterChart} from 'echarts/charts';
import {
  AriaComponent,
  DatasetComponent,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
} from 'echarts/components';
import {LabelLayout} from 'echarts/features';
import {SVGRenderer} from 'echarts/renderers';

use([
  BarChart, LineChart, ScatterChart,
  AriaComponent, DatasetComponent, GridComponent, LegendComponent, MarkLineComponent,
  TitleComponent, TooltipComponent,
  LabelLayout, SVGRenderer,
]);

export {init};

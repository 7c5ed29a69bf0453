// Draws the charts from the option objects in the page. Without this file the page shows the same
// figures as a static drawing and a table.
(function () {
  'use strict';
  var narrow = 640;

  function dress(chart, data, width) {
    var option = data.option;
    var small = width < narrow;
    // A narrow page has no room beside the lines: the names go above them.
    option.legend.show = small;
    option.grid[0].right = small ? 12 : 190;
    option.grid[0].top = small ? 26 * option.series.length + 8 : 18;
    option.legend.orient = 'vertical';
    option.legend.itemWidth = 36;
    option.legend.textStyle = {fontSize: 14, color: '#3D3D3D', fontFamily: data.font};
    option.textStyle = {fontFamily: data.font};
    option.series.forEach(function (series) { series.endLabel.show = !small; });
    option.yAxis[0].axisLabel.formatter = function (value) {
      var label = data.ticks[Math.round((value - data.low) / data.step)];
      return label === undefined ? '' : label;
    };
    option.tooltip.formatter = function (items) { return data.tips[items[0].dataIndex]; };
    chart.setOption(option, true);
  }

  function start(holder) {
    var data = JSON.parse(document.getElementById(holder.dataset.chart).textContent);
    if (!data) { return; }
    var live = holder.querySelector('.chart-live');
    data.font = getComputedStyle(document.body).fontFamily;
    if (!Array.isArray(data.option.grid)) { data.option.grid = [data.option.grid]; }
    holder.classList.add('drawn');
    var chart = window.echarts.init(live, null, {renderer: 'svg'});
    dress(chart, data, live.clientWidth);
    var width = live.clientWidth;
    window.addEventListener('resize', function () {
      if (live.clientWidth === 0 || live.clientWidth === width) { return; }
      width = live.clientWidth;
      chart.resize();
      dress(chart, data, width);
    });
    holder.setAttribute('data-ready', '');
  }

  // In forced colours the drawing in the page follows the reader's colours; a chart would not.
  if (!window.echarts || window.matchMedia('(forced-colors: active)').matches) { return; }
  document.querySelectorAll('.chart').forEach(start);
}());

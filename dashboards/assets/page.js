// Draws the charts from the option objects in the page. Without this file the page shows the same
// figures as a static drawing and a table.
(function () {
  'use strict';
  var narrow = 640;

  function first(part) { return Array.isArray(part) ? part[0] : part; }

  // The steps of an axis are words in the page, so that numbers are written in one place.
  function words(axis, scale) {
    axis.axisLabel.formatter = function (value) {
      var label = scale.ticks[Math.round((value - scale.low) / scale.step)];
      return label === undefined ? '' : label;
    };
  }

  function dress(chart, data, width) {
    var option = data.option;
    var small = width < narrow;
    // A narrow page has no room beside the lines: the names go above them.
    var key = (small ? data.narrow : data.key) || [];
    option.legend.show = key.length > 0;
    option.legend.data = key;
    option.legend.orient = small ? 'vertical' : 'horizontal';
    option.legend.itemWidth = small ? 30 : 14;
    option.legend.textStyle = {fontSize: 14, color: '#3D3D3D', fontFamily: data.font};
    option.grid[0].right = small && data.ends ? 16 : data.right;
    option.grid[0].top = key.length > 0 ? (small ? 26 * key.length : 26) + 14 : data.top;
    option.textStyle = {fontFamily: data.font};
    option.series.forEach(function (series) {
      if (series.endLabel) { series.endLabel.show = !small; }
    });
    Object.keys(data.scales).forEach(function (name) { words(first(option[name]), data.scales[name]); });
    if (first(option.yAxis).type === 'category') {
      option.yAxis[0].axisLabel.width = small ? 100 : 190;
      option.yAxis.forEach(function (axis) { axis.axisLabel.fontSize = small ? 12 : 14; });
    }
    option.tooltip.formatter = function (items) {
      return Array.isArray(items) ? data.tips[items[0].dataIndex] : data.tips[items.seriesIndex][items.dataIndex];
    };
    chart.setOption(option, true);
  }

  function start(holder) {
    var data = JSON.parse(document.getElementById(holder.dataset.chart).textContent);
    if (!data) { return; }
    var live = holder.querySelector('.chart-live');
    data.font = getComputedStyle(document.body).fontFamily;
    if (!Array.isArray(data.option.grid)) { data.option.grid = [data.option.grid]; }
    data.right = data.option.grid[0].right;
    data.top = data.option.grid[0].top;
    // The chart takes the place of the drawing to the pixel, so that nothing on the page moves.
    live.style.height = Math.max(holder.offsetHeight, 240) + 'px';
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

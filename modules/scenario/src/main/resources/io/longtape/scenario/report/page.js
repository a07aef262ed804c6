(() => {
  'use strict';
  const COLOURS = 8;
  const SYMBOLS = ['circle', 'rect', 'triangle', 'diamond', 'emptyCircle', 'emptyRect', 'emptyTriangle', 'emptyDiamond'];
  const DASHES = { model: 'solid', baseline: [7, 4], control: [2, 3] };
  const data = JSON.parse(document.getElementById('data').textContent);
  const order = new Map(data.contestants.map((contestant, index) => [contestant.id, { ...contestant, index }]));
  const dark = matchMedia('screen and (prefers-color-scheme: dark)');
  const paper = matchMedia('print');
  const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = value => typeof value !== 'number' || Number.isNaN(value) ? '–'
    : value.toLocaleString('en', Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 4 });

  function contestantOf(series) {
    const unknown = { id: series.contestant, kind: 'baseline', index: order.size };
    return series.contestant === undefined ? null : order.get(series.contestant) || unknown;
  }

  function colourClass(contestant) {
    return contestant ? 'c' + (contestant.index % COLOURS + 1) : '';
  }

  // The area between the lower and the upper end, in one piece for each stretch without a gap.
  function band(params, api) {
    if (params.dataIndexInside > 0) {
      return;
    }
    const areas = [];
    let upper = [];
    let lower = [];
    const close = () => {
      if (upper.length > 1) {
        areas.push({ type: 'polygon', shape: { points: upper.concat(lower.reverse()) }, style: { fill: api.visual('color'), opacity: 0.22 } });
      }
      upper = [];
      lower = [];
    };
    for (let i = 0; i < params.dataInsideLength; i++) {
      const [x, from, to] = [0, 1, 2].map(dimension => api.value(dimension, i));
      if (Number.isNaN(from) || Number.isNaN(to)) {
        close();
      } else {
        lower.push(api.coord([x, from]));
        upper.push(api.coord([x, to]));
      }
    }
    close();
    return { type: 'group', children: areas };
  }

  function paintSeries(series) {
    const contestant = contestantOf(series);
    const colour = css(contestant ? '--' + colourClass(contestant) : '--ink');
    series.color = colour;
    series.itemStyle = { color: colour };
    series.zlevel = 0;
    if (series.type === 'custom') {
      series.renderItem = band;
      series.clip = true;
      return;
    }
    const kind = contestant ? contestant.kind : 'truth';
    const width = { model: 2.5, truth: 1.5 }[kind] || 1.8;
    series.lineStyle = Object.assign({ color: colour, width, type: DASHES[kind] || 'solid' }, series.lineStyle);
    series.symbol = series.symbol || SYMBOLS[contestant.index % SYMBOLS.length];
    series.z = kind === 'model' ? 4 : 3;
    series.emphasis = { disabled: true };
    if (series.markPoint) {
      series.markPoint.itemStyle = { color: colour, borderColor: css('--surface'), borderWidth: 2 };
      Object.assign(series.markPoint.label, { color: css('--ink'), fontSize: 12 });
    }
  }

  function paint(source) {
    const option = structuredClone(source);
    const [ink, muted, line, surface] = ['--ink', '--muted', '--line', '--surface'].map(css);
    option.series.forEach(paintSeries);
    option.textStyle = { fontFamily: getComputedStyle(document.body).fontFamily };
    [option.xAxis, option.yAxis].forEach(axis => Object.assign(axis, {
      nameTextStyle: { color: muted, fontSize: 12.5, align: axis === option.yAxis ? 'left' : 'center' },
      axisLabel: { color: muted, fontSize: 12, hideOverlap: true },
      axisLine: { lineStyle: { color: muted } },
      axisTick: { show: false },
      splitLine: { show: axis === option.yAxis, lineStyle: { color: line } }
    }));
    option.yAxis.axisLine.show = false;
    option.yAxis.axisLabel.formatter = number;
    Object.assign(option.tooltip, {
      backgroundColor: surface, borderColor: line, valueFormatter: value => Array.isArray(value) ? value.map(number).join(' to ') : number(value),
      textStyle: { color: ink, fontSize: 13 }, axisPointer: { lineStyle: { color: muted } }
    });
    (option.dataZoom || []).forEach(zoom => Object.assign(zoom, {
      showDetail: false, brushSelect: false, borderColor: line, fillerColor: css('--c1') + '26',
      dataBackground: { lineStyle: { color: muted, opacity: 0.6 }, areaStyle: { color: muted, opacity: 0.12 } },
      selectedDataBackground: { lineStyle: { color: css('--c1') }, areaStyle: { color: css('--c1'), opacity: 0.12 } },
      handleStyle: { color: surface, borderColor: muted }, moveHandleStyle: { color: muted, opacity: 0.4 }
    }));
    return option;
  }

  function legend(element, chart, option) {
    const bandsLast = [...option.series].sort((a, b) => (a.type === 'custom') - (b.type === 'custom'));
    element.replaceChildren(...bandsLast.map(series => {
      const contestant = contestantOf(series);
      const button = document.createElement('button');
      const swatch = document.createElement('span');
      const kind = series.lineStyle && series.lineStyle.type === 'dashed' ? 'baseline' : contestant ? contestant.kind : '';
      swatch.className = ['swatch', series.type === 'custom' ? 'band' : kind, colourClass(contestant)].join(' ');
      button.type = 'button';
      button.setAttribute('aria-pressed', 'true');
      button.append(swatch, series.name);
      button.addEventListener('click', () => {
        const on = button.getAttribute('aria-pressed') !== 'true';
        button.setAttribute('aria-pressed', String(on));
        chart().dispatchAction({ type: on ? 'legendSelect' : 'legendUnSelect', name: series.name });
      });
      return button;
    }));
  }

  // Arrow keys move the part of the time axis that is in view; plus and minus zoom.
  function keys(event, chart) {
    const { start, end } = chart.getOption().dataZoom[0];
    const width = end - start;
    const step = { ArrowLeft: [-width / 4, -width / 4], ArrowRight: [width / 4, width / 4], '+': [width / 5, -width / 5], '-': [-width / 4, width / 4] }[event.key];
    if (!step) {
      return;
    }
    event.preventDefault();
    const shift = Math.max(-start, Math.min(100 - end, step[0]));
    const moved = step[0] === step[1] ? [start + shift, end + shift] : [start + step[0], end + step[1]];
    chart.dispatchAction({ type: 'dataZoom', start: Math.max(0, moved[0]), end: Math.min(100, moved[1]) });
  }

  // A narrow screen begins with fewer points in view.
  function fit(option, width) {
    (option.dataZoom || []).forEach(zoom => {
      zoom.startValue = Math.max(zoom.startValue, Math.round(zoom.endValue - width / 8));
    });
  }

  data.charts.forEach((option, index) => {
    const element = document.getElementById('chart-' + index);
    let chart = null;
    const draw = () => {
      const before = chart && chart.getOption();
      if (chart) {
        chart.dispose();
      }
      chart = echarts.init(element, null, { renderer: 'canvas', devicePixelRatio: Math.max(2, devicePixelRatio) });
      const painted = paint(option);
      if (before) {
        painted.legend.selected = before.legend[0].selected;
        (painted.dataZoom || []).forEach((zoom, i) => Object.assign(zoom, { startValue: undefined, endValue: undefined, start: before.dataZoom[i].start, end: before.dataZoom[i].end }));
      }
      chart.setOption(painted);
    };
    fit(option, element.clientWidth);
    draw();
    legend(element.parentElement.querySelector('.legend'), () => chart, option);
    dark.addEventListener('change', draw);
    paper.addEventListener('change', draw);
    new ResizeObserver(() => {
      if (!paper.matches) {
        chart.resize();
      }
    }).observe(element);
    if (option.dataZoom) {
      element.addEventListener('keydown', event => keys(event, chart));
      element.setAttribute('aria-keyshortcuts', 'ArrowLeft ArrowRight + -');
      const hint = document.createElement('span');
      hint.className = 'screen-only';
      hint.append(' Move with the slider or the arrow keys; + and − zoom.');
      element.parentElement.querySelector('figcaption').append(hint);
    }
  });

  const table = document.getElementById('contestants');
  const heads = [...table.tHead.rows[table.tHead.rows.length - 1].cells];

  function sortKey(row, column) {
    const { better, target } = heads[column].dataset;
    if (column === 0) {
      return row.cells[0].textContent.trim();
    }
    const text = row.cells[column].dataset.value;
    if (text === '') {
      return null;
    }
    return better === 'CLOSER' ? Math.abs(Number(text) - Number(target)) : Number(text);
  }

  function compare(a, b, sign) {
    if (a === null || b === null) {
      return (a === null) - (b === null);
    }
    return sign * (typeof a === 'string' ? a.localeCompare(b) : a - b);
  }

  heads.forEach((head, column) => head.firstElementChild.addEventListener('click', () => {
    const first = head.dataset.better === 'HIGHER' ? 'descending' : 'ascending';
    const other = first === 'ascending' ? 'descending' : 'ascending';
    const direction = head.getAttribute('aria-sort') === first ? other : first;
    const sign = direction === 'ascending' ? 1 : -1;
    heads.forEach(each => each.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', direction);
    const rows = [...table.tBodies[0].rows];
    rows.sort((a, b) => compare(sortKey(a, column), sortKey(b, column), sign));
    table.tBodies[0].append(...rows);
  }));
})();

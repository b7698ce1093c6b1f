// A chart over time with its key and, for those who do not see it, its figures as a table. uPlot draws; the lines differ
// in dashes as well as in colour.
import { el, put, svg } from './dom.js'
import { tick as moment, time } from './format.js'
import { table } from './parts.js'

const LIGHT = ['#17683b', '#a81e22', '#a06a00', '#007a8a', '#6b3fa0', '#5b6b75', '#b0447c', '#1f5487']
const DARK = ['#74d49c', '#ff9a94', '#f2bf66', '#5fd0dd', '#c3a5f5', '#a9b5bc', '#f29cc8', '#8fc1f2']
const DASHES = [[], [8, 4], [2, 3], [6, 2], [10, 3, 2, 3], [5, 5], [1, 5], [14, 4]]
const ROWS = 30
const HEIGHT = 180

const dark = matchMedia('(prefers-color-scheme: dark)')

function colours() {
  return dark.matches ? DARK : LIGHT
}

function ink(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

function last(values) {
  for (let i = values.length - 1; i >= 0; i--) {
    if (values[i] !== null && values[i] !== undefined) {
      return values[i]
    }
  }
  return undefined
}

// One line of the key: a piece of the line itself, its name and its newest value.
function keyItem(line, at, format, values) {
  const piece = svg('svg', { width: 26, height: 8, 'aria-hidden': 'true' }, svg('line', {
    x1: 0, y1: 4, x2: 26, y2: 4, stroke: colours()[at], 'stroke-width': 2, 'stroke-dasharray': DASHES[at].join(' ') || undefined,
  }))
  return el('li', {}, piece, line, ' ', el('b', {}, format(last(values))))
}

const A_DAY = 86_400

function axis(values, size) {
  return {
    stroke: ink('--soft'),
    grid: { stroke: ink('--line'), width: 1 },
    ticks: { stroke: ink('--line'), width: 1 },
    font: '12px system-ui, sans-serif',
    values,
    size,
  }
}

// A line needs two values side by side: one that stands alone, as at night, is drawn as a point.
function lonely(plot, at) {
  const values = plot.data[at]
  const known = (i) => values[i] !== null && values[i] !== undefined
  return values.map((_, i) => i).filter((i) => known(i) && !known(i - 1) && !known(i + 1))
}

// lines are names; format writes a value.
export function chart(signal, title, lines, format) {
  const plot = el('div', { class: 'plot', 'aria-hidden': 'true' })
  const key = el('ul', { class: 'key' })
  const figures = el('div')
  const disclosure = el('details', { toggle: () => showTable() }, el('summary', {}, `${title}: figures as a table`), figures)
  const figure = el('figure', {}, el('figcaption', {}, title), plot, key, disclosure)
  let data
  let drawn

  function showTable() {
    if (!disclosure.open || !data) {
      return
    }
    const step = Math.max(1, Math.ceil(data[0].length / ROWS))
    const rows = data[0].map((_, i) => i).filter((i) => (data[0].length - 1 - i) % step === 0).reverse()
    put(figures, table(`${title}, newest first`, [
      ['Time', (i) => time(data[0][i]), 'row'],
      ...lines.map((line, at) => [line, (i) => format(data[at + 1][i] ?? undefined), 'figure']),
    ], rows, { hidden: true, scrolls: true }))
  }

  function draw() {
    drawn?.destroy()
    drawn = undefined
    put(plot)
    if (!data || typeof uPlot === 'undefined' || plot.clientWidth === 0) {
      return
    }
    const series = lines.map((line, at) => ({ label: line, stroke: colours()[at], width: 1.75, dash: DASHES[at], points: { show: false, size: 6, filter: lonely }, spanGaps: false }))
    drawn = new uPlot({ // eslint-disable-line no-undef
      width: plot.clientWidth,
      height: HEIGHT,
      legend: { show: false },
      cursor: { show: false },
      scales: { y: { range: (_, low, high) => [0, high > 0 ? high * 1.1 : 1] } },
      axes: [
        axis((_, ticks, __, ___, step) => ticks.map((at) => moment(at, step >= A_DAY)), 30),
        axis((_, ticks) => ticks.map(format), 64),
      ],
      series: [{}, ...series],
    }, data, plot)
  }

  const observer = new ResizeObserver(() => {
    if (drawn && plot.clientWidth > 0) {
      drawn.setSize({ width: plot.clientWidth, height: HEIGHT })
    } else {
      draw()
    }
  })
  observer.observe(figure)
  const repaint = () => {
    draw()
    showKey()
  }
  dark.addEventListener('change', repaint)
  signal.addEventListener('abort', () => {
    observer.disconnect()
    dark.removeEventListener('change', repaint)
    drawn?.destroy()
  })

  function showKey() {
    put(key, data ? lines.map((line, at) => keyItem(line, at, format, data[at + 1])) : undefined)
  }

  // data: the times in seconds, then one list for each line.
  function update(next) {
    data = next
    if (drawn) {
      drawn.setData(data)
    } else {
      draw()
    }
    showKey()
    showTable()
  }
  return { figure, update }
}

// Now: is all well, what is happening, and what is to be done.
import { get } from './api.js'
import { chart } from './chart.js'
import { el, put } from './dom.js'
import { count, duration, milliseconds, rate } from './format.js'
import { liveCalls } from './live.js'
import { details, failureNote, repeat, select, stateChip } from './parts.js'
import { address, go } from './router.js'
import { onNode } from './shell.js'

const RANGES = [['15m', 'last 15 minutes'], ['6h', 'last 6 hours'], ['7d', 'last 7 days']]
const PERIODS = { '15m': 5000, '6h': 30_000, '7d': 120_000 }
const OUTCOMES = ['valid', 'invalid', 'indeterminate', 'warning', 'error', 'none', 'malformed', 'refused']
const PERCENTILES = ['p50', 'p95', 'p99']
const WORST_FIRST = ['bad', 'warn', 'unknown', 'ok']

export function nowPage(place, route, session, signal) {
  const range = RANGES.some(([name]) => name === route.query.range) ? route.query.range : '15m'
  const title = el('h1', {}, 'Now')
  const strip = el('div')
  const states = el('div')
  onNode(signal, (node) => {
    put(strip, summary(node))
    put(states, stateList(node))
  })
  const chosen = select('range', RANGES, range)
  chosen.setAttribute('aria-label', 'Period of the charts')
  chosen.addEventListener('change', () => go(address('now', { range: chosen.value })))
  place.append(
    el('div', { class: 'head' }, title, el('div', {}, chosen)),
    el('section', { class: 'card', 'aria-label': 'Summary' }, strip, states),
    charts(range, signal),
    liveCalls(session, signal),
  )
}

function summary(node) {
  return details([
    ['Server', `${node.name} · ${node.version}`],
    ['Up for', duration(node.uptime_seconds)],
    ['Health', node.status],
    ['Calls in hand', `${count(node.calls?.in_hand)} of ${count(node.calls?.max)}`],
    ['Calls a second, last minute', rate(node.calls?.per_second)],
    ['Bridged calls', node.calls?.bridged_max ? `${count(node.calls.bridged)} of ${count(node.calls.bridged_max)}` : ''],
    ['Verifier', node.verifier?.url || 'built in'],
    ['Policy', node.policy?.summary],
  ])
}

function stateList(node) {
  const sorted = [...(node.states ?? [])].sort((one, other) => WORST_FIRST.indexOf(one.state) - WORST_FIRST.indexOf(other.state))
  return [el('h2', { class: 'unseen' }, 'States'), el('ul', { class: 'states' }, sorted.map((it) =>
    el('li', {}, el('span', {}, stateChip(it.state)), el('div', {}, el('strong', {}, it.name), el('p', {}, it.sentence)))))]
}

function charts(range, signal) {
  const calls = chart(signal, 'Calls a second', OUTCOMES, rate)
  const answer = chart(signal, 'Answer time', PERCENTILES, milliseconds)
  const verifier = chart(signal, 'Verifier time', PERCENTILES, milliseconds)
  const problem = el('div')
  repeat(signal, PERIODS[range], async () => {
    try {
      const series = await get(`/api/series?range=${range}`, { signal })
      const times = (series.calls?.valid ?? []).map((_, i) => series.start + i * series.step)
      const lines = (from, names) => names.map((name) => from?.[name] ?? times.map(() => null))
      calls.update([times, ...lines(series.calls, OUTCOMES)])
      answer.update([times, ...lines(series.answer_ms, PERCENTILES)])
      verifier.update([times, ...lines(series.verifier_ms, PERCENTILES)])
      put(problem)
    } catch (error) {
      if (error.name !== 'AbortError') {
        put(problem, failureNote(error))
      }
    }
  })
  const card = ({ figure }) => el('div', { class: 'card third' }, figure)
  return el('section', { 'aria-label': 'Charts' }, problem, el('div', { class: 'grid' }, card(calls), card(answer), card(verifier)))
}

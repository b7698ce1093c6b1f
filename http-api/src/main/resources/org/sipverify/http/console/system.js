// System: the program and its settings, what it complains about, and what an operator may do to it.
import { get, send } from './api.js'
import { el, put } from './dom.js'
import { count, duration, time } from './format.js'
import { action, details, field, fill, may, section, select, table } from './parts.js'
import { address } from './router.js'
import { onNode, refreshNode } from './shell.js'

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR']

export function systemPage(place, route, session, signal) {
  const program = el('div')
  onNode(signal, (node) => put(program, details([
    ['Server', node.name],
    ['Version', node.version],
    ['JDK', node.jdk],
    ['Up for', duration(node.uptime_seconds)],
    ['Health', node.status],
    ['Verifier', `${node.verifier?.url || 'built in'}, circuit ${node.verifier?.circuit ?? 'unknown'}`],
    ['Calls in hand', `${count(node.calls?.in_hand)} of ${count(node.calls?.max)}`],
    ['Sources banned', count(node.calls?.sources_banned)],
    ['Log level', node.log?.until ? `${node.log.level} until ${time(node.log.until)}` : node.log?.level],
  ])))
  place.append(el('h1', {}, 'System'), section('Program', program))
  if (!may(session, 'read')) {
    place.append(el('p', { class: 'note' }, 'Problems and settings take the role read.'))
    return
  }
  if (may(session, 'operate')) {
    place.append(actions(signal))
  }
  const problems = el('div')
  fill(problems, get('/api/problems', { signal }), problemTables)
  place.append(section('Problems', problems), settings(signal))
}

function actions(signal) {
  const level = select('level', LEVELS.map((name) => [name, name]), 'DEBUG')
  const drain = el('div')
  let shown
  onNode(signal, (node) => {
    const draining = node.status === 'draining'
    if (draining !== shown) {
      shown = draining
      put(drain, draining ? endDrain() : beginDrain())
    }
  })
  return section('Actions',
    el('div', { class: 'row' }, field('Log level for 30 minutes', level), action('Set', async () => {
      const set = await send('PUT', '/api/log-level', { level: level.value })
      refreshNode()
      return set.until ? `${set.level} until ${time(set.until)}.` : `${set.level}.`
    })),
    el('div', { class: 'row' }, drain))
}

function beginDrain() {
  return action('Drain', async () => {
    const said = await send('POST', '/api/drain')
    refreshNode()
    return `Draining; ${count(said.calls_in_hand)} calls in hand.`
  }, { confirm: 'Refuse new calls with 503 until the drain is ended?' })
}

function endDrain() {
  return action('Take calls again', async () => {
    await send('DELETE', '/api/drain')
    refreshNode()
    return 'Taking calls.'
  }, { primary: true })
}

function problemTables({ log = [], refusals = [] }) {
  const lines = table('The last warnings and errors', [
    ['Time', (it) => time(it.time), 'when'],
    ['Level', (it) => it.level],
    ['From', (it) => it.logger],
    ['Message', (it) => it.message],
  ], log, { empty: 'No warning since the start.' })
  const refused = table('The last refusals', [
    ['Time', (it) => time(it.time), 'when'],
    ['Source', (it) => it.source],
    ['Reason', (it) => it.reason],
    ['Code', (it) => it.code ?? ''],
    ['Call-ID', (it) => it.call_id ? el('a', { class: 'mono', href: address('calls', { call_id: it.call_id }) }, it.call_id) : ''],
  ], refusals, { empty: 'Nothing was refused since the start.' })
  lines.classList.add('stack')
  refused.classList.add('stack')
  return [lines, el('hr'), refused]
}

function settings(signal) {
  const box = el('div')
  const filter = el('input', { type: 'search', name: 'settings-filter' })
  fill(box, get('/api/settings', { signal }), (answer) => {
    const found = el('div')
    const show = () => {
      const wanted = filter.value.trim().toLowerCase()
      const rows = answer.settings.filter((it) => !wanted || it.key.toLowerCase().includes(wanted) || String(it.value).toLowerCase().includes(wanted))
      const list = table('Settings in force', [
        ['Key', (it) => el('span', { class: 'mono' }, it.key), 'row'],
        ['Value', (it) => el('span', { class: 'mono' }, typeof it.value === 'string' ? it.value : JSON.stringify(it.value))],
        ['From', (it) => it.origin],
      ], rows, { hidden: true, empty: 'No setting fits.' })
      list.classList.add('stack')
      put(found, list)
    }
    filter.addEventListener('input', show)
    show()
    return found
  })
  return section('Settings', field('Filter', filter), box)
}

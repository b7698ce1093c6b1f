// Parts that several pages are made of.
import { el, put } from './dom.js'
import { OUTCOMES, done, exactTime, number, outcomeOf, time } from './format.js'
import { address } from './router.js'

const ROLES = ['none', 'watch', 'read', 'operate']

export function may(session, role) {
  return ROLES.indexOf(session.role) >= ROLES.indexOf(role)
}

// A failure where content would be.
export function failureNote(error) {
  return el('p', { class: 'note warn', role: 'alert' }, error.message || 'This page made a mistake.')
}

// Fills a place when the answer is there, with a sentence if there is none. A page that was left is left alone.
export async function fill(place, promise, show) {
  place.setAttribute('aria-busy', 'true')
  try {
    const value = await promise
    put(place, show(value))
  } catch (error) {
    if (error.name !== 'AbortError') {
      put(place, failureNote(error))
    }
  } finally {
    place.removeAttribute('aria-busy')
  }
}

// Runs again and again until the signal; never two at a time, and not while nobody looks.
export function repeat(signal, period, action) {
  let timer
  const run = async () => {
    if (!document.hidden) {
      await action()
    }
    if (!signal.aborted) {
      timer = setTimeout(run, period)
    }
  }
  signal.addEventListener('abort', () => clearTimeout(timer))
  run()
}

export function outcomeChip(name) {
  const found = OUTCOMES.find((outcome) => outcome.name === name)
  return el('span', { class: `chip o-${found ? found.name : 'other'}` }, found ? el('span', { class: 'sign', 'aria-hidden': 'true' }, found.sign) : undefined, name || 'unknown')
}

const STATES = { ok: ['✓', 'fine'], warn: ['▲', 'look at it'], bad: ['✕', 'act'], unknown: ['?', 'unknown'] }

export function stateChip(state, said) {
  const [sign, usual] = STATES[state] ?? ['?', state]
  return el('span', { class: `chip s-${STATES[state] ? state : 'warn'}` }, el('span', { class: 'sign', 'aria-hidden': 'true' }, sign), said || usual)
}

// A table with a caption; columns are [heading, cell of a row, class]. One that scrolls can be scrolled by keys.
export function table(caption, columns, rows, { hidden = false, empty = 'Nothing.', scrolls = false } = {}) {
  const label = el('caption', { class: hidden ? 'unseen' : undefined }, caption)
  const body = el('tbody', {}, rows.map((row) => tableRow(columns, row)))
  if (rows.length === 0) {
    body.append(el('tr', { class: 'empty' }, el('td', { colspan: columns.length }, empty)))
  }
  const head = el('thead', {}, el('tr', {}, columns.map(([heading, , kind]) => el('th', { scope: 'col', class: kind }, heading))))
  return el('div', scrolls ? { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption } : { class: 'scroll' }, el('table', {}, label, head, body))
}

export function tableRow(columns, row) {
  return el('tr', {}, columns.map(([heading, cell, kind], at) => {
    const value = cell(row)
    return at === 0 && kind === 'row' ? el('th', { scope: 'row' }, value) : el('td', { class: kind, 'data-label': heading }, value)
  }))
}

export function callLink(row, text) {
  return el('a', { href: address('call', {}, row.uuid) }, text)
}

const CALL_COLUMNS = [
  ['From', (row) => number(row.caller), 'number'],
  ['To', (row) => number(row.callee), 'number'],
  ['Outcome', (row) => outcomeChip(outcomeOf(row))],
  ['Done', (row) => done(row)],
  ['Why', (row) => row.error || row.rule || '', 'why'],
  ['Brand', (row) => row.brand || '', 'why'],
  ['Source', (row) => row.source || '', 'number'],
]

// A call in full takes the role read, so others get no link to it.
export function callColumns(session) {
  const moment = (row) => el('time', { datetime: row.time, title: exactTime(row.time) }, time(row.time))
  return [['Time', (row) => (may(session, 'read') ? callLink(row, moment(row)) : moment(row)), 'when'], ...CALL_COLUMNS]
}

// Names and values; what has no value is left out.
export function details(pairs) {
  return el('dl', { class: 'details' }, pairs
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))))
}

export function section(title, ...children) {
  return el('section', { class: 'card' }, el('h2', {}, title), children)
}

let ids = 0

// A control with its label; extra help is read with it.
export function field(label, control, help) {
  const id = control.id || `f${++ids}`
  control.id = id
  const hint = help ? el('p', { class: 'help', id: `${id}-help` }, help) : undefined
  if (hint) {
    control.setAttribute('aria-describedby', hint.id)
  }
  return el('div', { class: 'field' }, el('label', { for: id }, label), control, hint)
}

export function select(name, options, chosen = '') {
  return el('select', { name }, options.map(([value, text]) => el('option', { value, selected: value === chosen }, text)))
}

// A button for something that changes the server: it says what happened, and asks first where that is wise.
export function action(label, run, { confirm, primary } = {}) {
  const said = el('span', { class: 'said', role: 'status' })
  const button = el('button', { type: 'button', class: primary ? 'primary' : undefined, click: async () => {
    if (confirm && !window.confirm(confirm)) {
      return
    }
    button.disabled = true
    try {
      put(said, (await run()) ?? 'Done.')
    } catch (error) {
      put(said, error.message)
    }
    button.disabled = false
  } }, label)
  return el('span', { class: 'action' }, button, ' ', said)
}

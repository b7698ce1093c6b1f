// Calls as they happen, from the server's stream of events. A page that is open for days holds a fixed number of rows.
import { get } from './api.js'
import { el, put, say } from './dom.js'
import { OUTCOMES, count, outcomeOf } from './format.js'
import { callColumns, field, select, table, tableRow } from './parts.js'

const MOST = 50
const FIRST = 20
const SPEAK = 10_000
const AGAIN = 10_000

function matcher(text, outcome) {
  const wanted = text.trim().toLowerCase()
  return (row) => (!outcome || outcomeOf(row) === outcome) && (!wanted || Object.values(row).some((value) => String(value).toLowerCase().includes(wanted)))
}

export function liveCalls(session, signal) {
  const columns = callColumns(session)
  const box = table('Live calls, the newest first', columns, [], { hidden: true, empty: 'Waiting for calls.' })
  box.classList.add('stack')
  const body = box.querySelector('tbody')
  const state = el('span', { class: 'soft' }, 'connecting …')
  const spoken = el('p', { class: 'unseen', role: 'status' })
  const pause = el('button', { type: 'button', 'aria-pressed': 'false', click: () => toggle() }, 'Pause')
  const filter = el('input', { type: 'search', name: 'live-filter', input: () => show(), placeholder: 'number, brand, source …' })
  const outcome = select('live-outcome', [['', 'all'], ...OUTCOMES.map(({ name }) => [name, name])])
  outcome.addEventListener('change', () => show())
  let rows = []
  let paused = false
  let unseen = 0
  let leftOut = 0
  let sinceSpoken = []

  function show() {
    const fits = matcher(filter.value, outcome.value)
    const found = rows.filter(fits)
    put(body, found.map((row) => tableRow(columns, row)))
    if (found.length === 0) {
      body.append(el('tr', { class: 'empty' }, el('td', { colspan: columns.length }, rows.length ? 'None of the last calls fits the filter.' : 'Waiting for calls.')))
    }
  }

  function add(row) {
    if (rows.some((it) => it.uuid === row.uuid)) {
      return
    }
    rows.unshift(row)
    rows.length = Math.min(rows.length, MOST)
    sinceSpoken.push(outcomeOf(row))
    if (paused) {
      unseen++
      say(pause, `Go on (${count(unseen)} new)`)
      return
    }
    if (!matcher(filter.value, outcome.value)(row)) {
      return
    }
    body.querySelector('.empty')?.remove()
    const line = tableRow(columns, row)
    line.classList.add('fresh')
    body.prepend(line)
    while (body.childElementCount > MOST) {
      body.lastElementChild.remove()
    }
  }

  function toggle() {
    paused = !paused
    pause.setAttribute('aria-pressed', String(paused))
    unseen = 0
    say(pause, paused ? 'Go on' : 'Pause')
    if (!paused) {
      show()
    }
  }

  // One sentence for what came since the last one, so that a busy server does not talk without end.
  const speaking = setInterval(() => {
    if (paused) {
      sinceSpoken = []
    }
    if (sinceSpoken.length === 0) {
      return
    }
    const by = new Map()
    sinceSpoken.forEach((name) => by.set(name, (by.get(name) ?? 0) + 1))
    say(spoken, `${count(sinceSpoken.length)} new calls: ${[...by].map(([name, n]) => `${n} ${name}`).join(', ')}`)
    sinceSpoken = []
  }, SPEAK)

  let source
  let again
  function connect() {
    source = new EventSource('/api/calls/live')
    source.addEventListener('open', () => {
      card.dataset.live = 'open'
      say(state, leftOut ? said() : '')
    })
    source.addEventListener('call', (event) => add(JSON.parse(event.data)))
    source.addEventListener('left_out', (event) => {
      leftOut += JSON.parse(event.data).calls
      say(state, said())
    })
    source.addEventListener('error', () => {
      card.dataset.live = 'lost'
      say(state, 'no connection; trying again')
      // A browser tries again by itself unless the server refused: then it is for us, and not at once.
      if (source.readyState === EventSource.CLOSED) {
        clearTimeout(again)
        again = setTimeout(connect, AGAIN)
      }
    })
  }
  const said = () => `${count(leftOut)} calls are not shown, because there were more than fit`

  signal.addEventListener('abort', () => {
    source?.close()
    clearTimeout(again)
    clearInterval(speaking)
    rows = []
  })
  const card = el('section', { class: 'card' },
    el('div', { class: 'head' }, el('h2', {}, 'Live calls'), state, el('div', { class: 'row' }, field('Show', outcome), field('Filter', filter), pause)),
    box,
    spoken)
  connect()
  // The calls before this page was opened; without an index it begins empty.
  get(`/api/calls?limit=${FIRST}`, { signal }).then((page) => {
    rows = [...rows, ...page.calls.filter((row) => !rows.some((it) => it.uuid === row.uuid))].slice(0, MOST)
    show()
  }, () => {})
  return card
}

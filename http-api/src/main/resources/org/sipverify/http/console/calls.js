// Calls: search the index. The filter is the address of the page.
import { get, getText, query } from './api.js'
import { el, put, say } from './dom.js'
import { OUTCOMES, count } from './format.js'
import { action, callColumns, failureNote, field, may, select, table, tableRow } from './parts.js'
import { address, go } from './router.js'

const NUMBER_WAYS = [['number', 'is'], ['starts', 'begins with'], ['ends', 'ends with']]
const DECISIONS = ['redirect', 'reject', 'bridge', 'cancelled', 'failed', 'refused']
const TEXTS = [
  ['error', 'Error or reason'],
  ['rule', 'Rule'],
  ['brand', 'Brand'],
  ['source', 'Source address'],
  ['signer', 'Signer'],
]
const KNOWN = ['number', 'starts', 'ends', 'call_id', 'outcome', 'decision', 'error', 'rule', 'brand', 'source', 'signer', 'from', 'to']
const MOST_SAVED = 1000

// Whether the page is shown because somebody pressed Search: then the focus goes to what was found.
let searched = false

export function callsPage(place, route, session, signal) {
  const filter = Object.fromEntries(KNOWN.filter((name) => route.query[name]).map((name) => [name, route.query[name]]))
  const results = el('div')
  place.append(el('h1', {}, 'Calls'), form(filter, may(session, 'read')), results)
  show(results, filter, session, signal)
}

function input(name, value, type = 'text') {
  return el('input', { name, type, value: value ?? '', autocomplete: 'off', spellcheck: 'false' })
}

// A moment as the browser's field for it wants it: of the reader's clock, without zone.
function local(iso) {
  const at = new Date(iso)
  return iso && !Number.isNaN(at.getTime()) ? new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16) : ''
}

// Who may not see numbers must not find them by trying: the server takes four digits of such people, and no Call-ID.
function numberFields(filter, reader) {
  if (!reader) {
    const last = input('digits', filter.ends, 'tel')
    last.maxLength = 4
    return [field('Number ends with', last, 'At most four digits.')]
  }
  const way = NUMBER_WAYS.find(([name]) => filter[name])?.[0] ?? 'ends'
  return [
    field('Caller or callee', select('way', NUMBER_WAYS, way)),
    field('Number', input('digits', filter[way], 'tel')),
    field('Call-ID', input('call_id', filter.call_id)),
  ]
}

function form(filter, reader) {
  const outcomes = OUTCOMES.filter(({ name }) => name !== 'refused').map(({ name }) => [name, name])
  const more = el('details', { open: TEXTS.some(([name]) => filter[name]) || filter.decision }, el('summary', {}, 'More'),
    el('div', { class: 'fields' },
      field('Decision', select('decision', [['', 'any'], ...DECISIONS.map((name) => [name, name])], filter.decision)),
      TEXTS.map(([name, label]) => field(label, input(name, filter[name])))))
  return el('form', { class: 'card', role: 'search', 'aria-label': 'Search calls', submit: (event) => {
    event.preventDefault()
    searched = true
    go(address('calls', wanted(new FormData(event.target))))
  } },
  el('div', { class: 'fields' },
    numberFields(filter, reader),
    field('Outcome', select('outcome', [['', 'any'], ...outcomes], filter.outcome)),
    field('From', input('from', local(filter.from), 'datetime-local')),
    field('To', input('to', local(filter.to), 'datetime-local'))),
  more,
  el('div', { class: 'row' }, el('button', { type: 'submit', class: 'primary' }, 'Search'), el('a', { href: '#/calls' }, 'All calls')))
}

function wanted(data) {
  const text = (name) => String(data.get(name) ?? '').trim()
  const found = {}
  if (text('digits')) {
    found[text('way') || 'ends'] = text('digits')
  }
  for (const name of ['call_id', 'outcome', 'decision', ...TEXTS.map(([it]) => it)]) {
    found[name] = text(name)
  }
  for (const name of ['from', 'to']) {
    found[name] = text(name) ? new Date(text(name)).toISOString() : ''
  }
  return found
}

async function show(place, filter, session, signal) {
  const columns = callColumns(session)
  const status = el('p', { role: 'status', class: 'soft' }, 'Searching …')
  const box = table('Calls found, the newest first', columns, [], { hidden: true, empty: '' })
  box.classList.add('stack')
  const body = box.querySelector('tbody')
  const older = el('button', { type: 'button', hidden: true, click: () => more() }, 'Older calls')
  put(place, el('section', { class: 'card', 'aria-label': 'Result', tabindex: -1 }, el('div', { class: 'head' }, status, saving(filter)), box, el('div', { class: 'row' }, older)))
  if (searched) {
    searched = false
    place.firstElementChild.focus({ preventScroll: true })
  }
  let cursor
  let found = 0

  async function more() {
    older.disabled = true
    try {
      const page = await get(`/api/calls${query({ ...filter, cursor, limit: 50 })}`, { signal })
      if (found === 0) {
        put(body)
      }
      found += page.calls.length
      page.calls.forEach((row) => body.append(tableRow(columns, row)))
      cursor = page.next
      older.hidden = !cursor
      say(status, found === 0 ? 'No call fits. Calls leave the index after index.keep.' : `${count(found)} call${found === 1 ? '' : 's'}${cursor ? ', and older ones' : ''}.`)
      if (found === 0) {
        box.hidden = true
      }
    } catch (error) {
      if (error.name !== 'AbortError') {
        say(status, '')
        place.firstElementChild.append(failureNote(error))
      }
    }
    older.disabled = false
  }
  await more()
}

// The newest of the calls that fit, as a file.
function saving(filter) {
  const save = (type, name) => async () => {
    const text = await getText(`/api/calls${query({ ...filter, limit: MOST_SAVED })}`, type)
    saveAs(new Blob([text], { type }), name)
    return 'Saved.'
  }
  return el('div', { class: 'row' }, action('Save as CSV', save('text/csv', 'calls.csv')), action('Save as JSON lines', save('application/x-ndjson', 'calls.jsonl')))
}

export function saveAs(blob, name) {
  const url = URL.createObjectURL(blob)
  el('a', { href: url, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}

// Call: one call, from who it was to what each message said.
import { get, getText } from './api.js'
import { saveAs } from './calls.js'
import { el } from './dom.js'
import { done, exactTime, milliseconds, number, outcomeOf, verdict } from './format.js'
import { ladder } from './ladder.js'
import { action, callColumns, details, fill, outcomeChip, section, table } from './parts.js'
import { address } from './router.js'
import { claimTree, jsonTree } from './tree.js'
import { rulesTable } from './rules.js'

export async function callPage(place, route, session, signal) {
  const uuid = route.rest[0] ?? ''
  const content = el('div')
  place.append(el('h1', {}, 'Call'), content)
  await fill(content, get(`/api/calls/${encodeURIComponent(uuid)}`, { signal }), (answer) => show(answer, session, signal))
}

function show(answer, session, signal) {
  const row = answer.call
  const path = `/api/calls/${encodeURIComponent(row.uuid)}`
  return [
    who(row),
    el('div', { class: 'grid' },
      el('div', { class: 'half' }, sent(row), policy(answer)),
      el('div', { class: 'half' }, claims(answer), passport(answer))),
    messages(path, row, answer, signal),
    others(answer, session),
  ]
}

function who(row) {
  return el('section', { class: 'card', 'aria-label': 'Who' },
    el('div', { class: 'head' },
      el('h2', {}, `${number(row.caller)} → ${number(row.callee)}`),
      outcomeChip(outcomeOf(row))),
    el('p', {}, verdict(row)),
    row.brand ? el('p', { class: 'brand-line' }, 'Brand ', el('strong', {}, row.brand)) : undefined,
    details([
      ['Time', exactTime(row.time)],
      ['Call-ID', el('span', { class: 'mono' }, row.call_id)],
      ['Source', row.source ? `${row.source} over ${row.transport || 'an unknown transport'}` : ''],
      ['Signer', row.signer],
      ['Age of the signature', row.iat_age === undefined ? '' : `${row.iat_age} s`],
      ['Request of the verifier', row.request_id],
    ]))
}

function sent(row) {
  return section('What was sent', details([
    ['Done', done(row)],
    ['Target', row.target],
    ['Rule', row.rule],
    ['Without observe mode', row.would],
    ['Time to the answer', typeof row.time_ms === 'number' ? milliseconds(row.time_ms) : ''],
    ['Reason', row.error],
  ]))
}

// What was decided then is above; the rules are tried anew on what was recorded, so this is the policy of now.
function policy(answer) {
  const now = answer.policy ?? {}
  if (now.problem || !Array.isArray(now.rules)) {
    return section('Rules as tried', el('p', { class: 'soft' }, `The rules cannot be tried: ${now.problem ?? 'nothing is recorded of this call'}.`))
  }
  return section('Rules as tried',
    el('p', { class: now.differs ? 'note warn' : 'soft' }, now.differs
      ? `The present policy would decide otherwise: ${now.action}, by ${now.rule}.`
      : `The present policy would decide the same: ${now.action}, by ${now.rule}.`),
    rulesTable(now.rules),
    now.sent?.length > 0 ? el('details', {}, el('summary', {}, 'What it would send'), el('pre', { class: 'message' }, now.sent.join('\n'))) : undefined)
}

function claims(answer) {
  const found = answer.claims
  const isThere = found && (Array.isArray(found) ? found.length > 0 : Object.keys(found).length > 0)
  return section('What the verifier found', isThere ? claimTree(found) : el('p', { class: 'soft' }, 'The verifier gave no claims.'))
}

function passport(answer) {
  const found = answer.passport
  return section('PASSporT', found?.header || found?.payload
    ? [found.header ? [el('h3', {}, 'Header'), jsonTree(found.header)] : undefined, found.payload ? [el('h3', {}, 'Payload'), jsonTree(withTimes(found.payload))] : undefined]
    : el('p', { class: 'soft' }, 'The call has none that can be read.'))
}

// Moments in a PASSporT are seconds since 1970.
function withTimes(payload) {
  const shown = ([name, value]) => [name, ['iat', 'exp'].includes(name) && typeof value === 'number' ? `${value}, ${exactTime(value)}` : value]
  return Object.fromEntries(Object.entries(payload).map(shown))
}

function messages(path, row, answer, signal) {
  if (answer.problem) {
    return section('Messages', el('p', { class: 'soft' }, `There are none to show: ${answer.problem}.`), answer.vcon ? vcon(path, row) : undefined)
  }
  const box = el('div')
  fill(box, get(`${path}/messages`, { signal }), (found) => {
    const list = found.messages.map((it) => ({ ...it, label: labelOf(it) }))
    return list.length > 0 ? ladder(list) : el('p', { class: 'soft' }, 'No message was recorded.')
  })
  return section('Messages', box, vcon(path, row))
}

// INVITE of a request, 302 Moved Temporarily of a response.
function labelOf(message) {
  const line = message.line || message.text.split('\r\n', 1)[0]
  return line.startsWith('SIP/2.0 ') ? line.slice(8) : line.split(' ', 1)[0]
}

function vcon(path, row) {
  return el('div', { class: 'row' }, action('Save the vCon', async () => {
    const text = await getText(`${path}/vcon`, 'application/vcon+json, application/json')
    saveAs(new Blob([text], { type: 'application/json' }), `${row.uuid}.vcon`)
    return 'Saved.'
  }))
}

function others(answer, session) {
  const kinds = [
    ['number', 'Other calls of this number', answer.call.caller || answer.call.callee],
    ['signer', 'Other calls of this signer', answer.call.signer],
  ]
  return kinds.filter(([kind, , value]) => value && answer.others?.[kind]).map(([kind, title, value]) => {
    const found = table(title, callColumns(session).filter(([heading]) => heading !== 'Source'), answer.others[kind], { hidden: true, empty: 'None.' })
    found.classList.add('stack')
    return section(title, found, el('p', {}, el('a', { href: address('calls', { [kind]: value }) }, `Search for ${kind === 'number' ? 'the number' : 'the signer'}`)))
  })
}

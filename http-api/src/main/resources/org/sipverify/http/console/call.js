// Call: one call, from who it was to what each message said.
import { ApiError, get, getText, query, send } from './api.js'
import { saveAs } from './calls.js'
import { el, put } from './dom.js'
import { done, exactTime, milliseconds, number, outcomeOf, verdict } from './format.js'
import { ladder } from './ladder.js'
import { CALL_COLUMNS, action, details, failureNote, fill, may, outcomeChip, section, table } from './parts.js'
import { address } from './router.js'
import { claimTree, jsonTree } from './tree.js'
import { rulesTable } from './rules.js'

const OTHERS = 6

export async function callPage(place, route, session, signal) {
  const uuid = route.rest[0] ?? ''
  const content = el('div')
  place.append(el('h1', {}, 'Call'), content)
  await fill(content, get(`/api/calls/${encodeURIComponent(uuid)}`, { signal }), (answer) => show(answer, session, signal))
}

function show(answer, session, signal) {
  const row = answer.call
  const path = `/api/calls/${encodeURIComponent(row.uuid)}`
  const reader = may(session, 'read')
  return [
    who(row),
    el('div', { class: 'grid' },
      el('div', { class: 'half' }, sent(row), policy(answer)),
      el('div', { class: 'half' }, claims(answer), passport(answer))),
    reader ? messages(path, row, answer, session, signal) : el('p', { class: 'note' }, 'Messages and the vCon take the role read.'),
    reader ? others(row, signal) : undefined,
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

function policy(answer) {
  const rules = answer.policy?.rules
  return section('Rules as tried', Array.isArray(rules) && rules.length > 0
    ? rulesTable(rules)
    : el('p', { class: 'soft' }, answer.policy?.reason ?? 'No rule was tried, or the call has no vCon to tell.'))
}

function claims(answer) {
  const found = answer.claims
  const isThere = found && (Array.isArray(found) ? found.length > 0 : Object.keys(found).length > 0)
  return section('What the verifier found', isThere ? claimTree(found) : el('p', { class: 'soft' }, 'The verifier gave no claims.'))
}

function passport(answer) {
  const found = answer.passport
  return section('PASSporT', found?.header || found?.payload
    ? [found.header ? [el('h3', {}, 'Header'), jsonTree(found.header)] : undefined, found.payload ? [el('h3', {}, 'Payload'), jsonTree(found.payload)] : undefined]
    : el('p', { class: 'soft' }, 'The call has none that can be read.'))
}

function messages(path, row, answer, session, signal) {
  const box = el('div')
  const preview = el('div')
  if (answer.vcon === false) {
    return section('Messages', el('p', { class: 'soft' }, 'There is no vCon of this call: vcon.directory switches them on.'))
  }
  fill(box, get(`${path}/messages`, { signal }), (found) => {
    const list = found.messages.map(asStep)
    const invite = list.find((it) => it.text.startsWith('INVITE '))
    if (invite) {
      put(preview, action('What would the present policy do?', async () => {
        const decided = await send('POST', '/api/policy/decide', { invite: invite.text, ...(row.outcome ? { outcome: row.outcome } : {}) })
        put(preview, el('h3', {}, 'By the present policy'), decisionView(decided))
        return ''
      }))
    }
    return list.length > 0 ? ladder(list) : el('p', { class: 'soft' }, 'No message was recorded.')
  })
  const vcon = action('Save the vCon', async () => {
    saveAs(new Blob([await getText(`${path}/vcon`, 'application/vcon+json, application/json')], { type: 'application/json' }), `${row.uuid}.vcon`)
    return 'Saved.'
  })
  return section('Messages', box, preview, el('div', { class: 'row' }, vcon))
}

function asStep(message) {
  return {
    time: message.time,
    from: message.from || 'caller',
    to: message.to || 'sip-verify',
    label: message.label || String(message.text ?? '').split('\r\n', 1)[0],
    text: String(message.text ?? ''),
  }
}

export function decisionView(decided) {
  const cases = Array.isArray(decided.cases) ? decided.cases : [decided]
  return cases.map((it) => [
    details([['If the outcome is', it.outcome], ['Decision', [it.decision, it.code].filter(Boolean).join(' ')], ['Rule', it.rule], ['Target', it.target]]),
    Array.isArray(it.rules) && it.rules.length > 0 ? rulesTable(it.rules) : undefined,
    it.response ? el('pre', { class: 'message' }, it.response) : undefined,
  ])
}

// Other calls of the caller and of the signer, found when the page is already there.
function others(row, signal) {
  const kinds = [['caller', 'number', 'Other calls of this number'], ['signer', 'signer', 'Other calls of this signer']]
  const boxes = kinds.filter(([name, parameter]) => row[name] && parameter === 'number').map(([name, parameter, title]) => {
    const box = el('div')
    fill(box, get(`/api/calls${query({ [parameter]: row[name], limit: OTHERS })}`, { signal }), (page) => {
      const rows = page.calls.filter((it) => it.uuid !== row.uuid)
      const found = table(title, CALL_COLUMNS, rows, { hidden: true, empty: 'None.' })
      found.classList.add('stack')
      return [found, el('p', {}, el('a', { href: address('calls', { [parameter]: row[name] }) }, 'All of them'))]
    })
    return section(title, box)
  })
  return boxes
}

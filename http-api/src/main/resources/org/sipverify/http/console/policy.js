// Policy: what is in force, what it did, and what another text would do.
import { get, send } from './api.js'
import { el, put } from './dom.js'
import { OUTCOMES, count, done, exactTime, time } from './format.js'
import { callLink, details, failureNote, field, fill, may, outcomeChip, section, select, table } from './parts.js'
import { decisionView } from './rules.js'

const PERIODS = [['1', 'the last hour'], ['24', 'the last day'], ['168', 'the last week']]
const AN_HOUR = 3_600_000

export function policyPage(place, route, session, signal) {
  const box = el('div')
  place.append(el('h1', {}, 'Policy'), box)
  fill(box, get('/api/policy', { signal }), (policy) => [
    policy.refused ? refused(policy.refused) : undefined,
    inForce(policy),
    rulings(policy),
    may(session, 'read') ? el('div', { class: 'grid' }, el('div', { class: 'half' }, onInvite(policy)), el('div', { class: 'half' }, onCalls(policy))) : el('p', { class: 'note' }, 'Trying a policy takes the role read.'),
  ])
}

// A text with its lines numbered; one of them may be marked.
function lines(text, marked) {
  const list = el('ol', { class: 'lines' }, text.split('\n').map((line, i) =>
    el('li', { class: i + 1 === marked ? 'mark' : undefined, 'aria-current': i + 1 === marked ? 'true' : undefined }, line || ' ')))
  return el('div', { class: 'file', tabindex: 0, role: 'region', 'aria-label': 'Text of the policy' }, list)
}

function refused(version) {
  return el('section', { class: 'card' },
    el('h2', {}, 'The last version was refused'),
    el('p', { class: 'note bad' }, version.message),
    el('p', { class: 'soft' }, `At ${exactTime(version.time)}. The policy below stays in force until the mistake is mended.`),
    version.text ? lines(version.text, version.line) : undefined)
}

function inForce(policy) {
  return section('In force',
    details([['Mode', policy.mode], ['Policy', policy.summary], ['File', policy.path], ['Digest', policy.digest]]),
    policy.text ? el('details', {}, el('summary', {}, 'Text'), lines(policy.text)) : undefined)
}

function rulings(policy) {
  const never = policy.never_matched ?? []
  const list = table('Rulings by rule since the start', [
    ['Rule or section', (it) => it.rule, 'row'],
    ['Calls', (it) => count(it.count), 'figure'],
  ], policy.rulings ?? [], { empty: 'No call was decided on yet.' })
  return section('Rulings', list,
    never.length > 0 ? [el('h3', {}, 'Never matched'), el('ul', {}, never.map((name) => el('li', {}, name)))] : el('p', { class: 'soft' }, 'Every rule has matched a call.'))
}

// A form whose answer is shown below it.
function trial(title, help, controls, label, run) {
  const result = el('div', { role: 'status' })
  const submit = el('button', { type: 'submit', class: 'primary' }, label)
  const form = el('form', { submit: async (event) => {
    event.preventDefault()
    submit.disabled = true
    put(result, el('p', { class: 'soft' }, 'Working …'))
    try {
      put(result, await run())
    } catch (error) {
      put(result, failureNote(error))
    }
    submit.disabled = false
  } }, controls, el('div', { class: 'row' }, submit))
  return section(title, el('p', { class: 'soft' }, help), form, result)
}

function policyText(policy) {
  return el('textarea', { name: 'policy', spellcheck: 'false', autocapitalize: 'off' }, policy.text ?? '')
}

function onInvite(policy) {
  const invite = el('textarea', { name: 'invite', spellcheck: 'false', required: true })
  const text = policyText(policy)
  const outcome = select('outcome', [['', 'each that it could have'], ...OUTCOMES.filter(({ name }) => name !== 'refused').map(({ name }) => [name, name])])
  return trial('Try it on an INVITE', 'Nothing is sent, and no verifier is asked.', [
    field('INVITE, as on the wire', invite),
    field('Policy', text, 'The one in force, unless you change it here. It stays here: nothing is put in force.'),
    field('Outcome', outcome),
  ], 'Decide', async () => {
    const body = { invite: invite.value.replace(/\r?\n/g, '\r\n') }
    if (text.value.trim() && text.value !== policy.text) {
      body.policy = text.value
    }
    if (outcome.value) {
      body.outcome = outcome.value
    }
    return decisionView(await send('POST', '/api/policy/decide', body))
  })
}

function onCalls(policy) {
  const text = policyText(policy)
  text.required = true
  const period = select('period', PERIODS, '24')
  return trial('Try it on the last calls', 'Which calls of the index would have ended differently.', [
    field('Policy to try', text),
    field('Calls of', period),
  ], 'Replay', async () => {
    const now = Date.now()
    return replayed(await send('POST', '/api/policy/replay', {
      policy: text.value,
      from: new Date(now - Number(period.value) * AN_HOUR).toISOString(),
      to: new Date(now).toISOString(),
    }))
  })
}

function replayed(answer) {
  const summary = answer.different === 0
    ? `All ${count(answer.calls)} calls would have ended as they did.`
    : `${count(answer.different)} of ${count(answer.calls)} calls would have ended differently.`
  const changes = table('Changes', [
    ['Was', (it) => it.from, 'row'],
    ['Would be', (it) => it.to],
    ['By rule', (it) => it.rule],
    ['Calls', (it) => count(it.count), 'figure'],
  ], answer.changes ?? [], { hidden: true })
  const examples = table('Some of them', [
    ['Time', (it) => callLink(it, time(it.time)), 'when'],
    ['From', (it) => it.caller],
    ['To', (it) => it.callee],
    ['Outcome', (it) => outcomeChip(it.outcome)],
    ['Was', (it) => done(it)],
    ['Would be', (it) => it.now],
    ['By rule', (it) => it.rule],
  ], answer.examples ?? [])
  examples.classList.add('stack')
  return [el('p', {}, el('strong', {}, summary)), answer.different > 0 ? [changes, examples] : undefined]
}

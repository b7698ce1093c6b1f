// Policy: what is in force, what it did, and what another text would do.
import { get, send } from './api.js'
import { el, put } from './dom.js'
import { count, done, exactTime, time } from './format.js'
import { callLink, details, failureNote, field, fill, outcomeChip, section, select, table } from './parts.js'

const PERIODS = [['1', 'the last hour'], ['24', 'the last day'], ['168', 'the last week']]
const AN_HOUR = 3_600_000

export function policyPage(place, route, session, signal) {
  const box = el('div')
  place.append(el('h1', {}, 'Policy'), box)
  fill(box, get('/api/policy', { signal }), (policy) => [
    policy.refused ? refused(policy.refused) : undefined,
    inForce(policy),
    rulings(policy),
    el('div', { class: 'grid' }, el('div', { class: 'half' }, onInvite(policy)), el('div', { class: 'half' }, onCalls(policy))),
  ])
}

// A text with its lines numbered; one of them may be marked.
function lines(text, marked) {
  const list = el('ol', { class: 'lines' }, text.split('\n').map((line, i) =>
    el('li', { class: i + 1 === marked ? 'mark' : undefined, 'aria-current': i + 1 === marked ? 'true' : undefined }, line || ' ')))
  return el('div', { class: 'file', tabindex: 0, role: 'region', 'aria-label': 'Text of the policy' }, list)
}

// Mistakes name file and line: /etc/sip-verify/policy.conf: 12: ...
function lineOf(mistake) {
  const found = /: (\d+): /.exec(mistake)
  return found ? Number(found[1]) : undefined
}

function refused(version) {
  return el('section', { class: 'card' },
    el('h2', {}, 'The last version was refused'),
    el('p', { class: 'note bad' }, version.mistake),
    el('p', { class: 'soft' }, `At ${exactTime(version.time)}. The policy below stays in force until the mistake is mended.`),
    version.text ? lines(version.text, lineOf(version.mistake)) : undefined)
}

function inForce(policy) {
  return section('In force',
    details([
      ['Policy', policy.summary],
      ['File', policy.file.path],
      ['Since', exactTime(policy.file.since)],
      ['Digest', el('span', { class: 'mono' }, policy.file.digest)],
      ['Callers with a policy of their own', policy.callers.join(', ')],
    ]),
    policy.file.text ? el('details', {}, el('summary', {}, 'Text'), lines(policy.file.text)) : undefined)
}

function rulings(policy) {
  const rules = policy.rulings.filter((it) => !it.section)
  const never = rules.filter((it) => it.count === 0).map((it) => it.rule)
  const list = table('Rulings by rule since the start', [
    ['Rule', (it) => [it.rule, it.section ? el('span', { class: 'soft' }, ' section') : undefined], 'row'],
    ['Calls', (it) => count(it.count), 'figure'],
  ], policy.rulings, { empty: 'No call was decided on yet.' })
  return section('Rulings', list,
    never.length > 0 ? [el('h3', {}, 'Never matched'), el('ul', {}, never.map((name) => el('li', {}, name)))] : el('p', { class: 'soft' }, rules.length > 0 ? 'Every rule has matched a call.' : 'There are no rules; the sections of the outcomes decide.'))
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
  return el('textarea', { name: 'policy', spellcheck: 'false', autocapitalize: 'off' }, policy.file.text)
}

function onInvite(policy) {
  const invite = el('textarea', { name: 'invite', spellcheck: 'false', required: true })
  const text = policyText(policy)
  const source = el('input', { name: 'source', spellcheck: 'false', placeholder: '127.0.0.1' })
  return trial('Try it on an INVITE', 'Nothing is sent, and no verifier is asked.', [
    field('INVITE, as on the wire', invite),
    field('Policy', text, 'The one in force, unless you change it here. It stays here: nothing is put in force.'),
    field('Source address', source),
  ], 'Decide', async () => {
    const body = { invite: invite.value.replace(/\r?\n/g, '\r\n') }
    if (text.value.trim() && text.value !== policy.file.text) {
      body.policy = text.value
    }
    if (source.value.trim()) {
      body.source = source.value.trim()
    }
    const { verdicts } = await send('POST', '/api/policy/decide', body)
    return verdicts.map((it) => [el('h3', {}, it.verdict), el('pre', { class: 'message' }, it.lines.map((line) => line.replace(/^ {2}/, '')).join('\n'))])
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
    ['By rule', (it) => it.now_rule],
  ], answer.examples ?? [])
  examples.classList.add('stack')
  const besides = [
    answer.others > 0 ? `On ${count(answer.others)} others no policy decides.` : '',
    answer.complete ? '' : 'Not every call of that time was looked at: choose a shorter one.',
  ].filter(Boolean).join(' ')
  return [el('p', {}, el('strong', {}, summary), ' ', besides), answer.different > 0 ? [changes, examples] : undefined]
}

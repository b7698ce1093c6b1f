// Probe: asks another SIP server over TLS, as POST /api/sips/... does.
import { send } from './api.js'
import { el, put } from './dom.js'
import { count, milliseconds, time } from './format.js'
import { details, failureNote, field, section, stateChip, table } from './parts.js'
import { jsonTree } from './tree.js'

const METHODS = {
  options: 'Does it answer?',
  register: 'Does it take a registration? It is taken back at once.',
  invite: 'Does it take a call? It is cancelled or hung up by itself.',
  subscribe: 'Does it notify? The subscription is ended at once.',
}

const FIELDS = {
  host: { label: 'Host', required: true },
  port: { label: 'Port', type: 'number', value: '5061', min: 1, max: 65535 },
  fromUri: { label: 'From', placeholder: 'sips:alice@example.com', required: true },
  toUri: { label: 'To', placeholder: 'sips:bob@example.com', required: true },
  timeout: { label: 'Time limit in ms', type: 'number', value: '15000', min: 100, max: 60000 },
  username: { label: 'User name', autocomplete: 'off' },
  password: { label: 'Password', type: 'password', autocomplete: 'off' },
  ring: { label: 'Ring for, in ms', type: 'number', methods: ['invite'], value: '5000', min: 100, max: 60000 },
  event: { label: 'Event', methods: ['subscribe'], choices: ['message-summary', 'presence'] },
  keep: { label: 'Keep the registration', type: 'checkbox', methods: ['register'] },
  query: { label: 'List bindings only', type: 'checkbox', methods: ['register'] },
}

function control(name, { label, methods, choices, ...attributes }) {
  if (attributes.type === 'checkbox') {
    return el('div', {}, el('label', { class: 'inline' }, el('input', { name, ...attributes }), label))
  }
  return field(label, choices
    ? el('select', { name }, choices.map((choice) => el('option', {}, choice)))
    : el('input', { name, spellcheck: 'false', ...attributes }))
}

export function probePage(place, route, session, signal) {
  const result = el('div', { role: 'status' })
  const submit = el('button', { type: 'submit', class: 'primary' }, 'Probe')
  const help = el('p', { class: 'help' })
  const controls = Object.entries(FIELDS).map(([name, it]) => [it, control(name, it)])
  const method = () => form.elements.method.value
  const choose = () => {
    put(help, METHODS[method()])
    for (const [it, node] of controls) {
      const fits = !it.methods || it.methods.includes(method())
      node.hidden = !fits
      node.querySelectorAll('input, select').forEach((input) => { input.disabled = !fits })
    }
  }
  const form = el('form', { class: 'card', submit: async (event) => {
    event.preventDefault()
    submit.disabled = true
    put(result, el('p', { class: 'soft' }, 'Asking …'))
    try {
      put(result, answer(await send('POST', `/api/sips/${method()}`, body(form), { signal })))
    } catch (error) {
      if (error.name !== 'AbortError') {
        put(result, failureNote(error))
        form.elements[error.field]?.setAttribute('aria-invalid', 'true')
      }
    }
    submit.disabled = false
  }, input: (event) => event.target.removeAttribute('aria-invalid') },
  el('fieldset', {}, el('legend', {}, 'Request'), el('div', { class: 'choices' }, Object.keys(METHODS).map((name) =>
    el('label', { class: 'inline' }, el('input', { type: 'radio', name: 'method', value: name, checked: name === 'options', change: () => choose() }), name.toUpperCase()))), help),
  el('div', { class: 'fields' }, controls.map(([, node]) => node)),
  el('div', { class: 'row' }, submit))
  place.append(el('h1', {}, 'Probe'), form, result)
  choose()
}

// Only what is filled in: the server has defaults, and refuses what does not belong to a request.
function body(form) {
  const found = {}
  for (const input of form.querySelectorAll('.fields input:enabled, .fields select:enabled')) {
    if (input.type === 'checkbox') {
      if (input.checked) {
        found[input.name] = true
      }
    } else if (input.value !== '') {
      found[input.name] = input.type === 'number' ? Number(input.value) : input.value
    }
  }
  return found
}

function answer(it) {
  const tls = it.tls
  const rest = Object.fromEntries(Object.entries(it).filter(([name]) => !SHOWN.includes(name)))
  return section('Answer',
    el('p', {}, stateChip(it.success ? 'ok' : 'bad', it.success ? 'success' : 'no success'), ' ', it.success ? `${it.statusCode} ${it.statusText ?? ''}` : [it.error, it.statusCode ? `${it.statusCode} ${it.statusText ?? ''}` : '', it.advice].filter(Boolean).join(': ')),
    details([
      ['Server', `${it.host}:${it.port}`],
      ['Round trip', typeof it.rtt === 'number' ? milliseconds(it.rtt) : ''],
      ['Call-ID', it.callId],
      ['TLS', tls ? [tls.version, tls.cipherSuite].filter(Boolean).join(', ') : ''],
    ]),
    tls?.chain?.length > 0 ? chain(tls.chain) : undefined,
    it.headers && Object.keys(it.headers).length > 0 ? headers(it.headers) : undefined,
    Object.keys(rest).length > 0 ? [el('h3', {}, 'More'), jsonTree(rest)] : undefined)
}

const SHOWN = ['success', 'host', 'port', 'statusCode', 'statusText', 'headers', 'callId', 'rtt', 'tls', 'error', 'advice']

function chain(certificates) {
  const found = table('Certificates that it showed, its own first', [
    ['Subject', (it) => it.subject, 'row'],
    ['Names', (it) => (it.sans ?? []).join(', ')],
    ['Issuer', (it) => it.issuer],
    ['Ends', (it) => time(it.expires)],
    ['Days left', (it) => count(it.daysLeft), 'figure'],
  ], certificates)
  found.classList.add('stack')
  return found
}

function headers(all) {
  const found = table('Header fields of the answer', [['Name', ([name]) => name, 'row'], ['Value', ([, value]) => value]], Object.entries(all))
  found.classList.add('stack')
  return found
}

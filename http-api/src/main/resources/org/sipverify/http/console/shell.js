// What is on every page: where one is, where one can go, who one is, and the two states that nobody may overlook.
import { get, send } from './api.js'
import { el, put } from './dom.js'
import { may } from './parts.js'

const LINKS = [
  ['now', 'Now', 'watch'],
  ['calls', 'Calls', 'watch'],
  ['policy', 'Policy', 'read'],
  ['sources', 'Sources', 'read'],
  ['system', 'System', 'watch'],
  ['probe', 'Probe', 'operate'],
]
const PERIOD = 5000

const listeners = new Set()
let node
let timer
let failed = 0
let turn = 0 // which polling is the present one; 0 while there is none
let turns = 0

// Tells a page how the server is doing, now and whenever it is known anew, until the signal.
export function onNode(signal, listener) {
  listeners.add(listener)
  signal.addEventListener('abort', () => listeners.delete(listener))
  if (node) {
    listener(node)
  }
}

export function refreshNode() {
  clearTimeout(timer)
  turn = ++turns
  return poll(turn)
}

async function poll(mine) {
  let found
  try {
    found = await get('/api/node')
  } catch {
    failed++
  }
  if (mine !== turn) {
    return
  }
  if (found) {
    node = found
    failed = 0
    listeners.forEach((listener) => listener(node))
  }
  showBanners()
  timer = setTimeout(() => poll(mine), PERIOD)
}

export function stopShell() {
  clearTimeout(timer)
  turn = 0
  node = undefined
  put(document.getElementById('header'))
  put(document.getElementById('banners'))
}

export function showHeader(session, page, actions) {
  const active = page === 'call' ? 'calls' : page
  const links = LINKS.filter(([, , role]) => may(session, role)).map(([name, title]) =>
    el('li', {}, el('a', { href: `#/${name}`, 'aria-current': name === active ? 'page' : undefined }, title)))
  put(
    document.getElementById('header'),
    el('a', { class: 'brand', href: '#/now' }, el('img', { src: '/console/icon.svg', alt: '', width: 22, height: 22 }), 'sip-verify'),
    el('nav', { 'aria-label': 'Pages' }, el('ul', {}, links)),
    who(session, actions),
  )
  if (turn === 0) {
    refreshNode()
  }
}

function who(session, actions) {
  const name = session.name ? `${session.name} · ${session.role}` : `no token · ${session.role}`
  const button = session.way === 'anonymous'
    ? el('button', { type: 'button', class: 'quiet', click: actions.signIn }, 'Sign in')
    : el('button', { type: 'button', class: 'quiet', click: () => signOut(actions) }, 'Sign out')
  return el('div', { class: 'who' }, el('span', {}, name), button)
}

async function signOut(actions) {
  await send('DELETE', '/api/session').catch(() => {})
  stopShell()
  actions.signedOut()
}

function banner(kind, title, text) {
  return el('div', { class: `banner ${kind}` }, el('strong', {}, title), ' ', text)
}

function showBanners() {
  const wanted = []
  if (failed > 1) {
    wanted.push(['bad', 'No answer.', 'The server has not answered for some seconds; what is shown may be old.'])
  }
  if (node?.status === 'draining') {
    wanted.push(['warn', 'Draining.', 'New calls are refused with 503; calls in hand go on. End it on the page System.'])
  }
  if (node?.policy?.mode === 'observe') {
    wanted.push(['info', 'Observe mode.', 'The policy decides and is logged, but every call goes on as if it were valid.'])
  }
  const place = document.getElementById('banners')
  const key = wanted.map(([, title]) => title).join()
  if (place.dataset.key === key && place.childElementCount > 0) {
    return
  }
  place.dataset.key = key
  put(place, wanted.length === 0 ? undefined : el('section', { 'aria-label': 'State of the server' }, wanted.map((it) => banner(...it))))
}

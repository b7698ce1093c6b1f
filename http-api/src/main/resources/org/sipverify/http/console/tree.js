// Shows JSON that somebody else wrote: nested lists for whatever has parts, and the claims of a verifier as a tree.
import { el } from './dom.js'
import { stateChip } from './parts.js'

const DEEPEST = 24

function isObject(value) {
  return typeof value === 'object' && value !== null
}

// Any JSON, as names and values.
export function jsonTree(value, depth = 0) {
  if (!isObject(value)) {
    return el('span', { class: 'mono' }, value === null ? 'null' : String(value))
  }
  if (Array.isArray(value) && value.length > 0 && !value.some(isObject)) {
    return el('span', { class: 'mono' }, value.join(', '))
  }
  const entries = Array.isArray(value) ? value.map((it, i) => [String(i + 1), it]) : Object.entries(value)
  if (entries.length === 0) {
    return el('span', { class: 'soft' }, 'empty')
  }
  if (depth >= DEEPEST) {
    return el('span', { class: 'soft' }, 'deeper parts are in the vCon')
  }
  return el('ul', { class: depth === 0 ? 'tree' : undefined }, entries.map(([name, it]) =>
    el('li', {}, el('span', { class: 'soft' }, `${name}: `), jsonTree(it, depth + 1))))
}

const STATES = { VALID: 'ok', INVALID: 'bad', INDETERMINATE: 'warn' }

function claimState(status) {
  return stateChip(STATES[status] ?? 'warn', status)
}

// A claim has a name, a status, reasons, and children of which each says whether it is required.
function claim(node, required, depth) {
  const children = Array.isArray(node?.children) ? node.children : []
  const reasons = Array.isArray(node?.reasons) ? node.reasons : []
  const evidence = Array.isArray(node?.evidence) ? node.evidence : []
  return el('li', {},
    el('strong', {}, node?.name ?? 'claim'), ' ', claimState(node?.status), required === false ? el('span', { class: 'soft' }, ' not required') : undefined,
    reasons.map((reason) => el('div', {}, isObject(reason) ? jsonTree(reason, 1) : String(reason))),
    evidence.length > 0 ? el('div', { class: 'soft' }, evidence.map((it) => (isObject(it) ? jsonTree(it, 1) : el('div', {}, String(it))))) : undefined,
    children.length > 0 && depth < DEEPEST
      ? el('ul', {}, children.map((child) => claim(child?.node ?? child, child?.required, depth + 1)))
      : undefined)
}

export function claimTree(claims) {
  const all = Array.isArray(claims) ? claims : [claims]
  return el('ul', { class: 'tree' }, all.filter(isObject).map((it) => claim(it.node ?? it, it.required, 0)))
}

// The rules of a policy as they were tried on a call, the one that decided last.
import { el } from './dom.js'
import { details, table } from './parts.js'

export function rulesTable(rules) {
  const box = table('Rules in the order in which they were tried', [
    ['Rule', (rule) => [rule.name, rule.section ? el('span', { class: 'soft' }, ' section') : undefined], 'row'],
    ['Matched', (rule) => (rule.matched ? el('strong', {}, '✓ yes') : 'no')],
    ['Because', (rule) => rule.why ?? ''],
  ], rules, { hidden: true })
  box.classList.add('stack')
  return box
}

// What a policy would do with an INVITE: one case for each outcome that was asked about.
export function decisionView(decided) {
  const cases = Array.isArray(decided.cases) ? decided.cases : [decided]
  return cases.map((it) => [
    details([['If the outcome is', it.outcome], ['Decision', [it.decision, it.code].filter(Boolean).join(' ')], ['Rule', it.rule], ['Target', it.target]]),
    Array.isArray(it.rules) && it.rules.length > 0 ? rulesTable(it.rules) : undefined,
    it.response ? el('pre', { class: 'message' }, it.response) : undefined,
  ])
}

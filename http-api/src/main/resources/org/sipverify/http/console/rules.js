// The rules of a policy as they were tried on a call, the one that decided last.
import { el } from './dom.js'
import { table } from './parts.js'

export function rulesTable(rules) {
  const box = table('Rules in the order in which they were tried', [
    ['Rule', (rule) => [rule.name, rule.section ? el('span', { class: 'soft' }, ' section') : undefined], 'row'],
    ['Matched', (rule) => (rule.matched ? el('strong', {}, '✓ yes') : 'no')],
    ['Because', (rule) => rule.why ?? ''],
  ], rules, { hidden: true })
  box.classList.add('stack')
  return box
}

// Sources: who sends calls here, and how good they are.
import { get, send } from './api.js'
import { el, put } from './dom.js'
import { count, share, time } from './format.js'
import { action, failureNote, may, repeat, table } from './parts.js'
import { address } from './router.js'

const PERIOD = 10_000

export function sourcesPage(place, route, session, signal) {
  const box = el('div', { class: 'card' })
  place.append(el('h1', {}, 'Sources'), box)
  const load = async () => {
    try {
      const { sources } = await get('/api/sources', { signal })
      // Somebody may be about to press a button of it.
      if (!box.contains(document.activeElement)) {
        put(box, sourceTable(sources, session, load))
      }
    } catch (error) {
      if (error.name !== 'AbortError') {
        put(box, failureNote(error))
      }
    }
  }
  repeat(signal, PERIOD, load)
}

// A share as a figure with the bar that makes a column of them comparable at a glance.
function shareCell(part, whole) {
  return part ? `${share(part, whole)} (${count(part)})` : '0'
}

function sourceTable(sources, session, reload) {
  const columns = [
    ['Source', (it) => el('a', { href: address('calls', { source: it.source }) }, it.source), 'row'],
    ['Calls', (it) => count(it.calls), 'figure'],
    ['None', (it) => shareCell(it.none, it.calls), 'figure'],
    ['Invalid', (it) => shareCell(it.invalid, it.calls), 'figure'],
    ['Error', (it) => shareCell(it.error, it.calls), 'figure'],
    ['Refused', (it) => count(it.refused ?? 0), 'figure'],
    ['Banned until', (it) => (it.banned_until ? time(it.banned_until) : '')],
  ]
  if (may(session, 'operate')) {
    columns.push(['Action', (it) => (it.banned_until
      ? action('Lift the ban', async () => {
        await send('DELETE', `/api/bans/${encodeURIComponent(it.source)}`)
        document.activeElement?.blur()
        setTimeout(reload)
        return 'Lifted.'
      })
      : '')])
  }
  const found = table('Sources of calls since the start, those with the most calls first', columns, sources, { empty: 'No call has come yet.' })
  found.classList.add('stack')
  return found
}

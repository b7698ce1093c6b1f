// Sources: who sends calls here, and how good they are.
import { get, send } from './api.js'
import { el, put } from './dom.js'
import { count, duration, share, time } from './format.js'
import { action, failureNote, may, repeat, table } from './parts.js'
import { address } from './router.js'

const PERIOD = 10_000

export function sourcesPage(place, route, session, signal) {
  const box = el('div')
  place.append(el('h1', {}, 'Sources'), box)
  const load = async () => {
    try {
      const { sources, bans } = await get('/api/sources', { signal })
      // Somebody may be about to press a button of it.
      if (!box.contains(document.activeElement)) {
        put(box, bans.length > 0 ? banTable(bans, session, load) : undefined, sourceTable(sources))
      }
    } catch (error) {
      if (error.name !== 'AbortError') {
        put(box, failureNote(error))
      }
    }
  }
  repeat(signal, PERIOD, load)
}

function shareCell(part, whole) {
  return part ? `${share(part, whole)} (${count(part)})` : '0'
}

function sourceTable(sources) {
  const found = table('Since the start, those with the most calls first', [
    ['Source', (it) => el('a', { href: address('calls', { source: it.source }) }, it.source), 'row'],
    ['Calls', (it) => count(it.calls), 'figure'],
    ['Valid', (it) => shareCell(it.valid, it.calls), 'figure'],
    ['None', (it) => shareCell(it.none, it.calls), 'figure'],
    ['Invalid', (it) => shareCell(it.invalid, it.calls), 'figure'],
    ['Error', (it) => shareCell(it.error, it.calls), 'figure'],
    ['Malformed', (it) => shareCell(it.malformed, it.calls), 'figure'],
    ['Refused', (it) => count(it.refused), 'figure'],
    ['Last', (it) => time(it.last), 'when'],
  ], sources, { empty: 'No call has come yet.' })
  found.classList.add('stack')
  return el('section', { class: 'card' }, el('h2', {}, 'Calls and refusals'), found)
}

// A ban has an address, or a network of IPv6, of which any address will do to lift it.
function banTable(bans, session, reload) {
  const columns = [
    ['Source', (it) => it.source, 'row'],
    ['For another', (it) => duration(it.seconds)],
  ]
  if (may(session, 'operate')) {
    columns.push(['Action', (it) => action('Lift the ban', async () => {
      await send('DELETE', `/api/bans/${encodeURIComponent(it.source.split('/')[0])}`)
      document.activeElement?.blur()
      setTimeout(reload)
      return 'Lifted.'
    })])
  }
  const found = table('Sources of which nothing is read for a while', columns, bans)
  found.classList.add('stack')
  return el('section', { class: 'card' }, el('h2', {}, 'Bans'), found)
}

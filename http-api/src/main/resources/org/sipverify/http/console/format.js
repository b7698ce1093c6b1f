// How values are written. Times are those of the reader's clock, with the day where it is not today.

const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' })
const DAY = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' })
const ZONE = new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' })
const WHOLE = new Intl.NumberFormat('en-GB')

function date(value) {
  const found = value instanceof Date ? value : new Date(typeof value === 'number' ? value * 1000 : value)
  return Number.isNaN(found.getTime()) ? undefined : found
}

export function time(value) {
  const at = date(value)
  if (!at) {
    return value ? String(value) : ''
  }
  return DAY.format(at) === DAY.format(new Date()) ? CLOCK.format(at) : `${DAY.format(at)} ${CLOCK.format(at)}`
}

// Below a chart, whose lines may be hours or days apart.
export function tick(seconds, isDay) {
  const at = new Date(seconds * 1000)
  return isDay ? DAY.format(at).slice(5) : CLOCK.format(at).slice(0, 5)
}

// With milliseconds, day and zone, for the one place where it must be exact.
export function exactTime(value) {
  const at = date(value)
  if (!at) {
    return value ? String(value) : ''
  }
  const zone = ZONE.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? ''
  return `${DAY.format(at)} ${CLOCK.format(at)}.${String(at.getMilliseconds()).padStart(3, '0')} ${zone}`.trim()
}

export function count(value) {
  return typeof value === 'number' && Number.isFinite(value) ? WHOLE.format(value) : '–'
}

export function rate(value) {
  return typeof value === 'number' ? value.toFixed(value > 0 && value < 10 ? 1 : 0) : '–'
}

export function milliseconds(value) {
  if (typeof value !== 'number') {
    return '–'
  }
  return value >= 1000 ? `${(value / 1000).toFixed(1)} s` : `${value > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ms`
}

export function share(part, whole) {
  return whole > 0 ? `${((100 * part) / whole).toFixed(part > 0 && part < whole / 10 ? 1 : 0)} %` : '–'
}

export function duration(seconds) {
  if (typeof seconds !== 'number') {
    return '–'
  }
  const units = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']]
  const parts = []
  let left = Math.max(0, Math.floor(seconds))
  for (const [size, name] of units) {
    if (left >= size && parts.length < 2) {
      parts.push(`${Math.floor(left / size)} ${name}`)
      left %= size
    }
  }
  return parts.join(' ') || '0 s'
}

// Every outcome has a sign besides its colour.
export const OUTCOMES = [
  { name: 'valid', sign: '✓', meaning: 'the caller is who it says' },
  { name: 'invalid', sign: '✕', meaning: 'the credentials do not hold' },
  { name: 'indeterminate', sign: '?', meaning: 'the verifier cannot tell' },
  { name: 'warning', sign: '▲', meaning: 'the verifier warns' },
  { name: 'error', sign: '!', meaning: 'there was no verdict' },
  { name: 'none', sign: '–', meaning: 'the call has no credentials' },
  { name: 'malformed', sign: '~', meaning: 'the credentials cannot be read' },
  { name: 'refused', sign: '⊘', meaning: 'refused before it was a call' },
]

export function outcomeOf(row) {
  return row.outcome || (row.decision === 'refused' ? 'refused' : '')
}

// What a row says of its verdict, in a sentence.
export function verdict(row) {
  const name = outcomeOf(row)
  const found = OUTCOMES.find((outcome) => outcome.name === name)
  if (!found) {
    return name ? `The outcome is ${name}.` : 'There is no verdict.'
  }
  const why = [row.error, row.message].filter(Boolean).join(': ')
  const who = name === 'valid' && row.brand ? ` It is ${row.brand}.` : ''
  return `${name[0].toUpperCase()}${name.slice(1)}: ${found.meaning}${why ? ` (${why})` : ''}.${who}`
}

const DONE = {
  redirect: 'redirected',
  reject: 'rejected',
  bridge: 'bridged',
  cancelled: 'cancelled by the caller',
  failed: 'failed',
  refused: 'refused',
}

export function done(row) {
  const what = DONE[row.decision] ?? row.decision ?? ''
  return [what, row.code ? String(row.code) : ''].filter(Boolean).join(' ')
}

export function number(value) {
  return value || '–'
}

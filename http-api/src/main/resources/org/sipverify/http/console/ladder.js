// The messages of a call between its parties, drawn here from what the server recorded; a message is read when it is chosen.
import { el, put, svg } from './dom.js'

const STEP = 30
const TOP = 40
const MARGIN = 70
const TIP = 6

// messages: [{ time, delta_ms, from, to, label, text }], the names of parties in from and to.
export function ladder(messages) {
  const width = matchMedia('(max-width: 40rem)').matches ? 360 : 640
  const parties = [...new Set(messages.flatMap((it) => [it.from, it.to]))]
  const shown = el('pre', { class: 'message', tabindex: 0, role: 'region', 'aria-label': 'The chosen message', 'aria-live': 'polite' }, 'Choose a message to read it.')
  const x = (party) => MARGIN + (parties.length < 2 ? 0 : (parties.indexOf(party) * (width - 2 * MARGIN)) / (parties.length - 1))
  const height = TOP + messages.length * STEP + 16
  const arrows = messages.map((message, i) => arrow(message, i, [x(message.from), x(message.to)], width))

  function choose(i) {
    arrows.forEach((it, at) => it.setAttribute('aria-pressed', String(at === i)))
    put(shown, messages[i].text)
  }

  // One stop for the tabulator, and the arrow keys from message to message.
  function focus(i) {
    if (i >= 0 && i < arrows.length) {
      arrows.forEach((it, at) => it.setAttribute('tabindex', at === i ? '0' : '-1'))
      arrows[i].focus()
    }
  }
  arrows.forEach((it, i) => {
    it.addEventListener('click', () => {
      focus(i)
      choose(i)
    })
    it.addEventListener('keydown', (event) => {
      const to = { ArrowDown: i + 1, ArrowUp: i - 1, Home: 0, End: arrows.length - 1 }[event.key]
      if (to !== undefined) {
        event.preventDefault()
        focus(to)
      } else if (event.key === 'Enter' || event.key === ' ') {
        event.preventDefault()
        choose(i)
      }
    })
  })
  arrows[0]?.setAttribute('tabindex', '0')

  const drawing = svg('svg', { class: 'ladder', viewBox: `0 0 ${width} ${height}`, role: 'group', 'aria-label': `Ladder of ${messages.length} messages between ${parties.join(' and ')}` },
    parties.map((party) => [
      svg('text', { class: 'party', x: x(party), y: 16 }, short(party)),
      svg('line', { class: 'life', x1: x(party), y1: 24, x2: x(party), y2: height }),
    ]),
    arrows)
  return el('div', { class: 'ladder-box' }, el('div', {}, drawing), shown)
}

function short(text) {
  return text.length > 22 ? `${text.slice(0, 21)}…` : text
}

function arrow(message, i, [from, to], width) {
  const y = TOP + i * STEP
  const way = Math.sign(to - from) || 1
  const end = from === to ? from + 40 : to
  const at = message.time ? `${((message.delta_ms ?? 0) / 1000).toFixed(3)} s` : ''
  return svg('g', { role: 'button', tabindex: '-1', 'aria-pressed': 'false', 'data-message': i },
    svg('desc', {}, `from ${message.from} to ${message.to}`),
    svg('rect', { class: 'hit', x: 1, y: y - 8, width: width - 2, height: STEP - 2, rx: 4 }),
    svg('text', { class: 'at', x: 4, y: y + 12 }, at),
    svg('text', { class: 'label', x: (from + end) / 2, y: y + 4 }, message.label),
    svg('line', { class: 'arrow', x1: from, y1: y + 10, x2: end - way * TIP, y2: y + 10 }),
    svg('path', { class: 'tip', d: `M${end},${y + 10} l${-way * TIP * 1.4},${-TIP / 1.4} v${TIP * 1.4} z` }))
}

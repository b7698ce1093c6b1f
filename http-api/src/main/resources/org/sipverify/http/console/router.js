// Addresses of pages: #/calls?number=... Everything that a page shows is in its address, so that it can be sent to a
// colleague. The part after # never leaves the browser, so numbers in it reach no log of a proxy.

export function parse(hash) {
  const text = hash.replace(/^#\/?/, '')
  const at = text.indexOf('?')
  const path = at < 0 ? text : text.slice(0, at)
  const [page, ...rest] = path.split('/')
  return {
    page: page || 'now',
    rest: rest.map(decoded),
    query: Object.fromEntries(new URLSearchParams(at < 0 ? '' : text.slice(at + 1))),
  }
}

function decoded(text) {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

export function address(page, parameters = {}, ...rest) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== '')
  const query = new URLSearchParams(given).toString()
  return `#/${[page, ...rest.map(encodeURIComponent)].join('/')}${query ? `?${query}` : ''}`
}

export function go(hash) {
  if (location.hash === hash) {
    window.dispatchEvent(new HashChangeEvent('hashchange'))
  } else {
    location.hash = hash
  }
}

// Asks the server that served this page. Every failure becomes an ApiError whose message is a sentence for a person.

export class ApiError extends Error {
  constructor(status, message, field) {
    super(message)
    this.status = status
    this.field = field
  }
}

let onSignedOut = () => {}

// Called when a session has ended meanwhile.
export function whenSignedOut(listener) {
  onSignedOut = listener
}

async function failure(response) {
  let told = {}
  try {
    told = await response.json()
  } catch {
    // Something between here and the server answered; its text is no concern of this page.
  }
  const said = typeof told.error === 'string' ? told.error : ''
  if (response.status === 404 && said.startsWith('there is no such path')) {
    return new ApiError(404, 'This server does not have this part switched on, or is of another version than the page.')
  }
  if (response.status === 403) {
    return new ApiError(403, said || 'Your role does not include this.')
  }
  const sentence = said || `The server answered ${response.status}.`
  return new ApiError(response.status, told.field ? `${told.field}: ${sentence}` : sentence, told.field)
}

async function ask(method, path, { body, accept = 'application/json', signal } = {}) {
  const headers = { Accept: accept }
  if (body !== undefined) {
    headers['Content-Type'] = 'application/json'
  }
  let response
  try {
    response = await fetch(path, {
      method,
      headers,
      signal,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
    })
  } catch (error) {
    if (error.name === 'AbortError') {
      throw error
    }
    throw new ApiError(0, 'The server does not answer. It may be starting again; this page keeps trying.')
  }
  if (!response.ok) {
    const error = await failure(response)
    if (response.status === 401 && path !== '/api/session') {
      onSignedOut()
    }
    throw error
  }
  return response
}

export async function get(path, options) {
  return (await ask('GET', path, options)).json()
}

export async function getText(path, accept, options) {
  return (await ask('GET', path, { ...options, accept })).text()
}

export async function send(method, path, body, options) {
  const response = await ask(method, path, { ...options, body })
  return response.status === 204 ? undefined : response.json()
}

// A query string of what has a value.
export function query(parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const text = new URLSearchParams(given).toString()
  return text ? `?${text}` : ''
}

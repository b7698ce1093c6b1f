// Exchanges a token for a session. The token is sent once and kept nowhere in the page.
import { send } from './api.js'
import { el, say } from './dom.js'

export function signInPage(place, signedIn) {
  const token = el('input', { id: 'token', type: 'password', autocomplete: 'current-password', required: true, 'aria-describedby': 'token-help token-error', spellcheck: 'false' })
  const error = el('p', { id: 'token-error', class: 'error', role: 'alert' })
  const submit = el('button', { type: 'submit', class: 'primary' }, 'Sign in')
  const form = el('form', { class: 'sign-in', submit: async (event) => {
    event.preventDefault()
    submit.disabled = true
    say(error, '')
    try {
      await send('POST', '/api/session', { token: token.value.trim() })
      token.value = ''
      signedIn()
    } catch (failure) {
      say(error, failure.message)
      submit.disabled = false
      token.focus()
    }
  } },
  el('img', { src: '/console/icon.svg', alt: '', width: 40, height: 40 }),
  el('h1', {}, 'Sign in to sip-verify'),
  el('label', { for: 'token' }, 'Token'),
  token,
  el('p', { id: 'token-help', class: 'help' }, 'Made on the server by ', el('code', {}, 'sip-verify token NAME --role read'), '.'),
  error,
  submit)
  place.append(form)
  token.focus()
}

// Decides what is shown: sign-in, or the page of the address. A page is a function (place, route, session) that fills the
// place; what it starts (timers, connections) ends with the signal it is given.
import { ApiError, get, whenSignedOut } from './api.js'
import { el, put } from './dom.js'
import { failureNote, may } from './parts.js'
import { parse } from './router.js'
import { showHeader, stopShell } from './shell.js'
import { signInPage } from './sign-in.js'
import { callPage } from './call.js'
import { callsPage } from './calls.js'
import { nowPage } from './now.js'
import { policyPage } from './policy.js'
import { probePage } from './probe.js'
import { sourcesPage } from './sources.js'
import { systemPage } from './system.js'

const PAGES = {
  now: { title: 'Now', role: 'watch', show: nowPage },
  calls: { title: 'Calls', role: 'watch', show: callsPage },
  call: { title: 'Call', role: 'read', show: callPage },
  policy: { title: 'Policy', role: 'read', show: policyPage },
  sources: { title: 'Sources', role: 'read', show: sourcesPage },
  system: { title: 'System', role: 'watch', show: systemPage },
  probe: { title: 'Probe', role: 'operate', show: probePage },
}

const main = document.getElementById('main')
let session
let current
let shown = ''

async function begin() {
  try {
    session = await get('/api/session')
  } catch (error) {
    if (error instanceof ApiError && (error.status === 401 || error.status === 403)) {
      showSignIn()
    } else {
      put(main, failureNote(error))
      setTimeout(begin, 5000)
    }
    return
  }
  showPage()
}

function end() {
  current?.abort()
  current = new AbortController()
  return current.signal
}

function showSignIn() {
  end()
  stopShell()
  shown = ''
  document.title = 'Sign in – sip-verify'
  put(main)
  signInPage(main, begin)
}

whenSignedOut(() => {
  session = undefined
  showSignIn()
})

function showPage() {
  if (!session) {
    return
  }
  const route = parse(location.hash)
  const page = PAGES[route.page]
  const signal = end()
  showHeader(session, route.page, { signIn: showSignIn, signedOut: begin })
  document.title = `${page?.title ?? 'No such page'} – sip-verify`
  put(main)
  if (page && !may(session, page.role)) {
    put(main, el('h1', {}, page.title), el('p', { class: 'note' }, `This page takes the role ${page.role}, and yours is ${session.role}.`))
  } else if (page) {
    page.show(main, route, session, signal)
  } else {
    put(main, el('h1', {}, 'No such page'), el('p', {}, el('a', { href: '#/now' }, 'Go to Now')))
  }
  // What had the focus is gone, unless the page has found it a better place.
  if (shown && document.activeElement === document.body) {
    main.focus({ preventScroll: true })
  }
  if (shown && shown !== route.page) {
    scrollTo(0, 0)
  }
  shown = route.page
}

// The address is that of the page, so the link to its content must not change it.
document.querySelector('.skip').addEventListener('click', (event) => {
  event.preventDefault()
  main.focus()
})
window.addEventListener('hashchange', showPage)
begin()

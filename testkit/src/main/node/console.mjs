// Uses the console as a person does, in Debian's Chromium. Each line of standard input is a step that a Java test asks for,
// each line of standard output what came of it: {step, ...} in, {...} or {failed: why} out. There is one browser.
import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import AxeBuilder from '@axe-core/playwright'
import { chromium } from 'playwright-core'

const PATIENCE = 20_000
const SIZES = { narrow: { width: 390, height: 844 }, wide: { width: 1280, height: 800 } }
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const program = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((it) => existsSync(it))
let browser
let context
let page
let origin
let faults = []

// A browser that nobody is signed in with.
async function fresh({ url }) {
  browser ??= await chromium.launch({ executablePath: program, args: ['--disable-gpu'] })
  await context?.close()
  context = await browser.newContext({ viewport: SIZES.wide, reducedMotion: 'reduce' })
  context.setDefaultTimeout(PATIENCE)
  page = await context.newPage()
  origin = new URL(url).origin
  faults = []
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('console', (message) => {
    // Chromium reports each answer that is no success; the page shows what matters of those, and tests look at that.
    if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource')) {
      faults.push(`${message.type()}: ${message.text()}`)
    }
  })
  page.on('request', (request) => {
    if (!/^(blob|data):/.test(request.url()) && new URL(request.url()).origin !== origin) {
      faults.push(`request: ${request.url()}`)
    }
  })
  await page.goto(origin)
  await page.locator('h1').waitFor()
  return { heading: await page.locator('h1').innerText() }
}

async function signIn({ token }) {
  await page.getByLabel('Token').fill(token)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Pages' }).waitFor()
  return { who: await page.locator('.who').innerText() }
}

async function settled() {
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => !document.querySelector('[aria-busy]'))
}

async function open(address) {
  await page.evaluate((hash) => { location.hash = hash }, address)
  await settled()
}

// A page, once it has a text or a button that the test waits for.
async function look({ address, text, button }) {
  await open(address)
  if (text) {
    await page.getByText(text).first().waitFor()
  }
  if (button) {
    await page.getByRole('button', { name: button, exact: true }).waitFor()
  }
  return {
    text: await page.locator('body').innerText(),
    buttons: await page.getByRole('button').allInnerTexts(),
    faults,
  }
}

function shown(violation) {
  return `${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`
}

// Every page, dark and light, narrow and wide: what axe finds, whether it is too wide, what the browser complains about.
async function audit({ pages, screenshots }) {
  const wrong = []
  mkdirSync(screenshots, { recursive: true })
  for (const colorScheme of ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    for (const [name, address] of Object.entries(pages)) {
      await open(address)
      for (const [size, viewport] of Object.entries(SIZES)) {
        await page.setViewportSize(viewport)
        const where = `${name}, ${colorScheme}, ${size}`
        const found = await new AxeBuilder({ page }).withTags(RULES).analyze()
        wrong.push(...found.violations.map((it) => `${where}: ${shown(it)}`))
        const [content, room] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth])
        if (content > room) {
          wrong.push(`${where}: ${content} pixels do not fit into ${room}`)
        }
        if ((colorScheme === 'light') === (size === 'wide')) {
          await page.screenshot({ path: join(screenshots, `${name}-${colorScheme}-${size}.png`) })
        }
      }
    }
  }
  await page.setViewportSize(SIZES.wide)
  await page.emulateMedia({ colorScheme: 'light' })
  return { wrong, faults }
}

// Says when a text comes onto the page, in milliseconds since 1970.
async function watch({ text }) {
  await open('#/now')
  await page.locator('[data-live=open]').waitFor()
  await page.evaluate((wanted) => {
    window.seenAt = new Promise((resolve) => {
      new MutationObserver(() => {
        if (document.querySelector('main').textContent.includes(wanted)) {
          resolve(Date.now())
        }
      }).observe(document.querySelector('main'), { childList: true, subtree: true, characterData: true })
    })
  }, text)
  return {}
}

async function seen() {
  return { at: await page.evaluate(() => window.seenAt) }
}

// Sends the form of the page Calls, and waits for what is found: what was found before may still stand there.
async function searched(send) {
  await page.locator('[aria-label=Result]').evaluate((it) => { it.dataset.before = 'true' })
  await send()
  await page.locator('[aria-label=Result]:not([data-before]) [role=status]').first().filter({ hasText: /\.$/ }).waitFor()
}

// Fills the form of the page Calls and sends it.
async function search({ fields }) {
  await open('#/now')
  await open('#/calls')
  for (const [label, value] of Object.entries(fields)) {
    const control = page.getByRole('search').getByLabel(label, { exact: true })
    await (await control.evaluate((it) => it.tagName) === 'SELECT' ? control.selectOption(value) : control.fill(value))
  }
  await searched(() => page.getByRole('button', { name: 'Search' }).click())
  const rows = await page.locator('[aria-label=Result] tbody tr').allInnerTexts()
  return { rows, address: new URL(page.url()).hash, faults }
}

// Opens the first call that was found, and a message of its ladder.
async function call() {
  await page.locator('[aria-label=Result] tbody a').first().click()
  await page.getByRole('heading', { name: 'Messages' }).waitFor()
  await settled()
  const arrows = page.locator('.ladder g[role=button]')
  if (await arrows.count() > 0) {
    await arrows.first().click()
  }
  return {
    text: await page.locator('main').innerText(),
    arrows: await arrows.count(),
    message: await page.locator('.ladder-box pre').innerText().catch(() => ''),
    address: new URL(page.url()).hash,
    images: await page.locator('main img').count(),
    faults,
  }
}

// Presses keys until the focus is on what is wanted; a page where that takes longer than a hundred is no page for keys.
async function tabTo(selector) {
  for (let i = 0; i < 100; i++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) {
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`the keyboard does not reach ${selector}`)
}

// From the sign-in to a message of a call, without the mouse.
async function keyboard({ token, callId }) {
  await page.keyboard.type(token)
  await page.keyboard.press('Enter')
  await page.getByRole('navigation', { name: 'Pages' }).waitFor()
  await tabTo('.skip')
  await page.keyboard.press('Enter')
  const skipped = await page.evaluate(() => document.activeElement?.id)
  await tabTo('nav a[href="#/calls"]')
  await page.keyboard.press('Enter')
  await page.locator('form[role=search]').waitFor()
  await tabTo('input[name=call_id]')
  await page.keyboard.type(callId)
  await searched(() => page.keyboard.press('Enter'))
  await tabTo('[aria-label=Result] tbody a')
  await page.keyboard.press('Enter')
  await page.locator('.ladder g[role=button]').first().waitFor()
  await tabTo('.ladder g[role=button]')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  return { skipped, message: await page.locator('.ladder-box pre').innerText(), faults }
}

async function press({ button }) {
  page.once('dialog', (dialog) => dialog.accept())
  await page.getByRole('button', { name: button, exact: true }).click()
  return {}
}

const STEPS = { fresh, signIn, look, audit, watch, seen, search, call, keyboard, press }

for await (const line of createInterface({ input: process.stdin })) {
  const question = JSON.parse(line)
  try {
    console.log(JSON.stringify(await STEPS[question.step](question)))
  } catch (error) {
    const text = await page?.locator('body').innerText().catch(() => '')
    console.log(JSON.stringify({ failed: `${question.step}: ${error.stack}`, text, faults }))
  }
}
await browser?.close()

// A real browser for the journeys: Debian's Chromium, which can reach this
// machine only, in Vietnamese and in Viet Nam's time. Every page that a test
// opens is also asked whether it kept to itself and fits its window.
import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium } from 'playwright-core'

const require = createRequire(import.meta.url)
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')
const shots = new URL('../../var/test/shots/', import.meta.url).pathname

export const PHONE = { width: 360, height: 740 }
export const DESK = { width: 1280, height: 900 }

const flags = [
  '--no-sandbox', // the tests may run as root
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-sync',
  '--no-first-run',
  '--disable-features=OptimizationHints,MediaRouter,Translate',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
]

let shared

// One browser a test file; close it in after().
export async function openBrowser() {
  shared ??= await chromium.launch({
    executablePath: '/usr/lib/chromium/chromium',
    args: flags,
  })
  return shared
}

export async function closeBrowser() {
  await shared?.close()
  shared = undefined
}

// openPage({ size, javaScript, lang, baseURL }): a visitor nobody knows yet.
// `page.strangers` fills with every request that left this machine,
// `page.complaints` with what the browser's console reported as an error.
export async function openPage({
  size = DESK, javaScript = true, lang = 'vi-VN', baseURL,
} = {}) {
  const browser = await openBrowser()
  const context = await browser.newContext({
    viewport: size,
    javaScriptEnabled: javaScript,
    locale: lang,
    timezoneId: 'Asia/Ho_Chi_Minh',
    baseURL,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  page.javaScript = javaScript
  page.strangers = []
  page.complaints = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^(https?|wss?):$/.test(url.protocol) && url.hostname !== '127.0.0.1')
      page.strangers.push(request.url())
  })
  page.on('pageerror', (error) => page.complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') page.complaints.push(message.text())
  })
  return page
}

// axe needs timers, which stand still where scripts are off: it reads a copy
// of the page in which scripts run but the page's own never arrive.
async function copyForAxe(page) {
  const browser = await openBrowser()
  const copy = await browser.newPage({ viewport: page.viewportSize() })
  const body = await page.content()
  await copy.route('**/*.js', (route) => route.abort())
  await copy.route(page.url(), (route) => route.fulfill(
    { body, contentType: 'text/html; charset=utf-8' }))
  await copy.goto(page.url())
  return copy
}

async function runAxe(page) {
  return page.evaluate(async (source) => {
    const axe = new Function(`${source}; return window.axe`)()
    return axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'],
    })
  }, axeSource)
}

// WCAG 2.1 AA, no violation; the message names rule and place.
export async function assertAccessible(page) {
  const read = page.javaScript ? page : await copyForAxe(page)
  const answer = await runAxe(read)
  if (read !== page) await read.close()
  const found = answer.violations.map(
    (v) => `${v.id} (${v.help}): ${v.nodes.map((n) => n.target).join(', ')}`)
  assert.deepEqual(found, [], `${page.url()} is not accessible`)
}

export async function assertFits(page) {
  const [wide, window] = await page.evaluate(
    () => [document.documentElement.scrollWidth, innerWidth])
  assert.ok(wide <= window, `${page.url()} is ${wide} px wide, not ${window}`)
}

// What holds for every page of the site.
export async function assertGoodPage(page) {
  await assertAccessible(page)
  await assertFits(page)
  assert.deepEqual(page.strangers, [], `${page.url()} asked elsewhere`)
  assert.deepEqual(page.complaints, [], `${page.url()} complained`)
}

// A picture in var/test/shots, for a person to look at.
export async function shoot(page, name) {
  mkdirSync(shots, { recursive: true })
  const { width } = page.viewportSize()
  await page.screenshot({ path: `${shots}${name}-${width}.png`, fullPage: true })
}

// What the script adds to pages: keys, one submission only, drafts, uploads,
// the type-ahead. The pages are the gallery's; this server stands for ours.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { after, before, test } from 'node:test'

import { closeBrowser, openBrowser } from './browser.mjs'

const gallery = new URL('../../build/tests/look/gallery', import.meta.url)
  .pathname
const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
}
let folder, server, browser, base
let posts = []
let answer = () => ({ status: 204 })

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'comfort-'))
  assert.equal(spawnSync(gallery, [folder]).status, 0)
  server = createServer((request, response) => {
    const url = new URL(request.url, 'http://x')
    if (request.method === 'POST' || !extname(url.pathname)) {
      let body = ''
      request.on('data', (part) => {
        body += part
      })
      request.on('end', () => {
        const said = answer({ url, method: request.method, body })
        if (request.method === 'POST') posts.push({ url, body })
        response.writeHead(said.status, said.headers)
        setTimeout(() => response.end(said.body), said.wait_ms ?? 0)
      })
      return
    }
    try {
      const bytes = readFileSync(join(folder, url.pathname))
      response.setHeader('Content-Type', types[extname(url.pathname)] ?? 'x/y')
      response.setHeader(
        'Content-Security-Policy',
        "default-src 'none'; " +
          "script-src 'self'; style-src 'self'; img-src 'self'; " +
          "font-src 'self'; connect-src 'self'; form-action 'self'",
      )
      response.end(bytes)
    } catch {
      response.writeHead(404).end()
    }
  })
  await new Promise((done) => {
    server.listen(0, '127.0.0.1', done)
  })
  base = `http://127.0.0.1:${server.address().port}`
  browser = await openBrowser()
})

after(async () => {
  await closeBrowser()
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})

async function open(name) {
  posts = []
  answer = () => ({ status: 204 })
  const page = await browser.newPage()
  await page.goto(`${base}/${name}.vi.html`)
  return page
}

async function until(found, words) {
  for (let i = 0; i < 50; i++) {
    if (found()) return
    await new Promise((done) => {
      setTimeout(done, 100)
    })
  }
  assert.fail(words)
}

test('the error summary has the focus and leads to the wrong part', async () => {
  const page = await open('08-form-errors')
  assert.equal(
    await page.evaluate(() => document.activeElement.className),
    'govuk-error-summary',
  )
  await page.click("a[href='#birth']")
  assert.equal(
    await page.evaluate(() => document.activeElement.name),
    'birth.month',
  )
  await page.close()
})

test('a place is found by a few letters and chosen by keys', async () => {
  const page = await open('08-form-errors')
  answer = ({ url }) => ({
    status: 200,
    headers: { 'Content-Type': 'text/html' },
    body: `<li role="option" aria-selected="false" data-value="30280"
      data-label="Phường Mỹ Bình"><b>Mỹ Bình ${url.searchParams.get('q')} ${url.searchParams.get(
        'huyen',
      )}</b></li>`,
  })
  await page.fill('#at', 'my b')
  await page.waitForSelector('#at-ds [role=option]')
  assert.match(await page.textContent('#at-ds'), /my b 883/)
  assert.equal(await page.getAttribute('#at', 'aria-expanded'), 'true')
  await page.press('#at', 'ArrowDown')
  await page.press('#at', 'Enter')
  assert.equal(await page.inputValue('#at'), 'Phường Mỹ Bình')
  assert.equal(await page.inputValue("[name='at.commune']"), '30280')
  assert.equal(await page.isVisible('#at-ds'), false)
  await page.close()
})

test("what is typed is saved, and says so in the server's words", async () => {
  const page = await open('08-form-kinds')
  answer = () => ({
    status: 200,
    headers: { 'Draft-Revision': '8' },
    body: 'Đã lưu lúc 10:25',
  })
  await page.fill('#about', 'Làm bánh.')
  await until(() => posts.length > 0, 'nothing was saved')
  assert.equal(new URLSearchParams(posts[0].body).get('about'), 'Làm bánh.')
  await page.waitForSelector('[data-saved] >> text=Đã lưu lúc 10:25')
  assert.equal(await page.inputValue('[name=revision]'), '8')
  await page.close()
})

test('without a network the words say that it is only here', async () => {
  const page = await open('08-form-kinds')
  await page.context().setOffline(true)
  await page.fill('#about', 'Làm bánh.')
  await page.waitForSelector('[data-saved] >> text=chưa tới cổng')
  await page.context().setOffline(false)
  await page.close()
})

test('an answer brings its questions, and what was typed meanwhile stays', async () => {
  const page = await open('08-form-kinds')
  const fresh = readFileSync(join(folder, '08-form-kinds.vi.html'), 'utf8')
    .replace(/name="revision" value="\d+"/, 'name="revision" value="9"')
  let asked
  answer = ({ body }) => {
    asked = new URLSearchParams(body)
    return {
      status: 200,
      headers: { 'Content-Type': 'text/html' },
      body: fresh,
      wait_ms: 600,
    }
  }
  const choice = page.locator('[data-refreshes]').last()
  const name = await choice.getAttribute('name')
  const value = await choice.getAttribute('value')
  await choice.check()
  await page.fill('#about', 'Gõ trong lúc chờ')
  await page.waitForFunction(
    () => document.querySelector('[name=revision]').value === '9',
  )
  assert.equal(asked.get('_do'), 'refresh')
  assert.equal(asked.get(name), value)
  assert.equal(await page.inputValue('#about'), 'Gõ trong lúc chờ')
  assert.equal(await page.evaluate(() => document.activeElement.id), 'about')
  assert.match(page.url(), /08-form-kinds/)
  await page.close()
})

test('an address asks for what fits the province', async () => {
  const page = await open('08-form-errors')
  assert.ok(await page.isVisible('#at'))
  assert.equal(await page.isVisible('#at-noi-khac'), false)
  await page.selectOption('#at-tinh', '79')
  assert.equal(await page.isVisible('#at'), false)
  assert.ok(await page.isVisible('#at-noi-khac'))
  assert.ok(await page.isVisible('#at-dong'))
  await page.selectOption('#at-tinh', 'other')
  assert.equal(await page.isVisible('#at-dong'), false)
  assert.ok(await page.isVisible('#at-nuoc-ngoai'))
  await page.close()
})

test('a second press of the button sends nothing more', async () => {
  const page = await open('09-check')
  answer = () => ({ status: 200, body: 'ok', wait_ms: 800 })
  await page.check('#cam_doan')
  const pressed = await page.evaluate(() => {
    const button = document.querySelector('button[data-busy]')
    const width = button.offsetWidth
    button.click()
    const words = button.textContent
    const kept = button.offsetWidth >= width
    button.click()
    return { words, kept }
  })
  assert.deepEqual(pressed, { words: 'Đang nộp…', kept: true })
  await until(() => posts.length > 0, 'nothing was sent')
  await new Promise((done) => {
    setTimeout(done, 500)
  })
  assert.equal(posts.length, 1)
  await page.close()
})

test('a file that is too large is refused before it travels', async () => {
  const page = await open('08-form-papers')
  await page.setInputFiles('#minutes', {
    name: 'x.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.alloc(11 << 20),
  })
  await page.waitForSelector('text=Tệp nặng 11,0 MB')
  assert.equal(posts.length, 0)
  await page.close()
})

test('a chosen file goes up by itself and the page follows', async () => {
  const page = await open('08-form-papers')
  answer = ({ method }) =>
    method === 'POST'
      ? { status: 303, headers: { Location: '/10-submitted.vi.html' } }
      : { status: 204 }
  await page.setInputFiles('#minutes', {
    name: 'x.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('%PDF-1.7'),
  })
  await page.waitForURL('**/10-submitted.vi.html')
  assert.match(posts[0].body, /%PDF-1\.7/)
  await page.close()
})

test('J, K and O walk the queue; letters in a field stay letters', async () => {
  const page = await open('20-queue')
  const at = () => page.getAttribute('tr[data-cursor]', 'id')
  assert.equal(await at(), 'hs-QH4T-81WC')
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  assert.equal(await at(), 'hs-K7QM-2X9D')
  await page.keyboard.press('/')
  await page.keyboard.type('jk', { delay: 120 })
  assert.equal(await page.inputValue('#tim'), 'jk')
  assert.equal(await at(), 'hs-K7QM-2X9D')
  await page.keyboard.press('Tab')
  await page.keyboard.press('?')
  assert.ok(await page.isVisible('[data-key-help]'))
  await page.close()
})

test("a scanner's burst goes to the search wherever the focus is", async () => {
  const page = await open('20-queue')
  await page.evaluate(() => {
    for (const key of [...'H01.21-260428-0037', 'Enter'])
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true }),
      )
  })
  assert.equal(await page.inputValue('#tim'), 'H01.21-260428-0037')
  await page.close()
})

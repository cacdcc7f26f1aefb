// The checks themselves, each with a page that they must refuse.
import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, test } from 'node:test'
import {
  PHONE, assertAccessible, assertFits, assertGoodPage, closeBrowser, openPage,
} from './browser.mjs'

const good = `<!DOCTYPE html><html lang="vi"><title>Tra cứu</title>
  <link rel="icon" href="data:,"><main><h1>Tra cứu hồ sơ</h1>
  <label for="ma">Mã hồ sơ</label><input id="ma"></main>`
const pages = {
  '/good': good,
  '/label-missing': good.replace(/<label.*<\/label>/, ''),
  '/wide': good.replace('<h1>', '<h1 style="width:1500px">'),
  '/stranger': `${good}<img alt="" src="http://example.org/a.png">`,
  '/broken-script': `${good}<script>throw Error('hỏng')</script>`,
}
let server
let baseURL

before(async () => {
  server = createServer((request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.setHeader('content-security-policy', "script-src 'unsafe-inline'")
    response.end(pages[request.url] ?? '')
  })
  await new Promise((done) => server.listen(0, '127.0.0.1', done))
  baseURL = `http://127.0.0.1:${server.address().port}`
})

after(async () => {
  await closeBrowser()
  server.close()
})

async function open(path, options) {
  const page = await openPage({ baseURL, ...options })
  await page.goto(path)
  return page
}

test('a good page passes, with scripts and without', async () => {
  await assertGoodPage(await open('/good', { size: PHONE }))
  await assertGoodPage(await open('/good', { javaScript: false }))
})

test('a field without a label is refused, with scripts and without', async () => {
  for (const javaScript of [true, false])
    await assert.rejects(assertAccessible(
      await open('/label-missing', { javaScript })), /label/)
})

test('a page wider than its window is refused', async () => {
  await assert.rejects(assertFits(await open('/wide', { size: PHONE })), /150\d px wide/)
})

test('a request to another machine is stopped and refused', async () => {
  const page = await open('/stranger')
  assert.equal(await page.locator('img').evaluate((i) => i.naturalWidth), 0)
  await assert.rejects(assertGoodPage(page), /example\.org/)
})

test('an error of a script is refused', async () => {
  await assert.rejects(assertGoodPage(await open('/broken-script')), /hỏng/)
})

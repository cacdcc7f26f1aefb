// What a visitor sees at an address that does not exist.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  DESK, PHONE, assertAccessible, assertFits, closeBrowser, openPage, shoot,
} from './browser.mjs'
import { startPortal } from './portal.mjs'

let portal

before(async () => { portal = await startPortal() })

after(async () => {
  await closeBrowser()
  await portal.stop()
})

for (const size of [PHONE, DESK])
  for (const javaScript of [true, false])
    test(`a page that is not there says so, ${size.width} px wide, scripts ${
      javaScript ? 'on' : 'off'}`, async () => {
      const page = await openPage({ baseURL: portal.url, size, javaScript })
      const answer = await page.goto('/khong-co-trang-nay')
      assert.equal(answer.status(), 404)
      await assertAccessible(page)
      await assertFits(page)
      assert.deepEqual(page.strangers, [])
      await shoot(page, 'khong-co')
    })

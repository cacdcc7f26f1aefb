// What a citizen is told: she files, finds the message on the portal with its
// count in the header, reads it, and chooses how she wants to be told; the
// officer sees that she read it. On a phone with scripts in Vietnamese, at a
// desk without scripts in English.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { answers } from './birth.mjs'
import {
  DESK, PHONE, assertGoodPage, closeBrowser, openPage, shoot,
} from './browser.mjs'
import * as people from './journey.mjs'
import { login, startPortal } from './portal.mjs'

const hers = {
  ...answers,
  'requester.id_number': '089192000456',
  'requester.residence.detail': '24/6 Lý Thái Tổ',
  'mother.full_name': 'Trần Thị Ngọc Lan',
}

// The work room tells people a moment after the commit.
async function told(page) {
  for (let i = 0; i < 40; i++) {
    await page.goto('/thong-bao')
    if (await page.locator('ul.dossiers li').count()) return
    await sleep(250)
  }
  assert.fail('nobody told her')
}

function journey(look, phone, words) {
  let portal
  let page
  let code

  async function good(name) {
    await shoot(page, `messages-${name}-${look.lang}`)
    assert.equal(await page.locator('html').getAttribute('lang'), look.lang)
    await assertGoodPage(page)
  }

  before(async () => {
    portal = await startPortal({ prepare: (run) => run('demo', '--empty') })
    page = await openPage({ baseURL: portal.url, ...look })
    await page.goto(`/?lang=${look.lang}`)
    await people.register(page, { phone, name: 'Trần Thị Ngọc Lan' })
    await people.findBirth(page)
    await people.chooseCase(page)
    await people.declare(page, () => {}, hers)
    await people.attach(page)
    await people.onward(page)
    code = await people.submit(page)
  })

  after(async () => {
    await closeBrowser()
    await portal?.stop()
  })

  test('she is told that she filed, and how many messages are new', async () => {
    await told(page)
    await good('list')
    assert.equal(await page.locator('ul.dossiers li').count(), 1)
    assert.match(await page.locator('header .hd-unread').first()
      .textContent(), /1/)
    await page.goto('/ho-so')
    assert.equal(await page.locator('main a[href="/thong-bao"]').count(), 1)
  })

  test('she reads it, and it is new no more', async () => {
    await page.goto('/thong-bao')
    await page.locator('ul.dossiers h2 a').first().click()
    await page.waitForURL(/thong-bao\/\d+/)
    await good('message')
    assert.equal(await page.locator('header .hd-unread').count(), 0)
    const text = await page.locator('main').innerText()
    assert.match(text.replaceAll('-', ''), new RegExp(code))
    assert.match(text, words.todo)
    await page.locator('main a[href^="/ho-so/"]').click()
    await page.waitForURL(/ho-so/)
  })

  test('she chooses how she wants to be told', async () => {
    await page.goto('/tai-khoan/thong-tin')
    await good('choices')
    await page.locator('[name=tin_nhan][value=khong]').check()
    await page.locator('[name=thu_bao][value=en]').check()
    await people.press(page)
    await good('chosen')
    assert.match(await page.locator('main').innerText(), words.noSms)
    await page.goto('/tai-khoan/thong-tin')
    assert.ok(await page.locator('[name=tin_nhan][value=khong]').isChecked())
    assert.ok(await page.locator('[name=thu_bao][value=en]').isChecked())
  })

  test('the officer sees that she read it', async () => {
    const officer = await openPage({ baseURL: portal.url, ...look, size: DESK })
    await officer.goto(`/?lang=${look.lang}`)
    await login(officer, 'tiepnhan.mybinh')
    await officer.goto(`/can-bo/ho-so/${code}?phan=dien-bien`)
    await shoot(officer, `messages-officer-${look.lang}`)
    await assertGoodPage(officer)
    assert.match(await officer.locator('main').innerText(), words.read)
    await officer.context().close()
  })
}

describe('a phone, scripts, Vietnamese', () => journey(
  { size: PHONE, javaScript: true, lang: 'vi' }, '0912000111', {
    todo: /Ông\/bà chưa phải làm gì thêm/,
    noSms: /Không nhắn tin cho tôi/,
    read: /Trên cổng: đã đọc lúc/,
  }))
describe('a desk, no scripts, English', () => journey(
  { size: DESK, javaScript: false, lang: 'en' }, '0912000222', {
    todo: /There is nothing for you to do now/,
    noSms: /Send me no text messages/,
    read: /On the portal: read at/,
  }))

// The main job, end to end: a mother registers a birth; reception, processor,
// leader and clerk of her commune do their steps; she downloads the result;
// whoever has the code sees how far it is and nothing more. Twice: on a phone
// with scripts in Vietnamese, at a desk without scripts in English. Every page
// on the way is a good page.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answers } from './birth.mjs'
import {
  DESK, PHONE, assertGoodPage, closeBrowser, openPage, shoot,
} from './browser.mjs'
import * as people from './journey.mjs'
import { login, startPortal } from './portal.mjs'

const mother = 'Trần Thị Ngọc Lan'
const hers = {
  ...answers,
  'requester.id_number': '089192000456',
  'requester.residence.detail': '24/6 Lý Thái Tổ',
  'mother.full_name': mother,
}
const result = 'Giay khai sinh'

function journey(look, phone) {
  let portal
  let citizen
  let submission
  let code
  let seen = 0

  async function good(page) {
    await shoot(page, `journey-${phone}-${String(++seen).padStart(2, '0')}`)
    assert.equal(await page.locator('html').getAttribute('lang'), look.lang)
    await assertGoodPage(page)
  }

  async function visit(size = look.size) {
    const page = await openPage({ baseURL: portal.url, ...look, size })
    await page.goto(`/?lang=${look.lang}`)
    return page
  }

  async function staff(name, act) {
    const page = await visit(DESK)
    await login(page, `${name}.mybinh`)
    await good(page)
    await people.openFirst(page)
    await good(page)
    await act(page)
    await good(page)
    await page.context().close()
  }

  before(async () => {
    portal = await startPortal({ prepare: (run) => run('demo', '--empty') })
    citizen = await visit()
  })

  after(async () => {
    await closeBrowser()
    await portal?.stop()
  })

  test('she opens an account', async () => {
    await people.register(citizen, { phone, name: mother })
    await good(citizen)
  })

  test('she finds the procedure and chooses her case', async () => {
    await people.findBirth(citizen)
    await good(citizen)
    await people.chooseCase(citizen)
  })

  test('she answers page after page', async () => {
    await people.declare(citizen, good, hers)
    await good(citizen)
  })

  test('she attaches the papers and reads her answers again', async () => {
    await people.attach(citizen)
    await good(citizen)
    await people.onward(citizen)
    await good(citizen)
    const text = await citizen.locator('main').innerText()
    for (const answer of [mother, 'Trần Văn Lợi', '21/04/2026',
      'khóm Đông An 5, Phường Mỹ Bình', 'giay-to-1.pdf'])
      assert.ok(text.includes(answer), `${answer} is on the page`)
  })

  test('she submits and gets a code', async () => {
    submission = await people.submit(citizen)
    await good(citizen)
    assert.match(submission, /^[0-9A-Z]{14}$/)
  })

  test('going back and submitting again gives no second dossier', async () => {
    await citizen.goBack()
    if (await citizen.locator('#cam_doan').count()) {
      const again = await people.submit(citizen)
      assert.equal(again, submission)
    }
    await citizen.goto('/ho-so')
    await good(citizen)
    assert.equal(await citizen.locator('.ds').count(), 1)
  })

  test('reception accepts, and the dossier has its code', async () => {
    await staff('tiepnhan', async (page) => {
      assert.equal(await page.locator('.od-view iframe').count(), 1)
      await people.judgeAll(page)
      await people.doNext(page)
    })
    await citizen.goto('/ho-so')
    code = (await citizen.locator('.ds-code').first().innerText()).trim()
    assert.match(code, /^H01[.0-9]*-260428-0001$/)
  })

  test('she has a receipt with the day of the result', async () => {
    await citizen.goto(`/ho-so/${code}`)
    await good(citizen)
    const receipt = await citizen.request.get(
      `${portal.url}/ho-so/${code}/giay-hen`)
    assert.equal(receipt.status(), 200)
    assert.equal(receipt.headers()['content-type'], 'application/pdf')
    assert.equal((await receipt.body()).subarray(0, 5).toString(), '%PDF-')
  })

  test('processor, leader and clerk do their steps', async () => {
    await staff('tuphap', async (page) => {
      await people.takeAndDraft(page, result)
      await good(page)
      await people.doNext(page)
    })
    await staff('lanhdao', people.doNext)
    await staff('vanthu', people.doNext)
  })

  test('whoever has the code sees how far it is, and nothing more', async () => {
    const stranger = await visit()
    for (const number of [code, submission]) {
      await stranger.goto(`/tra-cuu?ma=${number}`)
      await good(stranger)
      const text = await stranger.locator('main').innerText()
      for (const secret of [mother, 'Lan', phone, 'Lý Thái Tổ', 'Mỹ Duyên',
        '089192000456', 'Gia Bảo'])
        assert.ok(!text.includes(secret), `${secret} is shown to a stranger`)
    }
    assert.equal((await stranger.goto(`/ho-so/${code}`)).url(),
      `${portal.url}/dang-nhap?tiep=%2Fho-so%2F${code}`)
    await stranger.context().close()
  })

  test('reception returns it, and she downloads the result', async () => {
    await staff('tiepnhan', people.doNext)
    await citizen.goto(`/ho-so/${code}`)
    await good(citizen)
    const link = citizen.locator('main a[href*="/tep/"]').first()
    const file = await citizen.request.get(
      portal.url + await link.getAttribute('href'))
    assert.equal(file.status(), 200)
    assert.ok((await file.body()).toString('latin1').includes(result))
  })
}

describe('on a phone, with scripts, in Vietnamese', () =>
  journey({ size: PHONE, javaScript: true, lang: 'vi' }, '0912000001'))
describe('at a desk, without scripts, in English', () =>
  journey({ size: DESK, javaScript: false, lang: 'en' }, '0912000002'))

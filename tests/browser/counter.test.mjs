// Somebody stands at the counter: an officer takes their dossier in, once with
// the keyboard alone, once without scripts, and hands the receipt over.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { nextPage } from './birth.mjs'
import {
  DESK, PHONE, assertGoodPage, closeBrowser, openPage, shoot,
} from './browser.mjs'
import { login, startPortal } from './portal.mjs'

const card = '089192000789|352000789|Lâm Thị Bích Thủy|07031992|Nữ|' +
  '24/6 Lý Thái Tổ, Mỹ Bình, Long Xuyên, An Giang|15042021'

// Certifying a copy: what the form asks, by name.
const given = {
  'certify_at.district': '883',
  'certify_at.text': 'Phường Mỹ Bình',
  'papers[0].title': 'Bằng tốt nghiệp đại học',
  'papers[0].issuer': 'Trường Đại học An Giang',
  'papers[0].pages': '2',
  'papers[0].copies': '3',
  'papers[0].medium': 'paper',
  'bars': 'true',
  'ban_chinh.original': '1',
}

const focused = (page) => page.evaluate(() => {
  const { name = '', type, value, checked } = document.activeElement
  return { name, type, value, checked }
})

// Chooses in what has the focus, by the keys that people use.
async function chooseByKey(page, { type, value, checked }, wanted) {
  if (type === 'checkbox') {
    if (!checked) await page.keyboard.press('Space')
  } else if (type === 'radio') {
    if (!checked) await page.keyboard.press('Space')
    for (let i = 0; (await focused(page)).value !== wanted; i++) {
      assert.ok(i < 20, `no ${wanted} among the choices`)
      await page.keyboard.press('ArrowDown')
    }
  } else if (type === 'select-one') {
    for (let i = 0; (await focused(page)).value !== wanted; i++) {
      assert.ok(i < 60, `no ${wanted} in the list`)
      await page.keyboard.press('ArrowDown')
    }
  } else if (value !== wanted) {
    await page.keyboard.press('Control+a')
    await page.keyboard.type(wanted)
  }
}

// From where the focus is to the last answer, by Tab.
async function answerByKey(page, answers) {
  const left = new Map(Object.entries(answers))
  for (let i = 0; left.size && i < 200; i++) {
    await page.keyboard.press('Tab')
    const now = await focused(page)
    if (!left.has(now.name)) continue
    await chooseByKey(page, now, left.get(now.name))
    left.delete(now.name)
  }
  assert.deepEqual([...left.keys()], [])
}

async function officer(portal, look) {
  const page = await openPage({ baseURL: portal.url, ...look })
  await page.goto(`/?lang=${look.lang}`)
  await login(page, 'tiepnhan.mybinh')
  return page
}

async function assertReceipt(page, portal) {
  const link = page.locator('main a[href$="/giay-hen"]').first()
  const receipt = await page.request.get(
    portal.url + await link.getAttribute('href'))
  assert.equal(receipt.status(), 200)
  assert.equal((await receipt.body()).subarray(0, 5).toString(), '%PDF-')
}

describe('the counter', () => {
  let portal

  before(async () => {
    portal = await startPortal({ prepare: (run) => run('demo', '--empty') })
  })

  after(async () => {
    await closeBrowser()
    await portal?.stop()
  })

  test('takes a dossier in with the keyboard alone', async () => {
    const page = await officer(portal,
      { size: DESK, javaScript: true, lang: 'vi' })
    const press = (key) => nextPage(page, () => page.keyboard.press(key))

    await page.goto('/can-bo')
    await press('n')
    await assertGoodPage(page)
    await page.keyboard.type(card)
    await press('Enter')
    assert.equal(await page.inputValue('[name=ho_ten]'), 'Lâm Thị Bích Thủy')
    await page.keyboard.press('F3')
    await chooseByKey(page, await focused(page), '2.000815')
    await press('Tab')
    await shoot(page, 'counter-form')
    await assertGoodPage(page)

    await press('F9')
    assert.equal(await page.locator('.govuk-error-summary').count(), 1)
    await shoot(page, 'counter-errors')
    // Chromium reports the status 422 of a refused form.
    page.complaints.length = 0
    await assertGoodPage(page)

    await page.keyboard.press('F3')
    await answerByKey(page, given)
    await shoot(page, 'counter-filled')
    await press('F9')
    await shoot(page, 'counter-done')
    await assertGoodPage(page)
    assert.match(page.url(), /\/can-bo\/ho-so\/H01[.0-9]*-260428-\d{4}\?/)
    const text = await page.locator('main').innerText()
    assert.ok(text.includes('Lâm Thị Bích Thủy'))
    await assertReceipt(page, portal)
    await page.context().close()
  })

  test('takes a dossier in on a phone without scripts', async () => {
    const page = await officer(portal,
      { size: PHONE, javaScript: false, lang: 'en' })
    const press = (what) => nextPage(page, () => page.locator(what).click())
    const name = (field) => page.locator(`[name="${field}"]`)

    await page.goto('/can-bo/tiep-nhan')
    await assertGoodPage(page)
    await page.locator('#can_cuoc').fill('089192000790||Trần Văn Mới|' +
      '30111990|Nam|Mỹ Bình, Long Xuyên, An Giang')
    await name('thu_tuc').selectOption('2.000815')
    await press('.fkeys button.go')
    await assertGoodPage(page)
    for (const [field, value] of Object.entries(given)) {
      const kind = await name(field).first().evaluate((e) => e.type)
      if (kind === 'select-one') await name(field).selectOption(value)
      else if (kind === 'checkbox') await name(field).check()
      else if (kind === 'radio')
        await page.locator(`[name="${field}"][value="${value}"]`).check()
      else await name(field).fill(value)
    }
    await press('.fkeys button.go')
    await shoot(page, 'counter-done-plain')
    await assertGoodPage(page)
    assert.match(page.url(), /\/can-bo\/ho-so\/H01[.0-9]*-260428-\d{4}\?/)
    await assertReceipt(page, portal)
    await page.context().close()
  })
})

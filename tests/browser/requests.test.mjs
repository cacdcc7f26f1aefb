// What an applicant is asked for on the way: reception asks for what is
// missing, the mother adds it and sends the dossier again, an appraisal asks
// through reception, the leader promises a new date, and she takes the dossier
// back. On a phone with scripts in Vietnamese, at a desk without scripts in
// English.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { answers, nextPage, pdf } from './birth.mjs'
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

function journey(look, phone) {
  let portal
  let mother
  let officer
  let code

  async function good(page, name) {
    await shoot(page, `requests-${name}-${look.lang}`)
    assert.equal(await page.locator('html').getAttribute('lang'), look.lang)
    await assertGoodPage(page)
  }

  async function become(name) {
    if (officer) await officer.context().close()
    officer = await openPage({ baseURL: portal.url, ...look })
    await officer.goto(`/?lang=${look.lang}`)
    await login(officer, name)
  }

  // The page that asks, from the folded list or beside the step.
  async function open(deed) {
    await officer.goto(`/can-bo/ho-so/${code}`)
    const link = officer.locator(`main a[href$="/${deed}"]`)
    if (!await link.isVisible())
      await officer.locator('main details summary').click()
    await nextPage(officer, () => link.click())
  }

  before(async () => {
    portal = await startPortal({ prepare: (run) => run('demo', '--empty') })
    mother = await openPage({ baseURL: portal.url, ...look })
    await mother.goto(`/?lang=${look.lang}`)
    await people.register(mother, { phone, name: 'Trần Thị Ngọc Lan' })
    await people.findBirth(mother)
    await people.chooseCase(mother)
    await people.declare(mother, () => {}, hers)
    await people.attach(mother)
    await people.onward(mother)
    code = await people.submit(mother)
  })

  after(async () => {
    await closeBrowser()
    await portal?.stop()
  })

  test('reception asks once for everything that is missing', async () => {
    await become('tiepnhan.mybinh')
    await officer.goto(`/can-bo/ho-so/${code}`)
    await good(officer, 'officer')
    await open('yeu-cau-bo-sung')
    await officer.locator('[name=ly_do_chon][value=unclear]').check()
    await people.press(officer)
    assert.equal(await officer.locator('.govuk-error-summary').count(), 1)
    officer.complaints.length = 0 // of the answer 422
    await good(officer, 'ask-wrong')
    await officer.locator('[name=ly_do]')
      .fill('Chụp lại Giấy chứng sinh, bản đang có mờ dấu đỏ.')
    await officer.locator('[name=so_ngay]').fill('10')
    await good(officer, 'ask')
    await people.press(officer)
  })

  test('the mother adds the paper and sends the dossier again', async () => {
    await mother.goto('/ho-so')
    await good(mother, 'mine')
    await mother.goto(`/ho-so/${code}`)
    await good(mother, 'asked')
    await nextPage(mother, () =>
      mother.locator('main a[href$="/bo-sung"]').click())
    await mother.locator('[name=giay_to]').selectOption({ index: 1 })
    await mother.locator('#tep').setInputFiles({ name: 'chung-sinh.pdf',
      mimeType: 'application/pdf', buffer: pdf('giay chung sinh ro') })
    await nextPage(mother, () =>
      mother.locator('form[action$="/tep"] button').click())
    assert.match(await mother.locator('main .fls').innerText(),
      /chung-sinh\.pdf/)
    await mother.locator('[name=ly_do]').fill('Tôi đã chụp lại.')
    await good(mother, 'turn')
    await people.press(mother, 'main form.card button.govuk-button')
    assert.equal(await mother.locator('main a[href$="/bo-sung"]').count(), 0)
  })

  test('reception accepts, and appraisal finds more', async () => {
    await officer.goto(`/can-bo/ho-so/${code}`)
    await people.doNext(officer)
    await become('tuphap.mybinh')
    await officer.goto('/can-bo')
    await nextPage(officer, () =>
      officer.locator('a[data-open]').first().click())
    code = officer.url().split('/').pop().split('?')[0]
    await open('yeu-cau-bo-sung')
    await officer.locator('[name=ly_do_chon][value=mismatch]').check()
    await officer.locator('[name=ly_do]').fill('Họ của mẹ không khớp.')
    await people.press(officer)
    // It is the second time: the leader has to allow it.
    await become('lanhdao.mybinh')
    await officer.goto('/can-bo?viec=quyet-dinh')
    await good(officer, 'to-decide')
    await officer.goto(`/can-bo/ho-so/${code}`)
    await good(officer, 'decide')
    await open('khong-dong-y')
    await officer.locator('[name=ly_do]').fill('Đối chiếu cơ sở dữ liệu được.')
    await good(officer, 'decline')
    await people.press(officer)
  })

  test('the mother takes the dossier back', async () => {
    await mother.goto(`/ho-so/${code}`)
    await nextPage(mother, () =>
      mother.locator('main a[href$="/rut"]').click())
    await mother.locator('[name=ly_do_chon][value=again]').check()
    await good(mother, 'withdraw')
    await people.press(mother, 'main form.card button.govuk-button')
    await good(mother, 'withdrawn')
  })
}

describe('on a phone, with scripts, in Vietnamese', () => {
  journey({ size: PHONE, lang: 'vi' }, '0918000456')
})
describe('at a desk, without scripts, in English', () => {
  journey({ size: DESK, lang: 'en', javaScript: false }, '0918000457')
})

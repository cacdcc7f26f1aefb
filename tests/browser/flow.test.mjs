// A flow edited by who may: a step added, what is wrong told beside it, mended,
// made a version, published. With scripts on a phone, without them on a desk.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  DESK, PHONE, assertGoodPage, closeBrowser, openPage, shoot,
} from './browser.mjs'
import { login, startPortal } from './portal.mjs'

const looks = [
  { size: PHONE, javaScript: true, code: '1.001612' },
  { size: DESK, javaScript: false, code: '2.000884' },
]
let portal

before(async () => {
  portal = await startPortal({ prepare: (run) => run('demo', '--empty') })
})

after(async () => {
  await closeBrowser()
  await portal?.stop()
})

function buttonOf(page, row, name) {
  return page.locator(`#buoc-${row}`).getByRole('button', { name })
}

for (const { code, ...look } of looks)
  describe(`${look.size.width} px`, () => {
    let page

    before(async () => {
      page = await openPage({ baseURL: portal.url, ...look })
      await login(page, 'kiemsoat.tinh')
      await page.goto(`/quan-tri/thu-tuc?q=${code}`)
      await page.getByRole('link', { name: 'Quy trình nội bộ' }).click()
    })

    test('a step is added, and lacks its name', async () => {
      await buttonOf(page, 1, 'Thêm bước sau').click()
      await page.waitForURL(/xong=/)
      const row = page.locator('#buoc-2')
      assert.equal(await row.locator('[name$="_ma"]').inputValue(),
        `step_${await page.locator('.flow-row').count()}`)
      assert.match(await row.locator('.govuk-error-message').first().innerText(),
        /Chữ trống/)
      await shoot(page, `flow-faulty-${look.size.width}`)
      await assertGoodPage(page)
    })

    test('named and timed it is fine, and in the picture', async () => {
      await page.locator('#b2_ten').fill('Xem lại hồ sơ')
      await page.locator('#b2_ten_en').fill('A second look')
      await page.locator('#b2_so').fill('1')
      await page.getByRole('button', { name: 'Lưu nháp và kiểm tra' }).last()
        .click()
      await page.waitForURL(/xong=luu/)
      assert.match(await page.locator('main').innerText(), /không thấy lỗi/)
      assert.match(await page.locator('.flow-picture').textContent(),
        /2\. Xem lại hồ sơ/)
      await assertGoodPage(page)
    })

    test('it becomes a version, and is published apart', async () => {
      await page.getByRole('button', { name: 'Tạo phiên bản mới' }).click()
      await page.waitForURL(/xong=tao/)
      await page.getByRole('link', { name: 'Công bố 2022.2' }).click()
      await page.getByRole('button', { name: 'Công bố' }).click()
      await page.waitForURL(/xong=cong-bo/)
      await page.goto(`/thu-tuc/${code}`)
      assert.match(await page.locator('main').innerText(), /Xem lại hồ sơ/)
      await assertGoodPage(page)
    })
  })

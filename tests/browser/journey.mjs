// What the people of a dossier do, one function an act; each leaves `page`
// where a person would be afterwards.
import assert from 'node:assert/strict'
import { answerPage, answers, nextPage, pdf } from './birth.mjs'

// The button that ends a form.
export function press(page, scope = 'main form button.govuk-button') {
  return nextPage(page, () => page.locator(scope).last().click())
}

export async function register(page, { phone, name }) {
  await page.goto('/dang-ky')
  await page.locator('[name=ho_ten]').fill(name)
  await page.locator('[name="ngay_sinh.day"]').fill('7')
  await page.locator('[name="ngay_sinh.month"]').fill('3')
  await page.locator('[name="ngay_sinh.year"]').fill('1992')
  await page.locator('[name=gioi_tinh][value=nu]').check()
  await page.locator('[name=dien_thoai]').fill(phone)
  await page.locator('[name=mat_khau]').fill('con meo trang leo cay cau')
  await page.locator('[name=dong_y]').check()
  await press(page)
}

export async function findBirth(page) {
  await page.goto('/thu-tuc')
  await page.locator('main input[name=q]').first().fill('khai sinh')
  await nextPage(page, () => page.keyboard.press('Enter'))
  await nextPage(page, () =>
    page.locator('main a[href^="/thu-tuc/1.001193"]').first().click())
  await nextPage(page, () =>
    page.locator('main a[href^="/nop-ho-so/1.001193"]:visible').first()
      .click())
}

export async function chooseCase(page) {
  await page.locator('[name=truong_hop][value=on_time]').check()
  await page.locator('[name=nhan_ket_qua][value=online]').check()
  await press(page)
}

export function onward(page) {
  return nextPage(page, () =>
    page.locator('.actions button[value=next]').click())
}

// The pages of questions; `look` sees each before it is answered.
export async function declare(page, look, given = answers) {
  while (!await page.locator('form.up').count()) {
    await look(page)
    await answerPage(page, given)
    // Without scripts a question that hangs on an answer comes afterwards.
    await onward(page)
    if (await page.locator('.govuk-error-summary').count()) {
      await look(page)
      await answerPage(page, given)
      await onward(page)
    }
  }
}

export async function attach(page) {
  const count = await page.locator('form.up').count()
  for (let i = 0; i < count; i++) {
    const form = page.locator('form.up').nth(i)
    const file = { name: `giay-to-${i + 1}.pdf`, mimeType: 'application/pdf',
      buffer: pdf(`giay to ${i + 1}`) }
    await nextPage(page, async () => {
      await form.locator('input[type=file]').setInputFiles(file)
      if (!page.javaScript) await form.locator('button').click()
    })
  }
}

// Returns the submission code.
export async function submit(page) {
  await page.locator('#cam_doan').check()
  await press(page)
  return (await page.locator('.keep').innerText()).replaceAll('-', '')
}

// An officer opens the first dossier of their queue.
export async function openFirst(page) {
  await page.goto('/can-bo')
  await nextPage(page, () => page.locator('a[data-open]').first().click())
}

// Every paper fits: by its key where scripts run, else by its button.
export async function judgeAll(page) {
  const count = await page.locator('.od-papers li').count()
  for (let i = 0; i < count; i++)
    await nextPage(page, () => page.javaScript ? page.keyboard.press('y')
      : page.locator('.od-view button[value=true]').click())
  assert.equal(await page.locator('.od-papers .bd-lua').count(), count)
}

// A processor holds the work and puts the draft of the result beside it.
export async function takeAndDraft(page, words) {
  await nextPage(page, () =>
    page.locator('.od-hold button.govuk-button').click())
  await nextPage(page, () =>
    page.locator('.od-more a[href*="/ket-qua/"]').click())
  await page.locator('#tep').setInputFiles({ name: 'giay-khai-sinh.pdf',
    mimeType: 'application/pdf', buffer: pdf(words) })
  await press(page, 'main form.card button.govuk-button')
}

// The one thing that this step asks for.
export function doNext(page) {
  return nextPage(page, () => page.locator('.od-main button').click())
}

// Filing the registration of a birth (procedure 1.001193) the way a parent
// does it: page after page, what is asked is answered, as it is labelled.

// An answer is the text to type, the value to choose, `true` to tick, a date
// as d/m/yyyy, or [district, commune] of a place.
const home = ['883', 'Phường Mỹ Bình']
export const answers = {
  'register_at': home,
  'requester.paper_kind': 'cccd',
  'requester.paper_date': '15/6/2021',
  'requester.paper_issuer': 'Cục Cảnh sát quản lý hành chính về trật tự xã hội',
  'requester.residence_kind': 'permanent',
  'requester.residence': home,
  'relation': 'mother',
  'by_proxy': 'no',
  'birth_kind': 'both_known',
  'surrogacy': 'no',
  'child_family_name': 'Trần',
  'child_middle_name': 'Gia',
  'child_given_name': 'Bảo',
  'child_birth_date': '21/4/2026',
  'child_sex': 'male',
  'child_ethnic': '01',
  'child_nationality': 'VN',
  'birth_country': 'inside',
  'birth_facility': 'Bệnh viện Sản – Nhi An Giang',
  'birth_place': home,
  'birth_place.detail': '02 Lê Lợi',
  'origin': home,
  'origin.detail': 'khóm Đông An 5',
  'birth_proof': 'notice',
  'birth_notice_electronic': 'no',
  'parents_married': 'no',
  'mother.full_name': 'Trần Thị Ngọc Điệp',
  'mother.birth_date': '7/3/1992',
  'mother.ethnic': '01',
  'mother.nationality': 'VN',
  'mother.residence_kind': 'permanent',
  'mother.residence': home,
  'mother.residence.detail': '24/6 Lý Thái Tổ',
  'father.full_name': 'Trần Văn Lợi',
  'father.birth_date': '2/11/1990',
  'father.ethnic': '01',
  'father.nationality': 'VN',
  'father.residence_kind': 'permanent',
  'father.residence': home,
  'father.residence.detail': '24/6 Lý Thái Tổ',
  'copies.wanted': 'no',
  'delivery.kind': 'online',
  'oath': 'true',
}

// Does `act` and waits until the page it leads to is there, be it at the same
// address.
export async function nextPage(page, act) {
  const there = page.waitForNavigation()
  await act()
  await there
}

async function visible(page, name) {
  const field = page.locator(`main [name="${name}"]`).first()
  return await field.count() && await field.isVisible()
}

async function place(page, name, [district, commune]) {
  const area = await visible(page, `${name}.commune.text`)
    ? `${name}.commune` : name
  const choice = page.locator(`[name="${name}.district"]`)
  if (await choice.isVisible()) await choice.selectOption(district)
  const text = page.locator(`[name="${area}.text"]`)
  if (await text.inputValue() === commune) return
  await text.fill(commune)
  if (!page.javaScript) return
  const option = page.locator('.ta', { has: text })
    .locator('[role=option][data-value]').first()
  await option.waitFor()
  await option.click()
}

async function date(page, name, value) {
  const [day, month, year] = value.split('/')
  await page.locator(`[name="${name}.day"]`).fill(day)
  await page.locator(`[name="${name}.month"]`).fill(month)
  await page.locator(`[name="${name}.year"]`).fill(year)
}

async function choose(page, name, value) {
  const field = page.locator(`main [name="${name}"]`)
  const kind = await field.first().evaluate((e) => e.type)
  if (kind === 'radio' || kind === 'checkbox')
    await page.locator(`main [name="${name}"][value="${value}"]`).check()
  else if (kind === 'select-one') await field.selectOption(value)
  else await field.fill(value)
}

// Some choices ask the server for the questions that hang on them. What is
// answered already (from the account, by default) is left.
async function plain(page, name, value) {
  const [now, asks] = await page.locator(`main [name="${name}"]`).first()
    .evaluate((e) => [new FormData(e.form).get(e.name),
      e.matches('[data-refreshes]')])
  if (now === value) return
  const key = page.locator('#to-khai [name=_key]')
  if (!asks || !page.javaScript) {
    await choose(page, name, value)
  } else if (!await key.count()) {
    await nextPage(page, () => choose(page, name, value))
  } else {
    // In a draft the questions that hang on it come in place.
    const before = await key.inputValue()
    await choose(page, name, value)
    await page.waitForFunction((old) =>
      document.querySelector('#to-khai [name=_key]').value !== old, before)
  }
}

// Answers whatever of `answers` this page asks.
export async function answerPage(page, given = answers) {
  for (const [name, value] of Object.entries(given)) {
    if (Array.isArray(value)) {
      if (await visible(page, `${name}.text`) ||
          await visible(page, `${name}.commune.text`))
        await place(page, name, value)
    } else if (await visible(page, `${name}.day`)) {
      await date(page, name, value)
    } else if (await visible(page, name)) {
      await plain(page, name, value)
    }
  }
}

// The smallest PDF that every reader opens.
export function pdf(words = 'giay') {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R' +
      '/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>',
    ((stream) => `<</Length ${stream.length}>>stream\n${stream}\nendstream`)(
      `BT /F 12 Tf 20 100 Td (${words}) Tj ET`),
  ]
  let text = '%PDF-1.4\n'
  const at = objects.map((object, i) => {
    const from = text.length
    text += `${i + 1} 0 obj${object}endobj\n`
    return `${String(from).padStart(10, '0')} 00000 n \n`
  })
  const xref = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${at.join('')}`
  text += `trailer<</Root 1 0 R/Size ${objects.length + 1}>>\n`
  return Buffer.from(`${text}startxref\n${xref}\n%%EOF\n`, 'latin1')
}

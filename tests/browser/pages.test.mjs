// Every page that is reached by its address alone: on a phone in Vietnamese
// with scripts, and on a desk in English without them.
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  DESK, PHONE, assertGoodPage, closeBrowser, openPage, shoot,
} from './browser.mjs'
import { login, startPortal } from './portal.mjs'

const anybody = [
  '/',
  '/dang-ky',
  '/dang-nhap',
  '/gioi-thieu-demo',
  '/thu-tuc',
  '/thu-tuc?q=khai+sinh',
  '/thu-tuc/1.001193',
  '/tra-cuu',
]
const citizen = ['/ho-so', '/thong-bao', '/tai-khoan', '/tai-khoan/thong-tin']
const officer = ['/can-bo', '/can-bo/tim?q=Nguyen', '/tai-khoan']
const looks = [
  { size: PHONE, javaScript: true, lang: 'vi' },
  { size: DESK, javaScript: false, lang: 'en' },
]
let portal

before(async () => {
  portal = await startPortal({
    prepare: (run) => run('demo', '--count', '60', '--seed', '7'),
  })
})

after(async () => {
  await closeBrowser()
  await portal?.stop()
})

function name(path) {
  return path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'trang-chu'
}

function tryAll(who, account, paths) {
  for (const look of looks)
    describe(`${who}, ${look.size.width} px, ${look.lang}`, () => {
      let page

      before(async () => {
        page = await openPage({ baseURL: portal.url, ...look })
        if (account) await login(page, account)
      })
      for (const path of paths)
        test(path, async () => {
          const join = path.includes('?') ? '&' : '?'
          const answer = await page.goto(`${path}${join}lang=${look.lang}`)
          assert.equal(answer.status(), 200)
          await shoot(page, `${who}-${name(path)}-${look.lang}`)
          assert.equal(await page.locator('html').getAttribute('lang'), look.lang)
          await assertGoodPage(page)
        })
    })
}

tryAll('anybody', null, anybody)
tryAll('citizen', '0900000001', citizen)
tryAll('officer', 'tiepnhan.longxuyen', officer)
tryAll('admin', 'quantri.tinh', [
  '/quan-tri/thu-tuc', '/quan-tri/quy-trinh/2.000986',
])

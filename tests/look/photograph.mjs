// photograph.mjs FOLDER OUT: photographs the pages of FOLDER (gallery.c) at
// 360 and 1280 px, looks for what axe finds and for sideways scroll at 320 px,
// and puts all pictures on one sheet, OUT/sheet.png. Fails on any finding.
//   --only TEXT   pages whose name holds TEXT
import { createRequire } from 'node:module'
import { createServer } from 'node:http'
import {
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { extname, join } from 'node:path'
import { parseArgs } from 'node:util'

const require = createRequire(
  new URL('../browser/package.json', import.meta.url),
)
const { chromium } = require('playwright-core')
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8')

const {
  values,
  positionals: [folder, out],
} = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string', default: '' } },
})

const types = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
}
// The policy of the real server, so that what it would stop stops here.
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; " +
  "img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
const flags = [
  '--no-sandbox',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
]

function serve() {
  const server = createServer((request, response) => {
    const path = new URL(request.url, 'http://x').pathname
    try {
      const bytes = readFileSync(join(folder, path))
      response.setHeader('Content-Type', types[extname(path)] ?? 'text/plain')
      response.setHeader('Content-Security-Policy', policy)
      response.end(bytes)
    } catch {
      response.statusCode = 404
      response.end()
    }
  })
  return new Promise((done) => {
    server.listen(0, '127.0.0.1', () => done(server))
  })
}

async function sideways(page) {
  return page.evaluate(() => {
    const wide = document.documentElement.scrollWidth - innerWidth
    return wide > 0 ? wide : 0
  })
}

async function violations(page) {
  // By the debugger's door: a script of ours would be stopped by the policy.
  await page.evaluate(axe)
  return page.evaluate(async () => {
    const tags = [
      'wcag2a',
      'wcag2aa',
      'wcag21a',
      'wcag21aa',
      'wcag22aa',
      'best-practice',
    ]
    const found = await globalThis.axe.run(document, {
      runOnly: { type: 'tag', values: tags },
    })
    return found.violations.map(
      (v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).slice(0, 3)}`,
    )
  })
}

async function look(browser, base, file) {
  const name = file.replace('.html', '')
  const found = []
  for (const width of [1280, 360, 320]) {
    const page = await browser.newPage({
      viewport: { width, height: width > 700 ? 800 : 720 },
    })
    page.on('console', (message) => {
      if (message.type() === 'error') found.push(message.text())
    })
    page.on('pageerror', (error) => found.push(String(error)))
    await page.goto(`${base}/${file}`)
    await page.evaluate(() => document.fonts.ready)
    const over = await sideways(page)
    if (over) found.push(`${width} px: ${over} px too wide`)
    if (width === 1280) found.push(...(await violations(page)))
    if (width === 360 && file.includes('.vi.'))
      found.push(...(await violations(page)))
    if (width !== 320)
      await page.screenshot({
        path: join(out, `${name}.${width}.png`),
        fullPage: true,
      })
    await page.close()
  }
  return [...new Set(found)]
}

async function sheet(browser, base) {
  const pictures = readdirSync(out)
    .filter((n) => n.endsWith('.png') && n !== 'sheet.png')
    .sort()
  const html = `<!DOCTYPE html><meta charset="utf-8"><title>Look</title>
<style>body{margin:16px;font:12px sans-serif;display:flex;flex-wrap:wrap;gap:12px;
align-items:flex-start}figure{margin:0}img{display:block;border:1px solid #999}
img.w{width:400px}img.n{width:150px}</style>${pictures
    .map(
      (n) =>
        `<figure><figcaption>${n}</figcaption><a href="${n}"><img class="${
          n.includes('.1280.') ? 'w' : 'n'
        }" src="${n}"></a></figure>`,
    )
    .join('\n')}`
  writeFileSync(join(out, 'sheet.html'), html)
  const page = await browser.newPage({ viewport: { width: 2200, height: 900 } })
  await page.goto(`file://${join(process.cwd(), out, 'sheet.html')}`)
  await page.screenshot({ path: join(out, 'sheet.png'), fullPage: true })
  await page.close()
}

rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
const server = await serve()
const base = `http://127.0.0.1:${server.address().port}`
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: flags,
})
let bad = 0
for (const file of readdirSync(folder)
  .filter((n) => n.endsWith('.html') && n.includes(values.only))
  .sort()) {
  const found = await look(browser, base, file)
  console.log(`${found.length ? '✗' : '✓'} ${file}`)
  for (const line of found) console.log(`    ${line}`)
  bad += found.length
}
await sheet(browser, base)
await browser.close()
server.close()
console.log(`${bad} findings; ${join(out, 'sheet.png')}`)
process.exitCode = bad ? 1 : 0

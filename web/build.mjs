// Writes web/dist: everything a browser fetches, made from web/ and npm.
//   node build.mjs [OUT]
import {
  copyFileSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const here = dirname(fileURLToPath(import.meta.url))
const npm = join(here, 'node_modules')
const out = process.argv[2] ?? join(here, 'dist')

function stylesheet() {
  const { css } = sass.compile(join(here, 'css/app.scss'), {
    loadPaths: [npm],
    style: 'compressed',
    quietDeps: true,
  })
  writeFileSync(join(out, 'app.css'), css)
}

// One <symbol> an icon; colour and stroke come from the stylesheet (.ic).
function symbol(name) {
  const svg = readFileSync(
    join(npm, 'lucide-static/icons', `${name}.svg`),
    'utf8',
  )
  const body = svg
    .replace(/^[^]*?<svg[^]*?>/, '')
    .replace('</svg>', '')
    .replace(/\s*\n\s*/g, '')
  return `<symbol id="${name}" viewBox="0 0 24 24">${body}</symbol>\n`
}

function sprite() {
  const names = readFileSync(join(here, 'icons.txt'), 'utf8')
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
  writeFileSync(
    join(out, 'sprite.svg'),
    `<svg xmlns="http://www.w3.org/2000/svg">\n${names
      .map(symbol)
      .join('')}</svg>\n`,
  )
}

function fonts() {
  for (const subset of ['latin', 'vietnamese'])
    for (const weight of [400, 500, 600, 700])
      copyFileSync(
        join(
          npm,
          '@fontsource/be-vietnam-pro/files',
          `be-vietnam-pro-${subset}-${weight}-normal.woff2`,
        ),
        join(out, 'fonts', `be-vietnam-pro-${subset}-${weight}.woff2`),
      )
}

rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, 'fonts'), { recursive: true })
mkdirSync(join(out, 'img'))
stylesheet()
sprite()
fonts()
for (const name of readdirSync(join(here, 'img')))
  copyFileSync(join(here, 'img', name), join(out, 'img', name))
esbuild.buildSync({
  entryPoints: [join(here, 'js/app.js')],
  outfile: join(out, 'app.js'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
})
copyFileSync(join(npm, 'htmx.org/dist/htmx.min.js'), join(out, 'htmx.min.js'))

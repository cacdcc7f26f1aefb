// Every pair of ink and ground in use, recomputed from the compiled
// stylesheet. Source: WCAG 2.1 §1.4.3 (text 4.5), §1.4.11 (parts 3).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

const css = readFileSync(new URL('../dist/app.css', import.meta.url), 'utf8')
const root = css.match(/:root\{(--lua-950[^}]*)\}/)[1]
const token = new Map(
  root.split(';').map((line) => {
    const [name, value] = line.split(':')
    return [name.slice(2), value.trim()]
  }),
)

function channels(name) {
  const hex = token.get(name)
  assert.ok(hex, `no colour ${name}`)
  const long = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex
  return [1, 3, 5].map((at) => parseInt(long.slice(at, at + 2), 16) / 255)
}

function luminance(name) {
  const [r, g, b] = channels(name).map((c) =>
    c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function ratio(ink, ground) {
  const [a, b] = [luminance(ink), luminance(ground)]
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
}

const text = {
  'muc-900': ['giay', 'trang', 'thot-300', 'lua-50'],
  'muc-700': ['trang', 'muc-100', 'lua-50', 'nen-can-bo'],
  'muc-600': [
    'giay',
    'trang',
    'nen-can-bo',
    'muc-100',
    'lua-50',
    'lua-100',
    'thot-50',
  ],
  'song-700': ['giay', 'trang', 'song-50', 'lua-50', 'thot-50', 'nen-can-bo'],
  'song-800': ['song-100', 'song-50', 'giay', 'trang'],
  tham: ['giay', 'trang'],
  trang: [
    'lua-700',
    'lua-800',
    'lua-900',
    'lua-950',
    'troi',
    'gach-700',
    'muc-700',
    'tuong-nen',
    'tuong-the',
  ],
  'tuong-chu': ['tuong-the'],
  'tuong-phu': ['tuong-nen', 'tuong-the'],
  'tuong-tot': ['tuong-the'],
  'tuong-tre': ['tuong-the'],
  'lua-800': ['giay', 'trang', 'lua-50', 'lua-100', 'nen-can-bo'],
  'lua-900': ['lua-200', 'trang'],
  'chu-troi': ['troi', 'lua-900'],
  'thot-300': ['lua-900', 'lua-800'],
  'chu-dem': ['lua-950'],
  'chu-dem-phu': ['lua-950'],
  'lien-ket-dem': ['lua-950'],
  'thot-800': ['thot-100', 'giay'],
  'thot-700': ['thot-50'],
  'sen-800': ['sen-100'],
  'gach-800': ['gach-100'],
  'gach-700': ['trang', 'gach-50', 'lua-50', 'giay'],
}

const parts = {
  'muc-500': ['trang', 'giay', 'nen-can-bo'],
  'thot-500': ['trang', 'muc-100'],
  'lua-600': ['muc-100'],
  'lua-700': ['trang', 'muc-200'],
  'thot-700': ['trang'],
  'thot-300': ['lua-950', 'muc-900', 'tuong-the'],
  'tuong-tot': ['tuong-the'],
  'tuong-tre': ['tuong-the'],
}

function atLeast(least, pairs) {
  for (const [ink, grounds] of Object.entries(pairs))
    for (const ground of grounds) {
      const found = ratio(ink, ground)
      assert.ok(
        found >= least,
        `${ink} on ${ground}: ${found.toFixed(2)} < ${least}`,
      )
    }
}

test('every text colour stands out from its ground', () => {
  atLeast(4.5, text)
})

test('every border, icon and focus mark stands out from its ground', () => {
  atLeast(3, parts)
})

test('a colour known to be too pale is refused', () => {
  assert.throws(() => atLeast(4.5, { 'muc-300': ['trang'] }))
})

test('the figures agree with known ones', () => {
  assert.equal(ratio('muc-900', 'giay').toFixed(2), '15.81')
  assert.equal(ratio('trang', 'lua-700').toFixed(2), '7.56')
  assert.equal(ratio('thot-500', 'trang').toFixed(2), '3.89')
})

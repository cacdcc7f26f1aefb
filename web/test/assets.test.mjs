// What the pages name exists, and nothing reaches outside this site.
import assert from 'node:assert/strict'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { test } from 'node:test'

const dist = new URL('../dist/', import.meta.url)
const css = readFileSync(new URL('app.css', dist), 'utf8')
const sprite = readFileSync(new URL('sprite.svg', dist), 'utf8')
const templates = new URL('../../src/web/tpl/', import.meta.url)

test('every file the stylesheet names exists', () => {
  for (const [, name] of css.matchAll(/url\("?([^")]+)"?\)/g))
    assert.ok(existsSync(new URL(name, dist)), name)
})

test('no asset asks another site for anything', () => {
  for (const name of ['app.css', 'app.js']) {
    const text = readFileSync(new URL(name, dist), 'utf8')
    assert.doesNotMatch(text, /https?:\/\/[a-z]/, name)
  }
})

test('every icon in a template is in the sprite', () => {
  const names = existsSync(templates) ? readdirSync(templates) : []
  for (const name of names) {
    const text = readFileSync(new URL(name, templates), 'utf8')
    for (const [, icon] of text.matchAll(/tpl_icon\(o, S\("([^"]+)"\)/g))
      assert.ok(sprite.includes(`id="${icon}"`), `${name}: ${icon}`)
  }
})

test('the script stays small', () => {
  assert.ok(readFileSync(new URL('app.js', dist)).length < 12 * 1024)
})

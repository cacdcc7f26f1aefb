// The real program on a database of its own, for one test file: a folder under
// the system's temporary one, a free port of this machine, gone afterwards.
import { execFileSync, spawn } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const motcua = new URL('../../build/motcua', import.meta.url).pathname

function freePort() {
  return new Promise((done) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}

async function answers(url) {
  try {
    return (await fetch(`${url}/healthz`)).ok
  } catch {
    return false
  }
}

// A Tuesday morning on which every office is open.
const MORNING = '2026-04-28T08:00'

// startPortal({ clock, prepare }): its clock begins at `clock`; prepare(run) may
// fill the database before it is served. run('demo', '--empty') is motcua on
// that database. Returns { url, run, stop }.
export async function startPortal({ clock = MORNING, prepare } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-browser-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const log = join(folder, 'log')
  const settings = [
    `--database=sqlite:${folder}/motcua.db`,
    `--blob_folder=${folder}/blobs`,
    `--blob_key_file=${folder}/blob.key`,
    `--port=${port}`,
    '--demo=yes',
    `--clock=${clock}`,
  ]
  const run = (...words) =>
    execFileSync(motcua, [...words, ...settings], { encoding: 'utf8' })
  run('init')
  await prepare?.(run)

  const out = openSync(log, 'a')
  const child = spawn(motcua, ['serve', ...settings],
    { stdio: ['ignore', out, out] })
  const ended = new Promise((done) => child.once('exit', done))
  for (let i = 0; !(await answers(url)); i++) {
    if (i === 200 || child.exitCode !== null) {
      child.kill()
      throw new Error(`the portal did not start:\n${readFileSync(log, 'utf8')}`)
    }
    await sleep(50)
  }
  const stop = async () => {
    child.kill()
    await ended
    rmSync(folder, { recursive: true })
  }
  return { url, run, stop }
}

// Whom the demo made, by the password that all of them have.
export async function login(page, name, password = 'muanuocnoi') {
  await page.goto('/dang-nhap')
  await page.locator('#ten').fill(name)
  await page.locator('#mat_khau').fill(password)
  await page.locator('form[action="/dang-nhap"] button.govuk-button').last()
    .click()
  await page.waitForURL((url) => url.pathname !== '/dang-nhap')
}

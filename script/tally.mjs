// node script/tally.mjs meson TESTLOG.json | tap FILE
//
// Counts single test cases in what a test runner left, prints each failed
// one on standard error and `PASSED FAILED` on standard output. A case that
// was skipped, or planned and never seen, has failed; so has a program that
// ended badly after its last good case.
import { readFileSync } from 'node:fs'

const [kind, file] = process.argv.slice(2)
let passed = 0
let failed = 0

function fail(name, why) {
  failed++
  console.error(`    failed: ${name}${why ? ` (${why})` : ''}`)
}

function countCases(program, output) {
  let planned = 0
  let seen = 0
  let bad = 0
  for (const line of output.split('\n')) {
    const plan = /^1\.\.(\d+)/.exec(line)
    if (plan) planned += Number(plan[1])
    const result = /^(not )?ok \d+\s*(?:- )?(.*)$/.exec(line)
    if (!result) continue
    seen++
    const skipped = /# (SKIP|TODO)/i.test(result[2])
    if (!result[1] && !skipped) passed++
    else {
      bad++
      fail(`${program}: ${result[2]}`, skipped ? 'skipped' : '')
    }
  }
  for (let i = seen; i < planned; i++) fail(program, 'planned, never ended')
  return { seen, bad: bad + Math.max(0, planned - seen) }
}

function countMeson(text) {
  for (const line of text.split('\n').filter(Boolean)) {
    const test = JSON.parse(line)
    const { seen, bad } = countCases(test.name, test.stdout ?? '')
    const good = test.result === 'OK' || test.result === 'EXPECTEDFAIL'
    if (!good && bad === 0) fail(test.name, test.result)
    else if (seen === 0) passed++
  }
}

// Node's runner nests: a file or suite holds its cases. Its own sums are right.
function countNode(text) {
  const sum = (word) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(text)?.[1] ?? 0)
  passed = sum('pass')
  for (const m of text.matchAll(/^\s*not ok \d+ - (.*)$/gm)) console.error(`    failed: ${m[1]}`)
  failed = sum('fail') + sum('cancelled') + sum('skipped') + sum('todo')
}

const text = readFileSync(file, 'utf8')
if (kind === 'meson') countMeson(text)
else countNode(text)
if (passed + failed === 0) fail(file, 'ran no test')
console.log(`${passed} ${failed}`)

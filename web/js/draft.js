// Autosave of a draft: <form data-autosave-url="/…"> posts its fields (no files)
// a moment after the last change. The answer is the words for [data-saved]
// and the draft's new revision in the header Draft-Revision. Green words mean
// "reached the portal"; without a network the words of data-offline say that
// it is on this device only, and it is tried again.
//
// data-refreshes: other questions hang on this answer in a way that only the
// server knows. It is asked with the button [data-refresh], and its form takes
// the place of ours; what was typed while it travelled stays as it is.

import { settle } from './forms.js'
import { typeahead } from './typeahead.js'

const WAIT_MS = 1200
const RETRY_MS = 8000

const isText = (field) =>
  !['radio', 'checkbox', 'hidden', 'submit', 'button'].includes(field.type)

// The fields a person may have changed, each with what it says.
function says(form) {
  const now = new Map()
  for (const field of form.elements) {
    if (!field.name || field.type === 'hidden') continue
    if (isText(field)) now.set(field.name, field.value)
    else if (field.checked !== undefined)
      now.set(`${field.name}=${field.value}`, field.checked)
  }
  return now
}

function sayAgain(form, sent, now) {
  for (const field of form.elements) {
    const key = isText(field) ? field.name : `${field.name}=${field.value}`
    if (!now.has(key) || now.get(key) === sent.get(key)) continue
    if (isText(field)) field.value = now.get(key)
    else field.checked = now.get(key)
  }
}

// Puts the fresh form's parts into ours; the cursor stays where it is.
function replace(form, fresh, sent) {
  const now = says(form)
  const at = document.activeElement
  const from = at?.selectionStart
  const to = at?.selectionEnd

  form.replaceChildren(...fresh.childNodes)
  sayAgain(form, sent, now)
  typeahead(form)
  settle(form)
  form.querySelector('[data-refresh]')?.classList.add('govuk-visually-hidden')
  const there = at?.id && document.getElementById(at.id)
  if (!there) return
  there.focus({ preventScroll: true })
  if (typeof from === 'number') there.setSelectionRange(from, to)
}

export function draft() {
  const form = document.querySelector('form[data-autosave-url]')
  const words = document.querySelector('[data-saved]')
  if (!form || !words) return
  let timer = 0
  let sending = false
  let again = null
  let leaving = null

  const later = (ms) => {
    clearTimeout(timer)
    timer = setTimeout(save, ms)
  }

  function say(state, text) {
    words.dataset.state = state
    words.querySelector('[data-words]').textContent = text
  }

  function body(act) {
    const data = new URLSearchParams()
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string') data.append(name, value)
    if (act) data.append('_do', act)
    return data
  }

  const post = (url, act, accept) =>
    fetch(url, {
      method: 'POST',
      body: body(act),
      headers: { Accept: accept },
    }).catch(() => null)

  // One after the other: each names the revision that the one before made.
  async function alone(step) {
    if (form.hasAttribute('data-sent')) return
    if (sending) {
      again = step === refresh ? refresh : (again ?? step)
      return
    }
    clearTimeout(timer)
    sending = true
    await step()
    sending = false
    const next = again
    again = null
    if (leaving) form.requestSubmit(leaving)
    else if (next) alone(next)
  }

  async function keep() {
    const answer = await post(form.dataset.autosaveUrl, '', 'text/plain')
    if (!answer || answer.status >= 500) {
      say('here', words.dataset.offline)
      later(RETRY_MS)
      return
    }
    const revision = answer.headers.get('Draft-Revision')
    if (revision && form.elements.revision)
      form.elements.revision.value = revision
    say(answer.ok ? 'saved' : 'here', await answer.text())
  }

  // Whatever is not our form again is for the whole page to show.
  async function refresh() {
    const button = form.querySelector('[data-refresh]')
    const sent = says(form)
    const answer = await post(form.action, button.value, 'text/html')
    if (!answer || answer.status >= 500) {
      say('here', words.dataset.offline)
      return
    }
    const page = new DOMParser().parseFromString(
      await answer.text(),
      'text/html',
    )
    const fresh = answer.ok && page.getElementById(form.id)
    if (fresh && fresh.action === form.action) replace(form, fresh, sent)
    else leaving = button
  }

  const save = () => alone(keep)

  form.addEventListener('input', () => later(WAIT_MS))
  form.addEventListener('change', () => later(WAIT_MS))
  form.addEventListener('refresh', () => alone(refresh))
  // Not while a save is on its way: it would name a revision that is past.
  form.addEventListener('submit', (event) => {
    if (!sending) return
    event.preventDefault()
    leaving = event.submitter
  })
  window.addEventListener('online', () => later(0))
}

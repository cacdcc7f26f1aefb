// Forms: the error summary, one submission only, shown passwords, fields that
// depend on an answer, choices that submit themselves.

function errorSummary() {
  const summary = document.querySelector('.govuk-error-summary')
  if (!summary) return
  summary.focus()
  summary.addEventListener('click', (event) => {
    const link = event.target.closest("a[href^='#']")
    const target =
      link && document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (!target) return
    // Of a group of fields the wrong one, else the first.
    const field = !target.matches('fieldset')
      ? target
      : (target.querySelector('[aria-invalid]') ??
        target.querySelector('input'))
    event.preventDefault()
    field.scrollIntoView({ block: 'center' })
    field.focus({ preventScroll: true })
  })
}

// data-busy="Đang nộp…" on a button: it says so, keeps its width, and a second
// press does nothing. The server would answer the second one alike; this only
// spares the person the doubt.
function onceOnly(event) {
  const form = event.target
  const button = event.submitter
  if (event.defaultPrevented) return
  if (form.hasAttribute('data-sent')) {
    event.preventDefault()
    return
  }
  if (!button || !button.dataset.busy) return
  form.setAttribute('data-sent', '')
  button.style.minWidth = `${button.offsetWidth}px`
  button.setAttribute('aria-busy', 'true')
  button.textContent = button.dataset.busy
}

// The page comes back out of the browser's memory: its form is usable again.
function restored(event) {
  if (!event.persisted) return
  if (document.querySelector('form[data-sent]')) location.reload()
}

// <button data-shows="id" data-other="Giấu" hidden>Hiện</button>
function showPassword(button) {
  const field = document.getElementById(button.dataset.shows)
  button.hidden = false
  button.addEventListener('click', () => {
    const shown = field.type === 'text'
    field.type = shown ? 'password' : 'text'
    const word = button.textContent
    button.textContent = button.dataset.other
    button.dataset.other = word
    button.setAttribute('aria-pressed', String(!shown))
  })
}

function answers(form, name) {
  return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)]
    .filter(
      (field) => !['radio', 'checkbox'].includes(field.type) || field.checked,
    )
    .map((field) => field.value)
}

// data-when="name" data-is="a b": there only while the answer is one of them;
// data-not="a b": only while it is none.
export function settle(form) {
  for (const part of form.querySelectorAll('[data-when]')) {
    const wanted = (part.dataset.is ?? part.dataset.not).split(' ')
    const fits = answers(form, part.dataset.when).some((value) =>
      wanted.includes(value),
    )
    part.hidden = fits === 'not' in part.dataset
  }
}

// data-by-hand: a button for those whose choices do not submit themselves.
// data-refreshes: other questions hang on this answer in a way that only the
// server knows; the button [data-refresh] asks it, and is not needed by hand.
// Whoever came by a field comes back to it. A list that is walked with the
// keys is asked about when it is left, or with Enter: not at every step. A
// draft hears "refresh" and asks without leaving the page (draft.js).
const COME_BACK = 'come-back'

function refresh(form, to) {
  const button = form.querySelector('[data-refresh]')
  if (!button) return
  if (form.matches('[data-autosave-url]')) {
    form.dispatchEvent(new Event('refresh'))
    return
  }
  if (to?.id) sessionStorage.setItem(COME_BACK, to.id)
  button.click()
}

function comeBack() {
  const id = sessionStorage.getItem(COME_BACK)
  sessionStorage.removeItem(COME_BACK)
  if (id && !document.querySelector('.govuk-error-summary'))
    document.getElementById(id)?.focus()
}

function refreshing() {
  let walked = null // the list that the keys are in
  let changed = false
  for (const button of document.querySelectorAll('[data-refresh]'))
    button.classList.add('govuk-visually-hidden')
  for (const button of document.querySelectorAll('[data-by-hand]'))
    button.hidden = true
  comeBack()
  document.addEventListener('pointerdown', () => {
    walked = null
  })
  document.addEventListener('keydown', (event) => {
    walked = event.target.matches('select[data-refreshes]')
      ? event.target : null
    if (!walked || !changed || event.key !== 'Enter') return
    event.preventDefault()
    changed = false
    refresh(walked.form, walked)
  })
  document.addEventListener('change', (event) => {
    if (!event.target.matches('[data-refreshes]')) return
    changed = event.target === walked
    if (!changed) refresh(event.target.form, event.target)
  })
  document.addEventListener('focusout', (event) => {
    if (!changed || !event.target.matches('select[data-refreshes]')) return
    changed = false
    refresh(event.target.form, event.relatedTarget)
  })
}

export function forms() {
  errorSummary()
  refreshing()
  document.addEventListener('submit', onceOnly)
  window.addEventListener('pageshow', restored)
  document.querySelectorAll('[data-shows]').forEach(showPassword)
  for (const form of document.forms) settle(form)
  document.addEventListener('change', (event) => {
    if (event.target.form) settle(event.target.form)
    if (event.target.matches('[data-submits]'))
      event.target.form.requestSubmit()
  })
}

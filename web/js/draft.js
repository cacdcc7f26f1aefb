// Autosave of a draft: <form data-autosave-url="/…"> posts its fields (no files)
// a moment after the last change. The answer is the words for [data-saved]
// and the draft's new revision in the header Draft-Revision. Green words mean
// "reached the portal"; without a network the words of data-offline say that
// it is on this device only, and it is tried again.

const WAIT_MS = 1200
const RETRY_MS = 8000

export function draft() {
  const form = document.querySelector('form[data-autosave-url]')
  const words = document.querySelector('[data-saved]')
  if (!form || !words) return
  let timer = 0
  let sending = false
  let again = false

  const later = (ms) => {
    clearTimeout(timer)
    timer = setTimeout(save, ms)
  }

  function say(state, text) {
    words.dataset.state = state
    words.querySelector('[data-words]').textContent = text
  }

  function body() {
    const data = new URLSearchParams()
    for (const [name, value] of new FormData(form))
      if (typeof value === 'string') data.append(name, value)
    return data
  }

  async function save() {
    if (form.hasAttribute('data-sent')) return
    if (sending) {
      again = true
      return
    }
    sending = true
    const answer = await fetch(form.dataset.autosaveUrl, {
      method: 'POST',
      body: body(),
      headers: { Accept: 'text/plain' },
    }).catch(() => null)
    sending = false
    if (!answer || answer.status >= 500) {
      say('here', words.dataset.offline)
      later(RETRY_MS)
      return
    }
    const revision = answer.headers.get('Draft-Revision')
    if (revision && form.elements.revision)
      form.elements.revision.value = revision
    say(answer.ok ? 'saved' : 'here', await answer.text())
    if (again) {
      again = false
      later(0)
    }
  }

  form.addEventListener('input', () => later(WAIT_MS))
  form.addEventListener('change', () => later(WAIT_MS))
  window.addEventListener('online', () => later(0))
}

// Type-ahead: a combobox whose list is the server's own HTML, <li role=option
// data-value=CODE data-label=TEXT>. Without it the field posts its text, and
// where several places fit the server offers them below the field.
//
//   <div class="ta"><input data-typeahead-url="/…" data-with="district"
//     data-fills="commune"> <input type="hidden" name="commune"> <ul></ul></div>

const WAIT_MS = 150

function setUp(field) {
  const list = field.closest('.ta').querySelector('.ta-list')
  // Not form.elements[name]: the id of the field may be that name, too.
  const value = field
    .closest('.ta')
    .querySelector(`[name="${CSS.escape(field.dataset.fills)}"]`)
  const withField =
    field.dataset.with && field.form.elements[field.dataset.with]
  let timer = 0
  let asked = 0

  field.setAttribute('role', 'combobox')
  field.setAttribute('autocomplete', 'off')
  field.setAttribute('aria-autocomplete', 'list')
  field.setAttribute('aria-controls', list.id)
  field.setAttribute('aria-expanded', 'false')

  const options = () => [
    ...list.querySelectorAll('[role=option]:not([aria-disabled])'),
  ]
  const current = () => list.querySelector('[aria-selected=true]')

  function close() {
    list.hidden = true
    field.setAttribute('aria-expanded', 'false')
    field.removeAttribute('aria-activedescendant')
  }

  function mark(option) {
    current()?.setAttribute('aria-selected', 'false')
    option.setAttribute('aria-selected', 'true')
    option.scrollIntoView({ block: 'nearest' })
    field.setAttribute('aria-activedescendant', option.id)
  }

  function choose(option) {
    field.value = option.dataset.label
    value.value = option.dataset.value
    value.dispatchEvent(new Event('change', { bubbles: true }))
    close()
  }

  async function ask() {
    const question = ++asked
    const url = new URL(field.dataset.typeaheadUrl, location.href)
    url.searchParams.set('q', field.value)
    if (withField) url.searchParams.set('huyen', withField.value)
    const answer = await fetch(url, { headers: { Accept: 'text/html' } }).catch(
      () => null,
    )
    if (!answer?.ok || question !== asked) return
    list.innerHTML = await answer.text()
    options().forEach((option, i) => {
      option.id = `${list.id}-${i}`
    })
    list.hidden = false
    field.setAttribute('aria-expanded', 'true')
  }

  field.addEventListener('input', () => {
    value.value = ''
    clearTimeout(timer)
    if (field.value.trim()) timer = setTimeout(ask, WAIT_MS)
    else close()
  })

  field.addEventListener('keydown', (event) => {
    const all = options()
    if (list.hidden || !all.length) return
    const at = all.indexOf(current())
    if (event.key === 'ArrowDown') mark(all[(at + 1) % all.length])
    else if (event.key === 'ArrowUp')
      mark(all[(at - 1 + all.length) % all.length])
    else if (event.key === 'Enter' && at >= 0) choose(all[at])
    else if (event.key === 'Escape') close()
    else return
    event.preventDefault()
  })

  // Before the field loses its focus to the click.
  list.addEventListener('mousedown', (event) => {
    const option = event.target.closest('[data-value]')
    event.preventDefault()
    if (option) choose(option)
  })
  field.addEventListener('blur', close)
  withField?.addEventListener('change', () => {
    field.value = ''
    value.value = ''
  })
}

export function typeahead(part = document) {
  part.querySelectorAll('[data-typeahead-url]').forEach(setUp)
}

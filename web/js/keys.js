// Officers' keys, on pages whose <body data-keys>. Any element with data-key
// is pressed by its key ("g", "F9", "Ctrl+Enter"); a table [data-rows] has a
// cursor for J and K. Single letters act outside fields only. A scanner types
// a burst that ends with Enter: it goes to the wedge wherever the focus is, to
// the page's own before that of the frame.

const BURST_KEYS = 8
const BURST_MS = 80

function inField(target) {
  return target.matches('input, select, textarea, [contenteditable]')
}

function name(event) {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  return event.ctrlKey ? `Ctrl+${key}` : key
}

function cursor() {
  const rows = [...document.querySelectorAll('[data-rows] tr[id]')]
  let at = rows.findIndex((row) => row.hasAttribute('data-cursor'))
  return {
    move(step) {
      if (!rows.length) return
      rows[at]?.removeAttribute('data-cursor')
      at = Math.min(Math.max(at + step, 0), rows.length - 1)
      rows[at].setAttribute('data-cursor', '')
      rows[at].scrollIntoView({ block: 'nearest' })
      rows[at].querySelector('a')?.focus({ preventScroll: true })
    },
    press(what) {
      rows[at]?.querySelector(what)?.click()
    },
    any: rows.length > 0,
  }
}

// True once the burst is whole; its text went to the wedge.
function burstReader(wedge) {
  let typed = ''
  let began = 0
  return (event) => {
    if (
      event.key === 'Enter' &&
      event.target !== wedge &&
      typed.length >= BURST_KEYS &&
      event.timeStamp - began < BURST_MS
    ) {
      wedge.value = typed
      typed = ''
      wedge.form.requestSubmit()
      return true
    }
    if (event.key.length !== 1) {
      if (event.key === 'Enter') typed = ''
      return false
    }
    if (event.timeStamp - began > BURST_MS) {
      typed = ''
      began = event.timeStamp
    }
    typed += event.key
    return false
  }
}

export function keys() {
  if (!document.body.hasAttribute('data-keys')) return
  const wedge = document.querySelector('[data-wedge]:not([data-wedge=page])')
  const help = document.querySelector('[data-key-help]')
  const rows = cursor()
  const own = document.querySelector('[data-wedge=page]') ?? wedge
  const burst = own ? burstReader(own) : () => false
  const moves = {
    j: () => rows.move(1),
    k: () => rows.move(-1),
    o: () => rows.press('[data-open]'),
    Enter: () => rows.press('[data-next]'),
    '/': () => wedge?.focus(),
    '?': () => help?.showModal(),
  }

  document.addEventListener('keydown', (event) => {
    if (burst(event)) {
      event.preventDefault()
      return
    }
    if (event.altKey || event.metaKey || event.isComposing) return
    const key = name(event)
    const single = key.length === 1 || key === 'Enter'
    if (
      single &&
      (inField(event.target) ||
        (key === 'Enter' && event.target.matches('a, button, summary')))
    )
      return
    const target = document.querySelector(`[data-key="${CSS.escape(key)}"]`)
    if (target)
      target.matches('input, select') ? target.focus() : target.click()
    else if (moves[key] && (rows.any || '/?'.includes(key))) moves[key]()
    else return
    event.preventDefault()
  })
}

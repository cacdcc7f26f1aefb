// Comfort on top of pages that work without it. Every behaviour begins at an
// attribute data-… written by a template; docs/how/pages.md lists them.
import { forms } from './forms.js'
import { keys } from './keys.js'
import { draft } from './draft.js'
import { upload } from './upload.js'
import { typeahead } from './typeahead.js'

// On phones the menu is a link to the navigation; here it opens in place.
function menu() {
  const link = document.querySelector('[data-menu]')
  if (!link) return
  const nav = document.querySelector(link.getAttribute('href'))
  link.setAttribute('role', 'button')
  link.setAttribute('aria-expanded', 'false')
  link.addEventListener('click', (event) => {
    event.preventDefault()
    const open = nav.toggleAttribute('data-open')
    link.setAttribute('aria-expanded', String(open))
  })
}

function printing() {
  for (const button of document.querySelectorAll('[data-print]')) {
    button.hidden = false
    button.addEventListener('click', () => window.print())
  }
}

menu()
printing()
forms()
typeahead()
draft()
upload()
keys()

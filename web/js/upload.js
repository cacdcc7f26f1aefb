// Uploads with progress: <form data-upload data-limit-bytes=… > holding one
// file field. A file that is too large is refused before it travels. The
// answer is the page the form would have led to.

function megabytes(bytes) {
  return (bytes / 1048576).toFixed(1).replace('.', ',')
}

function setUp(form) {
  const field = form.querySelector('input[type=file]')
  const bar = form.querySelector('progress')
  const words = form.querySelector('[data-words]')
  const limit = Number(form.dataset.limitBytes)

  function tooLarge() {
    const file = field.files[0]
    if (!file || file.size <= limit) return false
    words.textContent = form.dataset.tooLarge.replace(
      '{0}',
      megabytes(file.size),
    )
    return true
  }

  function send() {
    const call = new XMLHttpRequest()
    call.open('POST', form.action)
    call.upload.addEventListener('progress', (event) => {
      if (!event.lengthComputable) return
      const percent = Math.floor((event.loaded / event.total) * 100)
      bar.hidden = false
      bar.value = percent
      words.textContent = form.dataset.sending.replace('{0}', percent)
    })
    call.addEventListener('load', () => {
      if (call.status < 400) {
        location.assign(call.responseURL)
        return
      }
      // The server's own page says what is wrong with this file.
      document.open()
      document.write(call.responseText)
      document.close()
    })
    call.addEventListener('error', () => {
      bar.hidden = true
      words.textContent = form.dataset.failed
      form.removeAttribute('data-uploading')
    })
    call.send(new FormData(form))
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    if (form.hasAttribute('data-uploading') || tooLarge()) return
    form.setAttribute('data-uploading', '')
    send()
  })
  field.addEventListener('change', () => {
    words.textContent = ''
    if (!tooLarge() && field.files.length) form.requestSubmit()
  })
}

export function upload() {
  document.querySelectorAll('form[data-upload]').forEach(setUp)
}

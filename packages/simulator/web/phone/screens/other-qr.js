import { h } from '../../dom.js'
import { t } from '../../language.js'
import { NoAnswer, scan } from '../simulator.js'

/** @import { TextName } from '../../texts.js' */
/** @import { Phone } from '../phone.js' */

/** @typedef {new (options: object) => { detect(picture: ImageBitmap): Promise<ReadonlyArray<{ readonly rawValue: string }>> }} Detector */

/** Not in every browser. @type {Detector | undefined} */
const BarcodeDetector = Reflect.get(globalThis, 'BarcodeDetector')

/**
 * A QR that is not nearby: its content as text, or a picture where the browser can read one.
 *
 * @param {Phone} phone
 */
export function otherQr(phone) {
  const error = h('p', { class: 'error', role: 'alert', id: 'qr-error' })
  const hint = h('p', { class: 'hint', id: 'qr-hint' }, t('contentHint'))
  const content = h('textarea', {
    id: 'content',
    rows: 3,
    spellcheck: 'false',
    autocomplete: 'off',
    required: true,
    'aria-describedby': 'qr-error qr-hint',
  })
  /** @param {TextName | null} name */
  const complain = (name) => {
    error.textContent = name === null ? '' : t(name)
    content.setAttribute('aria-invalid', String(name !== null))
  }
  /** @param {string} qrContent */
  const read = async (qrContent) => {
    complain(null)
    try {
      const found = await scan(qrContent)
      if (found.ok) phone.show('confirm', found)
      else complain(found.reason)
    } catch (cause) {
      complain(cause instanceof NoAnswer ? 'noAnswer' : 'invalid-qr')
    }
  }
  /** @param {File | undefined} file */
  const look = async (file) => {
    if (file === undefined || BarcodeDetector === undefined) return
    const detector = new BarcodeDetector({ formats: ['qr_code'] })
    const codes = await createImageBitmap(file)
      .then((picture) => detector.detect(picture))
      .catch(() => [])
    if (codes[0] === undefined) complain('noQr')
    else await read(codes[0].rawValue)
  }
  const picture = h('input', {
    id: 'picture',
    type: 'file',
    accept: 'image/*',
    onchange: () => void look(picture.files?.[0]),
  })
  const node = h(
    'details',
    { class: 'part' },
    h('summary', {}, t('otherQr')),
    h(
      'form',
      {
        novalidate: true,
        onsubmit: (event) => {
          event.preventDefault()
          void read(content.value)
        },
      },
      h('label', { for: 'content' }, t('content')),
      content,
      hint,
      error,
      h('button', { class: 'button' }, t('read')),
      BarcodeDetector !== undefined && h('label', { for: 'picture' }, t('picture')),
      BarcodeDetector !== undefined && picture,
    ),
  )
  node.addEventListener('dragover', (event) => event.preventDefault())
  node.addEventListener('drop', (event) => {
    event.preventDefault()
    void look(event.dataTransfer?.files[0])
  })
  return node
}

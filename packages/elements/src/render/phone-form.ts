import { h, type VNode } from './vnode.ts'

/** A field for an Indonesian phone number, what is wrong with it, and the button that sends it. */
export function phoneForm(form: {
  readonly label: string
  readonly hint: string
  readonly action: string
  /** Empty while nothing is wrong. */
  readonly error: string
  /** What it begins with. */
  readonly value: string
  readonly isBusy: boolean
  readonly onPhone: (phone: string) => void
}): VNode {
  const { label, hint, action, error, value, isBusy, onPhone } = form
  const onsubmit = (event: Event): void => {
    event.preventDefault()
    onPhone((event.currentTarget as HTMLFormElement).querySelector('input')?.value ?? '')
  }
  return h(
    'form',
    { class: 'form', novalidate: true, onsubmit },
    h('label', { for: 'phone', part: 'label' }, label),
    h('input', {
      ...{ id: 'phone', part: 'field', name: 'phone', type: 'tel', inputmode: 'tel', autocomplete: 'tel' },
      ...{ maxlength: 24, required: true, 'data-focus': true, value },
      'aria-invalid': error === '' ? null : 'true',
      'aria-describedby': 'phone-error phone-hint',
    }),
    h('p', { id: 'phone-error', part: 'error', class: 'error', role: 'alert' }, error),
    h('p', { id: 'phone-hint', part: 'hint', class: 'hint' }, hint),
    h(
      'button',
      { type: 'submit', part: 'button main', class: 'button', 'aria-disabled': isBusy ? 'true' : null },
      action,
    ),
  )
}

import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, test } from 'vitest'
import { OvoLink, OvoPaymentMethods, OvoTopUp } from './index.ts'

test('on a server it is the tag with its attributes, and what the shop puts into it', () => {
  const thanks = createElement('p', { slot: 'paid' }, 'Terima kasih')
  const payment = createElement(
    OvoPaymentMethods,
    { order: 'A', amount: 5_000, methods: ['linked', 'qris'], startWith: 'qris', className: 'pay', onPaid: () => {} },
    thanks,
  )
  expect(renderToString(payment)).toBe(
    '<ovo-payment-methods order="A" amount="5000" start-with="qris" methods="linked qris" class="pay"><p slot="paid">Terima kasih</p></ovo-payment-methods>',
  )
  expect(renderToString(createElement(OvoTopUp, { topUp: 'T' }))).toBe('<ovo-top-up top-up="T"></ovo-top-up>')
  const link = createElement(OvoLink, { base: '/pay', publishableKey: 'pk', token: () => 'a customer’s' })
  expect(renderToString(link)).toBe('<ovo-link base="/pay" publishable-key="pk"></ovo-link>')
})

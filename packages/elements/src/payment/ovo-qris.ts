import type { PaymentMethod } from '../client/payment-client.ts'
import { define } from '../define.ts'
import { PaymentElement } from './payment-element.ts'

/** `<ovo-qris order="…">`: shows a QR to be scanned, and what becomes of it. */
export class OvoQris extends PaymentElement {
  protected override readonly methods: readonly PaymentMethod[] = ['qris']
  protected override readonly first: PaymentMethod = 'qris'
}

define('ovo-qris', OvoQris)

import type { Ovo } from '../ovo.ts'
import type { ShownPayment } from '../payments/qris-payment.ts'

/** A request as it leaves OVO. */
export interface NotificationRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

export interface NotificationReply {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What a way of receiving notifications provides to be checked. One harness serves all checks, one after another. */
export interface NotificationHarness {
  /** Started, and connected to an OVO of the test's own. */
  readonly ovo: Ovo
  /** Where OVO calls the merchant `default`, mount and all: `/ovo/v1.0/qr/qr-mpm-notify`. */
  readonly notifyPath: string
  readonly credentials: { readonly clientId: string; readonly clientSecret: string }
  /** Sends exactly these bytes to the endpoint, over real HTTP where there is any. */
  send(request: NotificationRequest): Promise<NotificationReply>
  /** A new payment whose QR is out and unpaid. */
  startedPayment(): Promise<ShownPayment>
  /** Has the customer pay. OVO's side must send no callback of its own about it. */
  pay(payment: ShownPayment): Promise<void>
}

export interface NotificationCheck {
  readonly name: string
  readonly check: (harness: NotificationHarness) => Promise<void>
}

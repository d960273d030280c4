import type { Ovo, Payment, PushToPayPayment, ShownPayment, StartPush, StartQris } from '@ovokit/core'
import type { ReconcileInput, Reconciliation } from '@ovokit/core/settlement'

/** One merchant of several: the same as `Ovo`, with the name filled in where one is asked for. */
export interface OvoMerchant {
  readonly name: string
  readonly qris: { start(input: Omit<StartQris, 'merchant'>): Promise<ShownPayment> }
  readonly pushToPay: { start(input: Omit<StartPush, 'merchant'>): Promise<PushToPayPayment> }
  readonly payments: { find(find: { readonly reference: string }): Promise<readonly Payment[]> }
  readonly settlement: { reconcile(input: Omit<ReconcileInput, 'merchant'>): Promise<Reconciliation> }
}

export function ovoMerchant(ovo: Ovo, name: string): OvoMerchant {
  return {
    name,
    qris: { start: (input) => ovo.qris.start({ ...input, merchant: name }) },
    pushToPay: { start: (input) => ovo.pushToPay.start({ ...input, merchant: name }) },
    payments: { find: ({ reference }) => ovo.payments.find({ reference, merchant: name }) },
    settlement: { reconcile: (input) => ovo.settlement.reconcile({ ...input, merchant: name }) },
  }
}

import type { PaymentMethod } from '../client/payment-client.ts'
import type { Drawing, Scene } from '../render/common-screens.ts'
import * as icons from '../render/icons.ts'
import { fill, prescribed, rupiah } from '../texts/texts.ts'
import type { PaymentSession } from './payment-session.ts'
import type { PaymentTextName } from './payment-texts.ts'

/** What a payment's screens need besides its state. */
export interface PaymentScene extends Scene<PaymentTextName, PaymentSession> {
  /** What is to be paid, where the shop said it before the payment did. */
  readonly amount: number | null
  /** The ways to pay that the shopper may turn to. */
  readonly methods: readonly PaymentMethod[]
  readonly save: () => void
}

export type Draw = (scene: PaymentScene) => Drawing

/** Sign, name and explanation of each way to pay. */
export const ways: Readonly<Record<PaymentMethod, readonly [icons.Icon, PaymentTextName, PaymentTextName]>> = {
  qris: [icons.qr, 'qrisWay', 'qrisHint'],
  'push-to-pay': [icons.phone, 'pushWay', 'pushHint'],
  linked: [icons.wallet, 'linkedWay', 'linkedHint'],
}

/** Says one of the words, with what is paid and by whom. */
export function say({ session, words, amount }: PaymentScene, name: PaymentTextName): string {
  const { view } = session.state
  const whole = view?.amount ?? amount
  return fill(words[name], { amount: whole === null ? '' : rupiah(whole), phone: view?.maskedPhone ?? '' })
}

/** OVO prescribes words for some outcomes; where it does not, ours stand. */
export const outcome = (scene: PaymentScene, ours: PaymentTextName): string =>
  prescribed(scene.session.state.view?.text, scene) ?? say(scene, ours)

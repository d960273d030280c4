import type { PaymentMethod } from '../client/payment-client.ts'
import type { IconName } from '../render/icons.ts'
import type { Screen } from '../render/screen.ts'
import { sayProblem } from '../texts/problem-texts.ts'
import { fill, type Locale, rupiah } from '../texts/texts.ts'
import type { PaymentState } from './payment-state.ts'
import type { PaymentTextName } from './payment-texts.ts'

/** What a payment's screens need besides its state. */
export interface PaymentScene {
  readonly state: PaymentState
  readonly words: Readonly<Record<PaymentTextName, string>>
  readonly locale: Locale
  /** What is to be paid, where the shop said it before the payment did. */
  readonly amount: number | null
  /** The ways to pay that the shopper may turn to. */
  readonly methods: readonly PaymentMethod[]
  readonly choose: (method: PaymentMethod) => void
  readonly push: (phone: string) => void
  readonly goToPin: () => void
  readonly cancel: () => void
  readonly retry: () => void
  readonly neverMind: () => void
  readonly save: () => void
}

export type Draw = (scene: PaymentScene) => Omit<Screen, 'name'>

/** Sign, name and explanation of each way to pay. */
export const ways: Readonly<Record<PaymentMethod, readonly [IconName, PaymentTextName, PaymentTextName]>> = {
  qris: ['qr', 'qrisWay', 'qrisHint'],
  'push-to-pay': ['phone', 'pushWay', 'pushHint'],
  linked: ['wallet', 'linkedWay', 'linkedHint'],
}

export const amountOf = ({ state, amount }: PaymentScene): string => {
  const whole = state.view?.amount ?? amount
  return whole === null ? '' : rupiah(whole)
}

/** An amount that nobody has said yet leaves no hole in a sentence. */
export const say = (scene: PaymentScene, words: string): string =>
  fill(words, { amount: amountOf(scene), phone: scene.state.view?.maskedPhone ?? '' })
    .replace(/\s{2,}/g, ' ')
    .trim()

/** OVO prescribes words for some outcomes; where it does not, ours stand. */
export const outcome = ({ state, locale }: PaymentScene, ours: string): string => state.view?.text?.[locale] ?? ours

/** What was refused, in words of the shopper's language. */
export const problemText = ({ state, words, locale }: PaymentScene): string =>
  sayProblem(state.problem, { words, locale, patience: state.patience })

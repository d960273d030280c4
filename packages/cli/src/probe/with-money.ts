import type { Exchange, Ovo } from '@ovokit/core'
import { repeat } from './repeat.ts'
import type { Merchant, ProbeInput } from './steps.ts'

/** A question that moves money on a test account, and gives it back. */
export interface MoneyStep {
  readonly name: string
  readonly side: 'snap' | 'pushToPay'
  readonly run: (of: Moving) => Promise<Readonly<Record<string, string>>>
}

export interface Moving {
  readonly ovo: Ovo
  readonly merchant: Merchant
  readonly input: ProbeInput
  /** Tells the person what to do now. */
  readonly tell: (text: string) => void
  /** Resolves about that much later; a test's clock moves instead. */
  readonly pause: (millis: number) => Promise<void>
}

const calls = async (ovo: Ovo, paymentId: string, operation: string): Promise<readonly Exchange[]> =>
  (await ovo.log.list({ paymentId })).filter((exchange) => exchange.operation === operation)

const code = (exchange: Exchange | undefined): string => {
  const { body = '', outcome = 'not sent', status = null } = exchange?.response ?? {}
  return /"responseCode":"?([0-9A-Z]+)/.exec(body)?.[1] ?? (status === null ? outcome : String(status))
}

/** A QR that somebody pays, refunded, and refunded again under the same number. */
export const refundTwice: MoneyStep = {
  name: 'refund twice',
  side: 'snap',
  run: async ({ ovo, merchant, input, tell, pause }) => {
    const { id, qr } = await ovo.qris.start({
      merchant: input.merchant,
      amount: input.amount,
      reference: input.nextReference(),
    })
    tell(`${await qr.toTerminal()}\nscan and pay within 75 seconds`)
    let payment = await ovo.payments.get(id)
    for (let waited = 0; payment.status === 'awaiting-scan' && waited < 80_000; waited += 5_000) {
      await pause(5_000)
      payment = await ovo.payments.check(id)
    }
    if (payment.status !== 'paid') return { 'test QR': `was not paid: ${payment.status}` }
    const asked = (await calls(ovo, id, 'qris.query')).at(-1)
    await ovo.payments.refund(id)
    const refund = (await calls(ovo, id, 'qris.refund')).at(-1)
    if (refund === undefined || asked === undefined) return { refund: 'not sent' }
    const again = await repeat({ ovo, exchange: refund, merchant })
    const status = await repeat({ ovo, exchange: asked, merchant })
    return {
      refund: code(refund),
      'the same refund again': again.word,
      'status after a refund': String(status.body.latestTransactionStatus ?? status.word),
    }
  },
}

/** A push that nobody answers: how it ends, what a status check says of it by either date, and its reversal twice. */
export const reverseTwice: MoneyStep = {
  name: 'reverse twice',
  side: 'pushToPay',
  run: async ({ ovo, merchant, input, tell, pause }) => {
    const { id } = await ovo.pushToPay.start({
      merchant: input.merchant,
      amount: input.amount,
      reference: input.nextReference(),
      phone: input.phone ?? '',
    })
    tell('leave the prompt on the phone alone: this takes 70 seconds')
    let payment = await ovo.payments.get(id)
    for (
      let waited = 0;
      ['pushed', 'unknown', 'reversing'].includes(payment.status) && waited < 120_000;
      waited += 1_000
    ) {
      await pause(1_000)
      await ovo.runDue()
      payment = await ovo.payments.get(id)
    }
    if (payment.status !== 'reversed')
      return { 'test push': `ended as ${payment.status} (${payment.responseCode ?? payment.reason})` }
    const [push] = await calls(ovo, id, 'push-to-pay.push')
    const [asked] = await calls(ovo, id, 'push-to-pay.push-status')
    const reversal = (await calls(ovo, id, 'push-to-pay.reversal')).at(-1)
    if (reversal === undefined || asked === undefined) return { reversal: 'not sent' }
    const again = await repeat({ ovo, exchange: reversal, merchant })
    const byOriginal = await repeat({ ovo, exchange: asked, merchant })
    const byNow = await repeat({ ovo, exchange: asked, merchant, change: { date: jakartaNow(ovo) } })
    return {
      'a push that nobody answers': code(push),
      reversal: code(reversal),
      'the same reversal again': again.word,
      'status by the date of the push': byOriginal.word,
      'status by the date of now': byNow.word,
    }
  },
}

/** `yyyy-MM-dd HH:mm:ss.SSS` in Jakarta. */
const jakartaNow = (ovo: Ovo): string =>
  new Date(ovo.now().getTime() + 7 * 3_600_000).toISOString().slice(0, 23).replace('T', ' ')

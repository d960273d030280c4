import { usageError } from '../cli-error.ts'
import type { Run } from '../command.ts'
import { withShop } from '../config/open-shop.ts'
import { paymentFacts, paymentLine } from './describe-payment.ts'

export const run: Run = (context, input) =>
  withShop(context, async ({ ovo }) => {
    const limit = Number(input.text('limit') ?? '20')
    if (!Number.isInteger(limit) || limit < 1 || limit > 500)
      throw usageError({ en: '--limit is a number from 1 to 500', id: '--limit adalah angka dari 1 sampai 500' })
    const recent = await ovo.payments.recent({ limit })
    const shown = input.flag('attention') ? recent.filter(({ needsDecision }) => needsDecision) : recent
    return {
      lines: shown.length > 0 ? shown.map(paymentLine) : [{ en: 'no payments', id: 'tidak ada pembayaran' }],
      data: { payments: shown.map(paymentFacts) },
    }
  })

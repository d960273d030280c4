import type { Ovo, Payment } from '@ovokit/core'
import { CliError } from '../cli-error.ts'
import type { Input } from '../command.ts'

/**
 * The payment that a person means: by its id, or the newest attempt under the shop's reference.
 *
 * @throws {CliError} `payment-not-found`
 */
export async function findPayment(ovo: Ovo, input: Input): Promise<Payment> {
  const word = input.words[0] ?? ''
  if (/^pay_[0-9a-f]+$/.test(word)) return ovo.payments.get(word)
  const attempts = await ovo.payments.find({ reference: word, merchant: input.text('merchant') ?? 'default' })
  const newest = attempts.at(-1)
  if (newest !== undefined) return newest
  throw new CliError('failed', 'payment-not-found', {
    en: 'there is no such payment; `ovokit payments list` shows the newest',
    id: 'pembayaran itu tidak ada; `ovokit payments list` menampilkan yang terbaru',
  })
}

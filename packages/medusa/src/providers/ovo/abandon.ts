import { type Ovo, OvoError } from '@ovokit/core'

/**
 * Gives up whatever of a purchase could still be paid. Durable: what is paid all the same is an orphan, which goes back
 * by itself on the same day or is raised (G7). What is paid already stays as it is.
 */
export async function abandon(ovo: Ovo, reference: string): Promise<void> {
  for (const { id, isCancelled, status } of await ovo.payments.find({ reference })) {
    if (isCancelled || status === 'paid' || status === 'refunded') continue
    await ovo.payments.cancel(id).catch((error: unknown) => {
      if (!OvoError.is(error) || error.code !== 'not-cancellable') throw error
    })
  }
}

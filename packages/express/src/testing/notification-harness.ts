import type { ShownPayment } from '@ovokit/core'
import type { NotificationHarness, NotificationReply, NotificationRequest } from '@ovokit/core/testing'
import type { TestOvo } from './start-ovo.ts'

let orders = 0

/** Joins a way of sending to a simulator that does as it is told. */
export function notificationHarness(
  { ovo, sim }: TestOvo,
  { notifyPath, send }: Pick<NotificationHarness, 'notifyPath' | 'send'>,
): NotificationHarness {
  const { clientId, clientSecret } = sim.partner()
  return {
    ovo,
    notifyPath,
    credentials: { clientId, clientSecret },
    send,
    startedPayment: (): Promise<ShownPayment> => ovo.qris.start({ reference: `ORDER-${++orders}`, amount: 25_000 }),
    pay: async ({ qr }) => {
      const result = await sim.pay({ qrContent: qr.content })
      if (!result.ok) throw new Error(`the simulator refused to pay: ${result.reason}`)
    },
  }
}

/** Sends over real HTTP, the bytes as they are. */
export const sendTo =
  (url: string) =>
  async ({ method, path, headers, body }: NotificationRequest): Promise<NotificationReply> => {
    const reply = await fetch(url + path, { method, headers, ...(method === 'GET' ? {} : { body }) })
    return { status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() }
  }

import type { ShownPayment } from '@ovokit/core'
import type { NotificationHarness } from '@ovokit/core/testing'
import type { TestApp } from './start-app.ts'

let orders = 0

/** Sends over real HTTP, the bytes as they are, to an application whose OVO does as it is told. */
export function notificationHarness({ ovo, testing, url }: TestApp, notifyPath: string): NotificationHarness {
  const { clientId, clientSecret } = testing.simulator.partner()
  return {
    ovo,
    notifyPath,
    credentials: { clientId, clientSecret },
    send: async ({ method, path, headers, body }) => {
      const reply = await fetch(url + path, { method, headers, ...(method === 'GET' ? {} : { body }) })
      return { status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.text() }
    },
    startedPayment: (): Promise<ShownPayment> => ovo.qris.start({ reference: `ORDER-${++orders}`, amount: 25_000 }),
    pay: async ({ qr }) => {
      const result = await testing.simulator.pay({ qrContent: qr.content })
      if (!result.ok) throw new Error(`the simulator refused to pay: ${result.reason}`)
    },
  }
}

import type { MerchantConfig, OvoConfig } from '@ovokit/core'

export interface Joined {
  readonly environment: OvoConfig['environment']
  readonly credentials: MerchantConfig
  /** How far the simulator's clock is ahead, in milliseconds. */
  readonly timeOffset: () => number
  /** Tells the simulator where this shop is called back, up to the version. */
  callBackAt(base: string): Promise<void>
  leave(): void
}

const followMillis = 200
/** Whole rupiah. */
const depositForCashback = 1_000_000

/** Takes credentials, and if wanted the time, from a running simulator. For development; it is not installed for sale. */
export async function joinSimulator({ url, followsClock }: { url: string; followsClock: boolean }): Promise<Joined> {
  const { connectSimulator } = await import('@ovokit/simulator')
  const simulator = await connectSimulator(url)
  const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId, pushToPay } = await simulator.partner()
  const { ovoPublicKey, clock } = await simulator.state()
  if ((await simulator.books()).deposits === 0) await simulator.fundDeposit({ amount: depositForCashback })
  let offset = followsClock ? clock.offset : 0
  const follow = async (): Promise<void> => {
    offset = await simulator.clock.offset().catch(() => offset)
  }
  const timer = followsClock ? setInterval(() => void follow(), followMillis).unref() : undefined
  return {
    environment: { snap: simulator.url, pushToPay: simulator.url },
    credentials: {
      snap: {
        clientId,
        clientSecret,
        privateKey,
        merchantId,
        terminalId,
        channelId,
        ovoPublicKey,
        topUp: { senderInstitutionID: '999' },
      },
      pushToPay,
    },
    timeOffset: () => offset,
    callBackAt: async (base) => {
      const [callbackUrl, linkedCallbackUrl] = [`${base}/qr/qr-mpm-notify`, `${base}/debit/notify`]
      await simulator.addPartner({ name: 'default', callbackUrl, linkedCallbackUrl })
    },
    leave: () => clearInterval(timer),
  }
}

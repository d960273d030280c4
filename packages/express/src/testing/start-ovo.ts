import { createOvo, memoryStore, type Ovo } from '@ovokit/core'
import { type Simulator, startSimulator } from '@ovokit/simulator'

export interface TestOvo {
  readonly ovo: Ovo
  readonly sim: Simulator
  close(): Promise<void>
}

const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }

/** A simulator and an OvoKit that lives on its clock. */
export async function startOvo({
  worker = true,
  dialect = {},
}: {
  readonly worker?: boolean
  readonly dialect?: { readonly callbackToken?: 'issued'; readonly callbackSignature?: 'asymmetric' }
} = {}): Promise<TestOvo> {
  const sim = await startSimulator({ dialect })
  const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId, pushToPay } = sim.partner()
  const ovo = createOvo({
    environment: { snap: sim.url, pushToPay: sim.url },
    store: memoryStore({ timeOffset: () => sim.clock.offset() }),
    encryptionKey: 'c0ffee5e'.repeat(8),
    merchants: {
      default: {
        snap: {
          clientId,
          clientSecret,
          privateKey,
          merchantId,
          terminalId,
          channelId,
          dialect,
          ovoPublicKey: sim.ovoPublicKey,
          topUp: { senderInstitutionID: '999' },
        },
        pushToPay,
      },
    },
    logger: silent,
  })
  await ovo.start({ worker })
  return {
    ovo,
    sim,
    close: async () => {
      await ovo.close()
      await sim.close()
    },
  }
}

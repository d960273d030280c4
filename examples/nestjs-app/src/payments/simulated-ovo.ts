import type { OvoModuleOptions } from '@ovokit/nestjs'
import type { Simulator } from '@ovokit/simulator'
import { publicUrl } from '../settings.ts'

/** An OVO on this machine that knows the shop. Its page, printed at the start, is the customer's phone. */
export async function startSimulatedOvo(): Promise<{
  readonly simulator: Simulator
  readonly options: Pick<OvoModuleOptions, 'environment' | 'encryptionKey' | 'merchants'>
}> {
  const { startSimulator } = await import('@ovokit/simulator')
  const simulator = await startSimulator()
  const shop = simulator.partner()
  shop.setCallbackUrl(`${publicUrl()}/ovo/v1.0/qr/qr-mpm-notify`)
  shop.setLinkedCallbackUrl(`${publicUrl()}/ovo/v1.0/debit/notify`)
  simulator.fundDeposit({ amount: 1_000_000 })
  console.log(`a simulator plays OVO; the customer's phone is at ${simulator.url}/phone`)
  const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId, pushToPay } = shop
  const { url, ovoPublicKey } = simulator
  const topUp = { senderInstitutionID: '999' }
  const snap = { clientId, clientSecret, privateKey, merchantId, terminalId, channelId, ovoPublicKey, topUp }
  return {
    simulator,
    options: {
      environment: { snap: url, pushToPay: url },
      encryptionKey: '0'.repeat(64),
      merchants: { default: { snap, pushToPay } },
    },
  }
}

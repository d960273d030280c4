import { createPrivateKey, createPublicKey } from 'node:crypto'
import { type PartnerInput, partnerEnv, type Simulator, startSimulator } from '@ovokit/simulator'
import { CliError } from '../cli-error.ts'
import type { Context, Run } from '../command.ts'
import { readSettings, type Settings } from '../config/read-settings.ts'
import { readPort } from '../read-port.ts'
import type { Line } from '../text.ts'

export const run: Run = async (context, input) => {
  const { print, isJson, signal } = context
  const shop = findShop(context)
  const address = shop === null ? null : loopbackOf(shop.environment)
  const port = readPort(input, 'port', address === null ? 4600 : Number(address.port || 80))
  const callbackUrl = input.text('callback-url')
  const partners = shop === null || address === null ? [{}] : partnersOf(shop)
  const simulator = await start({
    port,
    partners: partners.map((one) => ({ ...one, ...(callbackUrl === undefined ? {} : { callbackUrl }) })),
    ...(isJson ? {} : { log: (line: string) => print(line) }),
  })
  const isShops = partners.some(({ clientId }) => clientId !== undefined)
  const env = isShops
    ? {}
    : partnerEnv({ url: simulator.url, partner: simulator.partner(), ovoPublicKey: simulator.ovoPublicKey })
  if (isJson) print(JSON.stringify({ ok: true, url: simulator.url, phone: `${simulator.url}/phone`, env }))
  else for (const line of greet(simulator, isShops, env)) print(line)
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  await simulator.close()
  return null
}

/** The settings of the folder, when there are any that can be followed. */
function findShop(context: Context): Settings | null {
  const settings = readSettings(context)
  return settings.problems.length === 0 ? settings : null
}

/** Where the shop's settings expect a simulator: on this machine, or nowhere. */
function loopbackOf(environment: Settings['environment']): URL | null {
  if (typeof environment === 'string') return null
  const text = environment.snap ?? environment.pushToPay
  const url = text !== undefined && URL.canParse(text) ? new URL(text) : null
  return url !== null && ['127.0.0.1', 'localhost'].includes(url.hostname) ? url : null
}

/** An OVO that knows this shop already, with the credentials that it has. */
function partnersOf({ merchants, callbackUrls }: Settings): readonly PartnerInput[] {
  return Object.entries(merchants).map(([name, { snap, pushToPay }]) => {
    const callbackUrl = callbackUrls[name]
    return {
      name,
      ...(snap === undefined
        ? {}
        : {
            clientId: snap.clientId,
            clientSecret: snap.clientSecret,
            merchantId: snap.merchantId,
            terminalId: snap.terminalId,
            channelId: snap.channelId,
            publicKey: publicHalf(snap.privateKey, snap.privateKeyPassphrase),
          }),
      ...(pushToPay === undefined
        ? {}
        : {
            pushToPay: {
              appId: pushToPay.appId,
              appKey: pushToPay.appKey,
              merchantId: pushToPay.merchantId,
              storeCode: pushToPay.storeCode,
              terminalId: pushToPay.terminalId,
              mid: pushToPay.mid,
            },
          }),
      ...(callbackUrl === undefined ? {} : { callbackUrl }),
    }
  })
}

function publicHalf(pem: string, passphrase: string | undefined): string {
  const key = createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) })
  return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString()
}

async function start(options: Parameters<typeof startSimulator>[0]): Promise<Simulator> {
  try {
    return await startSimulator(options)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new CliError('failed', 'port-taken', {
        en: `port ${options?.port} is taken: is a simulator running already? --port takes another`,
        id: `port ${options?.port} sudah dipakai: apakah simulator sudah jalan? Pakai --port lain`,
      })
    }
    throw error
  }
}

function greet({ url }: Simulator, isShops: boolean, env: Readonly<Record<string, string>>): readonly Line[] {
  return [
    {
      en: `OVO simulator at ${url}; the customer's phone: ${url}/phone`,
      id: `Simulator OVO di ${url}; ponsel pelanggan: ${url}/phone`,
    },
    isShops
      ? { en: "it knows this folder's shop", id: 'simulator ini mengenal toko di folder ini' }
      : { en: 'its credentials, for .env:', id: 'kredensialnya, untuk .env:' },
    ...Object.entries(env).map(([name, value]) => `${name}="${value.replaceAll('\n', '\\n')}"`),
  ]
}

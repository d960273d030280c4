import { startSimulator } from '@ovokit/simulator'
import { usageError } from '../cli-error.ts'
import type { Run } from '../command.ts'

export const run: Run = async ({ print, isJson, signal }, input) => {
  const port = Number(input.text('port') ?? '4600')
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw usageError({ en: '--port is a number from 0 to 65535', id: '--port adalah angka dari 0 sampai 65535' })
  }
  const callbackUrl = input.text('callback-url')
  const simulator = await startSimulator({ port, partners: [callbackUrl === undefined ? {} : { callbackUrl }] })
  const facts = { url: simulator.url, phone: `${simulator.url}/phone` }
  if (isJson) print(JSON.stringify({ ok: true, ...facts }))
  else
    print({
      en: `OVO simulator at ${facts.url}, the phone at ${facts.phone}`,
      id: `Simulator OVO di ${facts.url}, ponselnya di ${facts.phone}`,
    })
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
  await simulator.close()
  return null
}

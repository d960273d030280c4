import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isLoopback } from './control/host-guard.ts'
import { type StartReport, writeReport } from './start-report.ts'
import { startSimulator } from './start-simulator.ts'

const HELP = `ovo-simulator: OVO's side of SNAP dynamic QRIS and Push To Pay, on this machine

  --port N               port to listen on (default 4600, 0 for any free one)
  --host ADDRESS         address to listen on (default 127.0.0.1)
  --allow-non-loopback   listen on an address other machines can reach
  --callback-url URL     where to send payment notifications
  --token-url URL        the shop's own token endpoint, for notifications
  --callback-token WHICH b2b (default), issued or empty
  --json                 print one line of JSON instead of text
  --quiet                print no line per request
  --help, --version
`

const OPTIONS = {
  port: { type: 'string', default: '4600' },
  host: { type: 'string', default: '127.0.0.1' },
  'allow-non-loopback': { type: 'boolean', default: false },
  'callback-url': { type: 'string', default: '' },
  'token-url': { type: 'string', default: '' },
  'callback-token': { type: 'string', default: 'b2b' },
  json: { type: 'boolean', default: false },
  quiet: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
  version: { type: 'boolean', short: 'v', default: false },
} as const

/** A mistake of the person at the keyboard: exit code 2, a failure to start is 1. */
class UsageError extends Error {}

async function main(): Promise<void> {
  const options = readOptions()
  if (options.help) return void process.stdout.write(HELP)
  if (options.version) return void process.stdout.write(`${version()}\n`)
  const port = Number(options.port)
  if (!/^\d+$/.test(options.port) || port > 65_535) throw new UsageError('--port must be a number from 0 to 65535')
  if (!isLoopback(options.host) && !options['allow-non-loopback']) {
    throw new UsageError(`--host ${options.host} is reachable from other machines; add --allow-non-loopback to mean it`)
  }
  const sim = await startSimulator({
    port,
    host: options.host,
    allowNonLoopback: options['allow-non-loopback'],
    dialect: { callbackToken: options['callback-token'] as 'b2b' },
    partners: [{ callbackUrl: options['callback-url'], tokenUrl: options['token-url'] }],
    log: options.quiet || options.json ? () => undefined : (line) => process.stdout.write(`${line}\n`),
  })
  const report: StartReport = { url: sim.url, partner: sim.partner(), ovoPublicKey: sim.ovoPublicKey }
  process.stdout.write(writeReport(report, { asJson: options.json }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sim.close())
}

function readOptions(): ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'] {
  try {
    return parseArgs({ options: OPTIONS }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function version(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}

main().catch((error: unknown) => {
  process.stderr.write(`ovo-simulator: ${error instanceof Error ? error.message : String(error)}\n`)
  if (error instanceof UsageError) process.stderr.write('Run ovo-simulator --help for the options.\n')
  process.exitCode = error instanceof UsageError || error instanceof TypeError ? 2 : 1
})

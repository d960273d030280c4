import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { defaultPushToPayDialect } from '@ovokit/core/push-to-pay'
import { defaultSnapDialect } from '@ovokit/core/snap'
import { CliError, usageError } from '../cli-error.ts'
import type { Context, Input, Run } from '../command.ts'
import { readSettings, type Settings } from '../config/read-settings.ts'
import type { Line } from '../text.ts'
import { ask, type Finding, type Probed, type Side } from './ask.ts'
import type { ProbeInput } from './steps.ts'
import { refundTwice, reverseTwice } from './with-money.ts'

export const run: Run = async (context, input) => {
  const settings = usableSettings(context, input)
  const given = toProbeInput(input)
  if (input.flag('push') && given.phone === undefined)
    throw usageError({ en: '--push needs --phone', id: '--push memerlukan --phone' })
  const probed = await ask({
    settings,
    withMoney: [...(input.flag('pay') ? [refundTwice] : []), ...(input.flag('push') ? [reverseTwice] : [])],
    tell: (text) => context.progress(text),
    input: given,
    onStep: (name) => context.progress({ en: `asking: ${name}…`, id: `bertanya: ${name}…` }),
  })
  const out = input.text('out')
  const files = out === undefined ? [] : await keep(resolve(context.folder, out), probed)
  const dialects = differing(probed)
  const isSettled = probed.findings.every(({ outcome }) => outcome !== 'open')
  return {
    exit: isSettled ? 'done' : 'failed',
    lines: [
      ...probed.findings.flatMap(findingLines),
      '',
      ...dialectLines(dialects),
      ...files.map((file) => `→ ${file}`),
    ],
    data: { findings: probed.findings, dialects, files },
  }
}

function usableSettings(context: Context, input: Input): Settings {
  const settings = readSettings(context)
  const name = input.text('merchant') ?? 'default'
  if (settings.environment === 'production' && !input.flag('production')) {
    throw usageError({
      en: 'the settings say production; set environment to staging, or add --production to mean it',
      id: 'pengaturannya production; ubah environment ke staging, atau tambahkan --production',
    })
  }
  if (settings.problems.length === 0 && settings.merchants[name] !== undefined) return settings
  const first = settings.problems[0] ?? { en: `there is no merchant ${name}`, id: `tidak ada merchant ${name}` }
  throw new CliError('configuration', 'bad-settings', first)
}

function toProbeInput(input: Input): ProbeInput {
  const amount = Number(input.text('amount') ?? '10000')
  let count = 0
  const began = Date.now().toString(36).toUpperCase()
  return {
    merchant: input.text('merchant') ?? 'default',
    phone: input.text('phone'),
    returnUrl: input.text('return-url'),
    amount,
    nextReference: () => `PROBE-${began}-${++count}`,
  }
}

const defaults: Readonly<Record<Side, object>> = { snap: defaultSnapDialect, pushToPay: defaultPushToPayDialect }

/** What must stand in the configuration: the points that are not as OvoKit takes them to be. */
function differing({ dialects }: Probed): Readonly<Record<Side, Readonly<Record<string, unknown>>>> {
  const of = (side: Side) =>
    Object.fromEntries(
      Object.entries(dialects[side]).filter(([field, value]) => Reflect.get(defaults[side], field) !== value),
    )
  return { snap: of('snap'), pushToPay: of('pushToPay') }
}

function findingLines({ step, outcome, why, dialect, notes, tries }: Finding): readonly Line[] {
  const head = step.padEnd(16)
  if (outcome === 'skipped') return [{ en: `${head} not asked: ${why}`, id: `${head} tidak ditanyakan: ${why}` }]
  const words = [...new Set(tries.map(({ word }) => word))].join(', ')
  if (outcome === 'open')
    return [
      { en: `${head} OPEN: no spelling was taken (${words})`, id: `${head} BELUM JELAS: semua ditolak (${words})` },
    ]
  const facts = Object.entries({ ...dialect, ...notes }).map(([name, value]) => `${name} ${written(value)}`)
  const told = facts.length === 0 ? '' : `: ${facts.join(', ')}`
  return [{ en: `${head} ${why}${told}`, id: `${head} ${why}${told}` }]
}

function dialectLines(dialects: Readonly<Record<Side, Readonly<Record<string, unknown>>>>): readonly Line[] {
  const sides = (['snap', 'pushToPay'] as const).filter((side) => Object.keys(dialects[side]).length > 0)
  if (sides.length === 0)
    return [
      {
        en: 'OVO speaks as OvoKit does: no dialect is needed',
        id: 'OVO sama dengan bawaan OvoKit: dialect tidak perlu',
      },
    ]
  return [
    { en: 'put into the configuration of the merchant:', id: 'tulis di konfigurasi merchant:' },
    ...sides.map((side) => `  "${side}": { …, "dialect": ${JSON.stringify(dialects[side])} }`),
  ]
}

const written = (value: unknown): string => (typeof value === 'string' ? JSON.stringify(value) : JSON.stringify(value))

/** Everything that went to and fro, with secrets and people taken out: for OVO's contact, and as fixtures of a test. */
async function keep(folder: string, { exchanges, findings }: Probed): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true })
  const files = exchanges.map((exchange, index) => ({
    path: join(folder, `${String(index + 1).padStart(3, '0')}-${exchange.operation}.json`),
    content: exchange as unknown,
  }))
  files.push({ path: join(folder, 'findings.json'), content: findings })
  for (const { path, content } of files) await writeFile(path, `${JSON.stringify(content, null, 2)}\n`)
  return files.length > 1 ? [folder] : []
}

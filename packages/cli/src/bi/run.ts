import { mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { CliError, usageError } from '../cli-error.ts'
import type { Context, Input, Run } from '../command.ts'
import { withShop } from '../config/open-shop.ts'
import { type EvidenceDocument, wholeCall } from '../evidence/functional-test.ts'
import { replaceSecret } from '../files.ts'
import { type DevsiteCredentials, openDevsite, type Played } from './devsite-session.ts'
import { type Product, products, type Scenario, scenariosOf } from './scenarios.ts'
import { writeDocument } from './write-document.ts'

const devsite = 'https://apidevportal.aspi-indonesia.or.id:44310'

/** What passed when: one line per scenario that was ever played. */
interface RecordLine {
  readonly id: string
  readonly at: string
  readonly url: string
  readonly responseCode: string | null
  readonly expected: string
  readonly hasPassed: boolean
  /** Its call in the API log. */
  readonly call: string
}

export const run: Run = (context, input) => {
  const chosen = productOf(input)
  const url = (input.text('url') ?? devsite).replace(/\/$/, '')
  const credentials = readCredentials(context)
  const out = resolve(context.folder, input.text('out') ?? 'bi')
  return withShop(context, async ({ ovo }) => {
    const session = openDevsite({ ovo, url, credentials })
    const played: Played[] = []
    for (const product of chosen) {
      for (const scenario of scenariosOf(product)) {
        const one = await session.play(scenario)
        played.push(one)
        context.progress(line(one))
      }
    }
    await mkdir(out, { recursive: true, mode: 0o700 })
    await appendRecord(join(out, 'record.json'), url, played)
    const files: string[] = []
    for (const product of chosen) {
      const rows = await Promise.all(
        played
          .filter(({ scenario }) => scenario.product === product)
          .map(async ({ scenario, exchange }) => ({ ...about(scenario), call: await wholeCall(ovo, exchange) })),
      )
      const document: EvidenceDocument = {
        title: `Devsite test: ${product}`,
        subtitle: `${url}, ${rows.length} scenarios. Requests and responses are complete, from the API log.`,
        rows,
      }
      files.push(...(await writeDocument(out, `devsite-${product}`, document)))
    }
    const passed = played.filter(({ hasPassed }) => hasPassed).length
    return {
      exit: passed === played.length ? 'done' : 'failed',
      lines: [
        ...played.filter(({ hasPassed }) => !hasPassed).map(line),
        { en: `${passed} of ${played.length} scenarios passed`, id: `${passed} dari ${played.length} skenario lulus` },
        ...files,
      ],
      data: {
        passed,
        scenarios: played.map(({ scenario, responseCode, hasPassed, exchange }) => ({
          id: scenario.id,
          expected: scenario.expected,
          responseCode,
          hasPassed,
          call: exchange.id,
        })),
        files,
      },
    }
  })
}

export const about = ({ id, title, expected }: Scenario): Readonly<Record<'id' | 'title' | 'expected', string>> => ({
  id,
  title: title.en,
  expected,
})

export function productOf(input: Input): readonly Product[] {
  const wanted = input.text('product')
  return wanted === undefined ? products : products.filter((product) => product === wanted)
}

const line = ({ scenario, responseCode, hasPassed }: Played): string =>
  `${hasPassed ? '✓' : '✗'} ${scenario.id}  ${scenario.api}  ${responseCode ?? '-'} (${scenario.expected})`

function readCredentials({ env }: Context): DevsiteCredentials {
  const names = { clientId: 'BI_CLIENT_ID', clientSecret: 'BI_CLIENT_SECRET', privateKey: 'BI_PRIVATE_KEY' } as const
  const missing = Object.values(names).filter((name) => !env[name])
  if (missing.length > 0) {
    throw new CliError('configuration', 'no-devsite-credentials', {
      en: `${missing.join(', ')} not set: what the portal of ASPI gave for the application under test`,
      id: `${missing.join(', ')} belum diisi: dari portal ASPI untuk aplikasi pengujian`,
    })
  }
  const [clientId = '', clientSecret = '', privateKey = ''] = Object.values(names).map((name) => env[name])
  return { clientId, clientSecret, privateKey }
}

async function appendRecord(path: string, url: string, played: readonly Played[]): Promise<void> {
  const before = await readRecord(path)
  const now = played.map(
    ({ scenario, exchange, responseCode, hasPassed }): RecordLine => ({
      id: scenario.id,
      at: exchange.at.toISOString(),
      url,
      responseCode,
      expected: scenario.expected,
      hasPassed,
      call: exchange.id,
    }),
  )
  await replaceSecret(path, `${JSON.stringify([...before, ...now], null, 2)}\n`)
}

async function readRecord(path: string): Promise<readonly RecordLine[]> {
  const text = await readFile(path, 'utf8').catch(() => '[]')
  try {
    return JSON.parse(text) as readonly RecordLine[]
  } catch {
    throw usageError({
      en: `${path} is not a record of earlier runs`,
      id: `${path} bukan catatan pengujian sebelumnya`,
    })
  }
}

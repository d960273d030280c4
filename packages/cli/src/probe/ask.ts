import { setTimeout as sleep } from 'node:timers/promises'
import { createOvo, type Exchange, memoryStore, type Ovo, OvoError, type Store } from '@ovokit/core'
import type { Settings } from '../config/read-settings.ts'
import { type Judged, judge } from './judge.ts'
import { type Merchant, type ProbeInput, type ProbeStep, probeSteps } from './steps.ts'
import type { MoneyStep } from './with-money.ts'

type Dialect = Readonly<Record<string, unknown>>
export type Side = ProbeStep['side']

/** What came of one step. */
export interface Finding {
  readonly step: string
  /** `settled`: OVO took it. `open`: every spelling was refused. `skipped`: it could not be asked, `why`. */
  readonly outcome: 'settled' | 'open' | 'skipped'
  readonly why: string
  readonly side: Side
  /** The points that it settled, and how. */
  readonly dialect: Dialect
  readonly notes: Readonly<Record<string, string>>
  /** Each try: how it was spelled, and OVO's word on it. */
  readonly tries: readonly { readonly dialect: Dialect; readonly word: string }[]
}

export interface Probed {
  readonly findings: readonly Finding[]
  /** Everything that was settled, by side. */
  readonly dialects: Readonly<Record<Side, Dialect>>
  /** Redacted. */
  readonly exchanges: readonly Exchange[]
}

/** Where the answers are kept while it goes on; a test moves its clock. */
export interface ProbeWorld {
  readonly settings: Settings
  readonly input: ProbeInput
  readonly store?: Store
  readonly onStep?: (name: string) => void
  /** Asked last, in the dialect that the others found. @default none */
  readonly withMoney?: readonly MoneyStep[]
  readonly tell?: (text: string) => void
  /** @default real time */
  readonly pause?: (millis: number) => Promise<void>
}

/** Asks every step in every spelling until OVO takes one. Nothing is asked whose sides have no credentials. */
export async function ask(world: ProbeWorld): Promise<Probed> {
  const { settings, input, store = memoryStore(), onStep } = world
  const merchant = settings.merchants[input.merchant] ?? {}
  const known: Record<Side, Dialect> = {
    snap: merchant.snap?.dialect ?? {},
    pushToPay: merchant.pushToPay?.dialect ?? {},
  }
  const dialects: Record<Side, Dialect> = { snap: {}, pushToPay: {} }
  const findings: Finding[] = []
  const exchanges: Exchange[] = []
  // One store for all tries, so that one token serves them.
  const open = (side: Side, dialect: Dialect): Ovo =>
    createOvo({ ...toConfig(settings, input.merchant, side, dialect), store: keepOpen(store) })
  await store.open()
  for (const step of probeSteps) {
    onStep?.(step.name)
    const lacks = merchant[step.side] === undefined ? `needs ${step.side} in the settings` : step.lacks(merchant, input)
    const tokenless =
      step.side === 'snap' && findings.some(({ step: name, outcome }) => name === 'token' && outcome === 'open')
    if (lacks !== null || tokenless) {
      findings.push(toFinding(step, { outcome: 'skipped', why: lacks ?? 'needs a token' }))
      continue
    }
    const found = await settle({ step, input, known: known[step.side], open, exchanges })
    findings.push(found)
    if (found.outcome !== 'settled') continue
    for (const all of [known, dialects]) all[step.side] = merge(all[step.side], found.dialect)
  }
  for (const step of world.withMoney ?? []) {
    onStep?.(step.name)
    findings.push(
      await move(step, { ...world, ovo: open(step.side, known[step.side]), dialect: known[step.side], exchanges }),
    )
  }
  await store.close()
  return { findings, dialects, exchanges }
}

/** Paths of different steps stand side by side. */
const merge = (one: Dialect, other: Dialect): Dialect => ({
  ...one,
  ...other,
  ...(one.paths === undefined && other.paths === undefined
    ? {}
    : { paths: { ...Object(one.paths), ...Object(other.paths) } }),
})

async function settle(of: {
  readonly step: ProbeStep
  readonly input: ProbeInput
  readonly known: Dialect
  readonly open: (side: Side, dialect: Dialect) => Ovo
  readonly exchanges: Exchange[]
}): Promise<Finding> {
  const { step, input, known, open, exchanges } = of
  const tries: { dialect: Dialect; word: string }[] = []
  for (const path of [null, ...(step.paths ?? [])]) {
    const there = path === null ? {} : { paths: { ...Object(known.paths), [step.operation]: path } }
    for (const choice of spellings(step, known)) {
      const dialect = { ...choice, ...there }
      const exchange = await tryOnce({ step, input, ovo: open(step.side, merge(known, dialect)), seen: exchanges })
      const answer: Judged = judge(exchange)
      tries.push({ dialect, word: answer.word })
      if (answer.verdict === 'taken')
        return toFinding(step, {
          outcome: 'settled',
          why: answer.word,
          dialect,
          notes: step.notes?.(answer) ?? {},
          tries,
        })
      // No other spelling finds a path, or a server, that is not there.
      if (answer.verdict !== 'misspelt') break
    }
  }
  return toFinding(step, { outcome: 'open', why: tries.at(-1)?.word ?? 'not asked', tries })
}

async function tryOnce(of: {
  readonly step: ProbeStep
  readonly input: ProbeInput
  readonly ovo: Ovo
  readonly seen: Exchange[]
}): Promise<Exchange | undefined> {
  const { step, input, ovo, seen } = of
  await ovo.start({ worker: false })
  try {
    // What it throws is OVO's refusal once more; the log has it whole.
    await step.call(ovo, input).catch((error: unknown) => {
      if (!OvoError.is(error)) throw error
    })
    const ids = new Set(seen.map(({ id }) => id))
    const fresh = (await ovo.log.list({ limit: 1_000 })).filter(({ id }) => !ids.has(id))
    seen.push(...fresh)
    return fresh.filter(({ operation }) => operation === step.operation).at(-1)
  } finally {
    await ovo.close()
  }
}

/** Nothing that a person left undone is an answer, so what these tell are notes. */
async function move(
  step: MoneyStep,
  of: ProbeWorld & { readonly ovo: Ovo; readonly dialect: Dialect; readonly exchanges: Exchange[] },
): Promise<Finding> {
  const { ovo, settings, input, tell = () => {}, pause = (millis) => sleep(millis) } = of
  const written = settings.merchants[input.merchant] ?? {}
  const merchant = { ...written, [step.side]: { ...written[step.side], dialect: of.dialect } } as Merchant
  const base = { step: step.name, side: step.side, dialect: {}, tries: [] }
  // What is due is done between two looks, so that nothing happens unseen.
  await ovo.start({ worker: false })
  try {
    const notes = await step.run({ ovo, merchant, input, tell, pause })
    return { ...base, outcome: 'settled', why: 'asked', notes }
  } catch (error) {
    if (!OvoError.is(error)) throw error
    return { ...base, outcome: 'open', why: error.code, notes: {} }
  } finally {
    const ids = new Set(of.exchanges.map(({ id }) => id))
    of.exchanges.push(...(await ovo.log.list({ limit: 1_000 })).filter(({ id }) => !ids.has(id)))
    await ovo.close()
  }
}

/** Every combination of what is still open, the defaults first. */
function spellings({ settles }: ProbeStep, known: Dialect): readonly Dialect[] {
  return Object.entries(settles).reduce<readonly Dialect[]>(
    (all, [field, values = []]) => {
      const choices = known[field] === undefined ? values : [known[field]]
      return choices.flatMap((value) => all.map((one) => ({ ...one, [field]: value })))
    },
    [{}],
  )
}

const toFinding = ({ name, side }: ProbeStep, found: Pick<Finding, 'outcome' | 'why'> & Partial<Finding>): Finding => ({
  step: name,
  side,
  dialect: {},
  notes: {},
  tries: [],
  ...found,
})

function toConfig(settings: Settings, name: string, side: Side, dialect: Dialect) {
  const merchant = settings.merchants[name] ?? {}
  const spoken = { ...merchant, [side]: { ...merchant[side], dialect } } as Merchant
  const { environment, encryptionKey, tls } = settings
  return { environment, encryptionKey, merchants: { [name]: spoken }, ...(tls === undefined ? {} : { tls }) }
}

/** Each try closes its own OvoKit; the store is the probe's. */
const keepOpen = (store: Store): Store => ({ ...store, open: async () => {}, close: async () => {} })

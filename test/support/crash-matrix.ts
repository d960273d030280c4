import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CrashStage, openStage, type Scene, type StoreKind } from './crash-stage.ts'
import type { ShopProcess } from './spawn-shop.ts'
import { type Cast, payments, type Story } from './stories.ts'

/**
 * Kills a shop at every effect boundary of every story, brings it back, and checks what must hold whatever happened.
 * The boundaries are not listed by hand: each story is first played undisturbed, and what it passed is what is killed.
 *
 * @param options.isSample - these are not all stories, so not every effect is among what they do
 */
export function crashMatrix(
  kind: StoreKind,
  processes: number,
  stories: readonly Story[],
  /**
   * `atMost`: an effect of one name is killed so often, over all stories. @default as often as it is passed.
   * `isSample`: these are not all stories, so not every effect is among what they do.
   */
  {
    atMost = Number.POSITIVE_INFINITY,
    isSample = false,
  }: { readonly atMost?: number; readonly isSample?: boolean } = {},
): void {
  describe(`killed at every boundary, on ${kind}, ${processes} process${processes > 1 ? 'es' : ''} (G1 G2 G3 G4 G5 G6 G7)`, () => {
    let stage: CrashStage
    let scene: Scene
    let shops: ShopProcess[]
    let orders = 0
    /** Boundaries seen by any process, and those a process was killed at; by name, without their count. */
    const seen = new Set<string>()
    const killed = new Map<string, number>()
    let kills = 0

    beforeAll(async () => {
      stage = await openStage()
      scene = await stage.scene(kind)
      shops = []
      // The first is the one that is killed; callbacks go to it.
      for (let index = processes - 1; index >= 0; index--) shops[index] = await scene.open()
    })
    afterAll(async () => {
      const { customers, shop, deposits, fees, inFlight, opening } = scene.sim.books()
      const topUps = deposits + fees === 0 ? '' : ` + deposits ${deposits} + fees ${fees}`
      const balance = `customers ${customers} + shop ${shop}${topUps} + in flight ${inFlight} = opening ${opening}`
      console.log(`crash matrix, ${kind}, ${processes} process(es): ${kills} kills over ${orders} orders; ${balance}`)
      await scene.close()
      await stage.close()
    })

    const timesKilled = (boundary: string): number => killed.get(nameOf(boundary)) ?? 0

    const castOf = (reference: string): Cast => ({
      sim: scene.sim,
      reference,
      get shop() {
        return shops[0] as ShopProcess
      },
      advance: (millis) => scene.advance(millis, ...shops),
    })
    const collect = async (): Promise<readonly string[]> => {
      const traces = await Promise.all(shops.map((shop) => shop.command<string[]>('trace').catch(() => [])))
      for (const boundary of traces.flat()) seen.add(nameOf(boundary))
      return traces[0] ?? []
    }

    /** Plays a story, killed at `dieAt` or to its end. Resolves with the boundaries that the first process passed. */
    async function perform(story: Story, dieAt: string | null): Promise<readonly string[]> {
      const cast = castOf(`ORDER-${++orders}`)
      // Old enough that the story fetches a token of its own.
      if (story.freshToken === true) await cast.advance(15 * 60_000)
      await story.prepare?.(cast)
      const [victim] = shops as [ShopProcess]
      await victim.command('arm', dieAt === null ? {} : { dieAt })
      await story.play(cast).catch((error: { code?: string }) => {
        // A shop that could not get a QR says so; it is the shopper who comes back.
        if (dieAt === null || !expected.has(error.code ?? '')) throw error
      })
      const trace = await collect()
      scene.sim.faults.clear()
      const isDead = await victim.command('arm').then(
        () => false,
        () => victim.gone.then(() => true),
      )
      if (dieAt !== null && isDead) {
        killed.set(nameOf(dieAt), timesKilled(dieAt) + 1)
        kills += 1
      }
      if (isDead) shops[0] = await scene.open()
      await recover(story, cast)
      await collect()
      await check(story, cast, dieAt)
      return trace
    }

    async function recover(story: Story, cast: Cast): Promise<void> {
      for (let round = 0; round < 8; round++) {
        await cast.advance(31_000)
        await story.retry(cast)
        await cast.advance(1_000)
        const found = await find(story, cast)
        const heard = (await scene.heard())
          .filter(({ reference }) => reference === cast.reference)
          .map(({ type }) => type)
        const end = endOf(story, found)
        const isWhole = await (story.also?.(cast) ?? Promise.resolve()).then(
          () => true,
          () => false,
        )
        if (isWhole && end?.heard.every((type) => heard.includes(type))) return
      }
    }

    async function check(story: Story, cast: Cast, dieAt: string | null): Promise<void> {
      const { shop, sim, reference } = cast
      const { held, open } = story.about ?? payments
      const found = await find(story, cast)
      const about = `${story.name}, killed ${dieAt ?? 'never'}: ${found.map(({ status }) => status).join(', ')}`
      const { customers, shop: shopHolds, deposits, fees, inFlight, opening } = sim.books()
      const end = endOf(story, found) ?? story
      expect(customers + shopHolds + deposits + fees + inFlight, about).toBe(opening)
      expect(inFlight, about).toBe(0)
      expect(
        found.reduce((sum, { number }) => sum + held(sim, number), 0),
        about,
      ).toBe(end.holds)
      expect(
        found.filter(({ status }) => status === end.status),
        about,
      ).toHaveLength(1)
      expect(
        found.filter(({ status }) => open.has(status)),
        about,
      ).toHaveLength(0)
      const events = (await scene.heard()).filter((event) => event.reference === reference)
      // An attempt that died before it came to anything may have had its say too.
      const ended = new Set(found.filter(({ status }) => status === end.status).map(({ id }) => id))
      for (const type of end.heard) {
        const ids = new Set(events.filter((one) => one.type === type && ended.has(one.payment)).map(({ id }) => id))
        expect(ids.size, `${about}; heard ${type}`).toBe(1)
      }
      // Write-ahead (G1): OVO has received nothing that the shop had not written down before.
      const written = counted(
        (await shop.command<{ externalId: string | null; body: string }[]>('exchanges')).map(callOf),
      )
      const received = sim.requests
        .filter(({ operation }) => operation !== 'token.b2b')
        .map(({ headers, body }) => callOf({ externalId: headers['x-external-id'] ?? null, body }))
      await story.also?.(castOf(reference))
      const unwritten = [...counted(received)].filter(([call, times]) => (written.get(call) ?? 0) < times)
      expect(unwritten, about).toEqual([])
      const pushed = sim.requests.filter(({ operation }) => operation === 'pos.push').map(({ body }) => invoiceIn(body))
      expect(new Set(pushed).size, `${about}; no push twice`).toBe(pushed.length)
      const early = sim.requests.flatMap(({ operation, notes = [] }) => (operation === 'pos.push' ? [] : notes))
      expect(early, `${about}; not inside the customer's time`).not.toContain('the 60 seconds of the push are not over')
      // No number is ever sent twice to be made a QR of, or to be paid.
      const made = sim.requests
        .filter(({ operation }) => operation === 'qris.generate' || operation === 'linked.pay')
        .map(({ body }) => JSON.parse(body).partnerReferenceNo as string)
      const resent = made.filter((number, index) => made.indexOf(number) !== index)
      // Only a call that OVO turned away for its token may be sent again as it was.
      const isTurnedAway = (code: string | undefined): boolean => code === '4014701' || code === '4015402'
      const turnedAway = sim.requests.filter(({ responseCode }) => isTurnedAway(responseCode)).length
      expect(resent.length, about).toBeLessThanOrEqual(turnedAway)
      // And no top-up that may have arrived.
      const sent = sim.requests
        .filter(({ operation, responseCode }) => operation === 'top-up.transfer' && responseCode !== '4013801')
        .map(({ body }) => JSON.parse(body).partnerReferenceNo as string)
      expect(new Set(sent).size, about).toBe(sent.length)
    }

    for (const story of stories) {
      test(story.name, { timeout: 300_000 }, async () => {
        const boundaries = await perform(story, null)
        expect(boundaries.length).toBeGreaterThan(1)
        // Between two effects there is one moment, however it is called: after the one is before the next.
        const moments = boundaries.filter((boundary, index) => index === 0 || boundary.startsWith('after '))
        for (const boundary of moments) if (timesKilled(boundary) < atMost) await perform(story, boundary)
      })
    }

    // With more processes, which of them gets a piece of work is chance.
    test.runIf(processes === 1 && !isSample)('and every effect that any process had was one of those', () => {
      const missed = [...seen].filter((name) => !killed.has(name))
      expect(missed).toEqual([])
    })
  })
}

/** What a shop may be told after one of its processes died: it is the customer who comes back. */
const expected = new Set([
  ...['died', 'ovo-unreachable', 'ovo-refused', 'attempt-in-progress', 'already-paid'],
  ...['not-linked', 'already-linked', 'link-in-progress'],
])

const find = ({ about = payments }: Story, { shop, reference }: Cast): ReturnType<typeof about.find> =>
  about.find(shop, reference)

/** The end that the story came to: its own, or what a crash in the right moment makes of it. */
const endOf = (story: Story, found: readonly { readonly status: string }[]) =>
  [story, ...(story.or ?? [])].find((end) => found.some(({ status }) => status === end.status))

const invoiceIn = (body: string): string => JSON.parse(body).transactionRequestData?.merchantInvoice

/** What tells one call from another: its own id, or which operation it is on which push. */
function callOf({ externalId, body }: { externalId: string | null; body: string }): string {
  if (externalId !== null || !body.includes('processingCode')) return String(externalId)
  const { type, processingCode } = JSON.parse(body) as Record<string, string>
  return [type, processingCode, invoiceIn(body)].join(' ')
}

const counted = (calls: readonly string[]): ReadonlyMap<string, number> =>
  calls.reduce((counts, call) => counts.set(call, (counts.get(call) ?? 0) + 1), new Map<string, number>())

const nameOf = (boundary: string): string => boundary.replace(/^(before|after) | #\d+$/g, '')

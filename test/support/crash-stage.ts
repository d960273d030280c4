import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Simulator, type SimulatorOptions, startSimulator } from '@ovokit/simulator'
import { emptyEmbeddedStore, putEmptyEmbeddedStore } from './empty-embedded-store.ts'
import { freePort, startPostgres, type TestPostgres } from './postgres.ts'
import { credentials } from './shop.ts'
import { type ShopProcess, type ShopProcessOptions, spawnShop } from './spawn-shop.ts'
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts'

export type StoreKind = 'embedded' | 'postgres'

/** What crash tests of one file share: a PostgreSQL. */
export interface CrashStage {
  scene(kind: StoreKind, simulator?: SimulatorOptions): Promise<Scene>
  /** The way to the database, to be cut. */
  database(): TcpProxy
  close(): Promise<void>
}

/** One story: an OVO, a store, and shop processes that come and go. */
export interface Scene {
  readonly sim: Simulator
  readonly kind: StoreKind
  /** Starts a shop process on the scene's store; OVO's callbacks go to the newest. */
  open(options?: Partial<ShopProcessOptions>): Promise<ShopProcess>
  /** What the shop's handlers have heard, over all processes. */
  heard(): Promise<readonly { id: string; type: string; reference: string; payment: string }[]>
  /** Moves OVO's clock and the clocks of the given processes, step by step, doing what falls due. */
  advance(millis: number, ...shops: readonly ShopProcess[]): Promise<void>
  close(): Promise<void>
}

/** @param kinds - made ready beforehand: that takes longer than a test may */
export async function openStage(...kinds: readonly StoreKind[]): Promise<CrashStage> {
  if (kinds.includes('embedded')) await emptyEmbeddedStore()
  const root = await mkdtemp(join(tmpdir(), 'ovokit-crash-'))
  let postgres: TestPostgres | null = null
  let proxy: TcpProxy | null = null
  let scenes = 0

  async function storeOf(kind: StoreKind, folder: string): Promise<ShopProcessOptions['store']> {
    if (kind === 'embedded') {
      await putEmptyEmbeddedStore(folder)
      return { kind, folder }
    }
    postgres ??= await startPostgres()
    proxy ??= await startTcpProxy(postgres.port)
    return { kind, url: postgres.url.replace(String(postgres.port), String(proxy.port)), schema: postgres.schema() }
  }

  return {
    database: () => {
      if (proxy === null) throw new Error('no scene of this stage uses PostgreSQL yet')
      return proxy
    },
    scene: async (kind, simulator = {}) => {
      const folder = join(root, String(++scenes))
      const store = await storeOf(kind, folder)
      const sim = await startSimulator(simulator)
      const partner = sim.partner()
      const eventsFile = `${folder}.events`
      const clockFile = `${folder}.clock`
      await writeFile(clockFile, '0')
      const port = await freePort()
      const open: ShopProcess[] = []
      return {
        sim,
        kind,
        open: async (options = {}) => {
          const isFirst = open.length === 0
          const shop = await spawnShop({
            store,
            simulatorUrl: sim.url,
            credentials: credentials(sim, partner),
            eventsFile,
            pushToPay: partner.pushToPay,
            clockFile,
            port: isFirst ? port : 0,
            ...options,
          })
          open.push(shop)
          partner.setCallbackUrl(`${shop.url}/ovo/v1.0/qr/qr-mpm-notify`)
          partner.setLinkedCallbackUrl(`${shop.url}/ovo/v1.0/debit/notify`)
          return shop
        },
        heard: async () => {
          const text = await readFile(eventsFile, 'utf8').catch(() => '')
          return text
            .split('\n')
            .filter(Boolean)
            .map((line) => JSON.parse(line))
        },
        advance: async (millis, ...shops) => {
          await sim.clock.advance(millis)
          await sim.idle()
          // The clock moves under a process that reads it while it is read: whole files only.
          await writeFile(`${clockFile}.new`, String(sim.clock.offset()))
          await rename(`${clockFile}.new`, clockFile)
          for (const shop of shops) await shop.work()
        },
        close: async () => {
          await Promise.all(open.map((shop) => shop.kill()))
          await sim.close()
        },
      }
    },
    close: async () => {
      await proxy?.close()
      await postgres?.stop()
      await rm(root, { recursive: true, force: true })
    },
  }
}

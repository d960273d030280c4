import { OvoError, type StoreHealth } from '@ovokit/core'
import pg from 'pg'
import { openStore } from '../config/open-shop.ts'
import type { StoreSettings } from '../config/read-settings.ts'
import { type Check, type Finding, fault, ok, unknown, warning } from './finding.ts'

/** Work that is due and that a living worker would have begun. */
const patienceMillis = 10_000

const noWorker = {
  en: 'start the shop, or call ovo.start() with its worker in one process at least: nobody asks OVO, and nothing is reversed',
  id: 'jalankan toko, atau ovo.start() dengan worker di minimal satu proses: tidak ada yang bertanya ke OVO atau membatalkan push',
}

/** Whether the store opens and has its tables, and whether somebody does what is due in it. */
export const checkStore: Check = async ({ settings }) => {
  if (settings.problems.some(({ en }) => en.startsWith('store.'))) return []
  const { store, close } = openStore(settings.store)
  try {
    await store.open()
  } catch (error) {
    await close()
    return [unopened(error)]
  }
  try {
    const health = await store.health(store.now())
    const opened = ok('store', {
      en: 'the store opens, with its tables up to date',
      id: 'penyimpanan terbuka, tabelnya mutakhir',
    })
    return [opened, await workerOf(settings.store, health), ...undelivered(health)]
  } finally {
    await store.close()
    await close()
  }
}

function unopened(error: unknown): Finding {
  const { code, message } = OvoError.is(error) ? error : { code: 'bug', message: String(error) }
  if (code === 'store-locked') {
    return ok('store', {
      en: 'the embedded store is in use: the shop runs, and its worker with it',
      id: 'penyimpanan bawaan sedang dipakai: toko jalan, begitu juga worker-nya',
    })
  }
  return fault('store', { en: message, id: `penyimpanan tidak bisa dibuka (${message})` })
}

async function workerOf(settings: StoreSettings, { overdue, oldestOverdueMillis }: StoreHealth): Promise<Finding> {
  if (overdue > 0 && oldestOverdueMillis > patienceMillis) {
    const seconds = Math.round(oldestOverdueMillis / 1000)
    const text = {
      en: `no worker is alive: ${overdue} steps are due, the oldest for ${seconds} s`,
      id: `tidak ada worker yang jalan: ${overdue} langkah tertunda, yang terlama ${seconds} detik`,
    }
    return fault('worker', text, noWorker)
  }
  if (settings.kind === 'embedded') {
    return warning(
      'worker',
      { en: 'the shop does not run: nobody holds its store', id: 'toko tidak jalan: penyimpanannya tidak dipakai' },
      noWorker,
    )
  }
  const listening = await listeners(settings)
  if (listening > 0) {
    return ok('worker', {
      en: `workers are alive (${listening} listening)`,
      id: `worker jalan (${listening} mendengarkan)`,
    })
  }
  return unknown(
    'worker',
    {
      en: 'nothing is overdue, and no worker listens',
      id: 'tidak ada yang tertunda, dan tidak ada worker yang mendengarkan',
    },
    {
      en: 'a Medusa store and a pool of one never listen; others should: is the shop running?',
      id: 'Medusa dan pool berisi satu memang tidak; selain itu, apakah toko jalan?',
    },
  )
}

/** A worker holds a connection whose last statement is its LISTEN. */
async function listeners({ url, schema }: StoreSettings & { kind: 'postgres' }): Promise<number> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ count: string }>(
      'select count(*) from pg_stat_activity where datname = current_database() and query = $1',
      [`listen ${schema}_wake`],
    )
    return Number(rows[0]?.count ?? 0)
  } catch {
    return 0
  } finally {
    await client.end().catch(() => {})
  }
}

const undelivered = ({ undelivered: count }: StoreHealth): readonly Finding[] =>
  count === 0
    ? []
    : [
        warning(
          'events',
          { en: `${count} events wait for the shop's handlers`, id: `${count} event menunggu handler toko` },
          {
            en: 'a handler fails, or none is registered where the worker runs',
            id: 'ada handler yang gagal, atau belum didaftarkan di proses worker',
          },
        ),
      ]

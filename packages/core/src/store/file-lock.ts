import { readFile, rm, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { StoreError } from '../errors/errors.ts'

interface Holder {
  readonly host: string
  readonly pid: number
  /** Tells a process from a later one with the same number, as happens in containers. */
  readonly startedAt: string
}

const settleMillis = 30

/**
 * Takes a lock file, and gives back how to let go of it. A lock left by a dead process is taken over.
 *
 * @throws {StoreError} `store-locked` when a living process holds it.
 */
export async function takeFileLock(path: string): Promise<() => Promise<void>> {
  const me: Holder = { host: hostname(), pid: process.pid, startedAt: await startOf(process.pid) }
  const mine = JSON.stringify(me)
  const found = await read(path)
  if (found !== null && (await isAlive(found))) throw lockedBy(found)
  if (found !== null) await rm(path, { force: true })
  try {
    await writeFile(path, mine, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    const other = await read(path)
    throw other === null ? error : lockedBy(other)
  }
  // Two processes may have found the same dead lock: whoever wrote last has it, and the other sees so.
  await pause(settleMillis)
  const now = await read(path)
  if (now === null || JSON.stringify(now) !== mine) throw lockedBy(now ?? me)
  return async () => {
    const held = await read(path)
    if (held !== null && JSON.stringify(held) === mine) await rm(path, { force: true })
  }
}

const lockedBy = (holder: Holder): StoreError =>
  new StoreError(
    'store-locked',
    `the embedded store is in use by process ${holder.pid} on ${holder.host}: it takes one process at a time. Stop that one, or move to postgresStore for several`,
  )

async function read(path: string): Promise<Holder | null> {
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>
    if (typeof value.pid !== 'number') return null
    return { host: String(value.host), pid: value.pid, startedAt: String(value.startedAt) }
  } catch {
    return null
  }
}

async function isAlive({ host, pid, startedAt }: Holder): Promise<boolean> {
  // A folder shared between hosts: nothing can be known about the other, so it is believed.
  if (host !== hostname()) return true
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return (await startOf(pid)) === startedAt
}

/** When a process began, as far as the system tells: field 22 of /proc/PID/stat on Linux, nothing elsewhere. */
async function startOf(pid: number): Promise<string> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

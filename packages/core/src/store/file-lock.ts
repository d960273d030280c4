import { link, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { StoreError } from '../errors/errors.ts'
import { answers, listenAt } from './life-sign.ts'

interface Holder {
  readonly host: string
  readonly pid: number
  /** Tells a process from a later one with the same number, as happens in containers. */
  readonly startedAt: string
  /** The name of its life sign, beside the lock; `null` where it could give none. */
  readonly sign: string | null
}

const heartbeatMillis = 10_000
/** A holder on another host, whose process nobody here can look for, is dead when its lock has not been touched for so long. */
const silenceMillis = 60_000

/**
 * Takes a lock file, and gives back how to let go of it. A lock left by a dead process is taken over.
 *
 * The file appears with its content, by a link, so nobody ever reads half a lock. Whoever finds a dead one first takes
 * the right to replace it, so that two cannot both find it dead and both have it.
 *
 * @throws {StoreError} `store-locked` when a living process holds it.
 */
export async function takeFileLock(path: string): Promise<() => Promise<void>> {
  const draft = `${path}.${process.pid}.${process.hrtime.bigint()}`
  const sign = `${basename(draft)}.sign`
  const fallSilent = await listenAt(join(dirname(path), sign))
  const me: Holder = {
    host: hostname(),
    pid: process.pid,
    startedAt: await startOf(process.pid),
    sign: fallSilent === null ? null : sign,
  }
  const mine = JSON.stringify(me)
  try {
    await writeFile(draft, mine, { mode: 0o600 })
    if (!(await linked(draft, path))) await takeOver(path, draft)
  } catch (error) {
    await fallSilent?.()
    throw error
  } finally {
    await rm(draft, { force: true })
  }
  const heartbeat = setInterval(() => {
    const now = new Date()
    utimes(path, now, now).catch(() => {})
  }, heartbeatMillis)
  heartbeat.unref()
  return async () => {
    clearInterval(heartbeat)
    const held = await read(path)
    if (held !== null && JSON.stringify(held) === mine) await rm(path, { force: true })
    await fallSilent?.()
  }
}

async function takeOver(path: string, draft: string): Promise<void> {
  await refuseLiving(path)
  const right = `${path}.takeover`
  if (!(await linked(draft, right))) {
    // Somebody is at it; or was, and died in the middle of it.
    await refuseLiving(right)
    await rm(right, { force: true })
    if (!(await linked(draft, right))) throw lockedBy(await read(right), path)
  }
  try {
    // Looked at again under the right: whoever had it before may have put a living lock there.
    await refuseLiving(path)
    const dead = await read(path)
    await rm(path, { force: true })
    if (!(await linked(draft, path))) throw lockedBy(await read(path), path)
    // The lock is ours by now, whatever becomes of what the dead one left.
    if (dead?.sign != null) await rm(signOf(dead.sign, path), { force: true }).catch(() => {})
  } finally {
    await rm(right, { force: true })
  }
}

async function refuseLiving(path: string): Promise<void> {
  const found = await read(path)
  if (found !== null && (await isAlive(found, path))) throw lockedBy(found, path)
}

/** False when there is one already. */
async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

const lockedBy = (holder: Holder | null, path: string): StoreError =>
  new StoreError(
    'store-locked',
    `the embedded store is in use by process ${holder?.pid ?? 'unknown'} on ${holder?.host ?? 'this host'}: it takes one ` +
      `process at a time. Stop that one, or move to postgresStore for several. If it is gone for certain, remove ${path}`,
  )

/** `null` for none, and for one that cannot be read: nobody writes half a lock, so it is the rest of a crash. */
async function read(path: string): Promise<Holder | null> {
  try {
    const value = JSON.parse(await readFile(path, 'utf8')) as Partial<Holder>
    if (typeof value.pid !== 'number') return null
    const sign = typeof value.sign === 'string' && /^[^/\\]+\.sign$/.test(value.sign) ? value.sign : null
    return { host: String(value.host), pid: value.pid, startedAt: String(value.startedAt), sign }
  } catch {
    return null
  }
}

const signOf = (sign: string, path: string): string => join(dirname(path), sign)

async function isAlive({ host, pid, startedAt, sign }: Holder, path: string): Promise<boolean> {
  // Two containers may have one name, and each counts its processes from 1: only the kernel that both share knows better.
  if (sign !== null && (await answers(signOf(sign, path)))) return true
  if (host !== hostname()) {
    const touched = await stat(path).catch(() => null)
    return touched !== null && Date.now() - touched.mtimeMs < silenceMillis
  }
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false
  }
  return (await startOf(pid)) === startedAt
}

/** When a process began, as far as the system tells: field 22 of /proc/PID/stat on Linux, nothing elsewhere. */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
}

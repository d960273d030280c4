import { spawn } from 'node:child_process'
import { once } from 'node:events'
import fs from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { embeddedStore } from '@ovokit/core/embedded'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { openEmbeddedDatabase } from '../../packages/core/src/store/embedded-database.ts'
import { takeFileLock } from '../../packages/core/src/store/file-lock.ts'
import { putEmptyEmbeddedStore } from '../support/empty-embedded-store.ts'

let root: string
let folder: string
let scenes = 0
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ovokit-embedded-'))
})
beforeEach(async () => {
  folder = join(root, String(++scenes))
  await putEmptyEmbeddedStore(folder)
})
afterEach(() => vi.restoreAllMocks())
afterAll(() => rm(root, { recursive: true, force: true }))

const claim = { key: 'kept', expiresAt: 9_000_000_000_000 }
const other = { ...claim, key: 'another' }

/** Runs `meet` before every write into a file of the store whose path has `part` in it. */
function onWrite(part: string, meet: () => void): void {
  const paths = new Map<number, string>()
  const { openSync, writeSync } = fs
  vi.spyOn(fs, 'openSync').mockImplementation((path, ...rest) => {
    const file = openSync(path, ...rest)
    paths.set(file, String(path))
    return file
  })
  vi.spyOn(fs, 'writeSync').mockImplementation(((file: number, ...rest: [Uint8Array]) => {
    if (paths.get(file)?.includes(part) === true) meet()
    return writeSync(file, ...rest)
  }) as typeof fs.writeSync)
}

describe('the embedded store', () => {
  test('keeps what it acknowledged over a restart', async () => {
    const first = embeddedStore(folder)
    await first.open()
    expect(await first.commit({ now: 1, claim })).toEqual({ committed: true })
    await first.close()
    const second = embeddedStore(folder)
    await second.open()
    expect(await second.commit({ now: 1, claim })).toEqual({ committed: false, conflict: 'claim' })
    await second.close()
  })

  test('has handed to the system what it acknowledges: a kill at that moment loses nothing (G1)', async () => {
    const first = embeddedStore(folder)
    await first.open()
    const killed = `${folder}-killed`
    // What a process leaves that dies right there. The lock names a living process, so it stays behind.
    const copy = () => fs.cpSync(join(folder, 'database'), join(killed, 'database'), { recursive: true })
    expect(await first.commit({ now: 1, claim }).finally(copy)).toEqual({ committed: true })
    const second = embeddedStore(killed)
    await second.open()
    expect(await second.commit({ now: 1, claim })).toEqual({ committed: false, conflict: 'claim' })
    await Promise.all([first.close(), second.close()])
  })

  // One aborts PostgreSQL in the midst of a commit; the other is a fault such as no disk has, for any of PGlite's own.
  test.each([
    ['the disk is full', 'pg_wal', { code: 'ENOSPC' }],
    ['it breaks down', 'base', {}],
  ])('acknowledges nothing that it has not stored, when %s, and nothing after (G1)', async (_, part, fault) => {
    let isFaulty = false
    onWrite(join('database', part), () => {
      if (isFaulty) throw Object.assign(new Error('no'), fault)
    })
    const first = embeddedStore(folder)
    await first.open()
    await first.commit({ now: 1, claim })
    isFaulty = true
    const broken = { code: 'store-unavailable', message: expect.stringContaining('restart the process') }
    const line = { recordId: 'a', at: 1, type: 'told', from: 'a', to: 'a', isRejected: false, facts: {} }
    await expect(first.commit({ now: 1, claim: other, history: [line] })).rejects.toMatchObject(broken)
    isFaulty = false
    await expect(first.commit({ now: 1, claim: other })).rejects.toMatchObject(broken)
    await expect(first.record('a')).rejects.toMatchObject(broken)
    await expect(first.health(1)).rejects.toMatchObject(broken)
    await first.close()
    const second = embeddedStore(folder)
    await second.open()
    expect(await second.commit({ now: 1, claim })).toEqual({ committed: false, conflict: 'claim' })
    expect(await second.commit({ now: 1, claim: other })).toEqual({ committed: true })
    expect(await second.history('a')).toEqual([])
    await second.close()
  })

  test('a sweep ends the log that a start after a kill would read; a kill in the midst of it loses nothing (G1)', async () => {
    const killed = `${folder}-killed`
    const first = embeddedStore(folder)
    await first.open()
    let checkpoints = 0
    onWrite('pg_control', () => {
      checkpoints += 1
      if (checkpoints === 1) fs.cpSync(join(folder, 'database'), join(killed, 'database'), { recursive: true })
    })
    await first.commit({ now: 1, claim })
    expect(checkpoints).toBe(0)
    await first.sweep({ now: 2, deliveredBefore: 0 })
    expect(checkpoints).toBeGreaterThan(0)
    await first.close()
    const second = embeddedStore(killed)
    await second.open()
    expect(await second.commit({ now: 1, claim })).toEqual({ committed: false, conflict: 'claim' })
    await second.close()
  })

  test('begins anew where a process died making it, and writes over nothing that may be a database', async () => {
    const place = join(root, 'fresh')
    await mkdir(join(place, 'database.new', 'global'), { recursive: true })
    await writeFile(join(place, 'database.new', 'PG_VERSION'), '18')
    const store = embeddedStore(place)
    await store.open()
    await store.close()
    await rm(join(folder, 'database', 'PG_VERSION'))
    await expect(embeddedStore(folder).open()).rejects.toMatchObject({
      code: 'store-unavailable',
      cause: { message: expect.stringContaining('is no database') },
    })
    await expect(readFile(join(folder, 'lock'))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('leaves the folder to the next when it cannot be opened whole', async () => {
    async function rename(from: string, to: string): Promise<void> {
      const database = await openEmbeddedDatabase(join(folder, 'database'))
      await database.script(`alter table ovokit.migrations rename column ${from} to ${to}`)
      await database.close()
    }
    // Opened, and then not to be migrated.
    await rename('version', 'mislaid')
    const store = embeddedStore(folder)
    await expect(store.open()).rejects.toMatchObject({ code: 'store-unavailable' })
    await expect(store.record('a')).rejects.toMatchObject({ message: expect.stringContaining('is not open') })
    await store.close()
    await rename('mislaid', 'version')
    await store.open()
    expect(await store.commit({ now: 1, claim })).toEqual({ committed: true })
    await store.close()
  })

  test('refuses a second user of its folder, and says who has it', async () => {
    const first = embeddedStore(folder)
    await first.open()
    await expect(embeddedStore(folder).open()).rejects.toMatchObject({
      code: 'store-locked',
      message: expect.stringContaining(String(process.pid)),
    })
    await first.close()
    const again = embeddedStore(folder)
    await again.open()
    await again.close()
  })

  test('is refused while another living process has it, and taken over from a dead one', async () => {
    const holder = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])
    onTestFinished(() => void holder.kill('SIGKILL'))
    const startedAt = (await readFile(`/proc/${holder.pid}/stat`, 'utf8')).split(') ')[1]?.split(' ')[19]
    await writeFile(join(folder, 'lock'), JSON.stringify({ host: hostname(), pid: holder.pid, startedAt }))
    const store = embeddedStore(folder)
    await expect(store.open()).rejects.toMatchObject({ code: 'store-locked' })
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    await store.open()
    await store.close()
  })

  test('is taken over from a dead process whose number lives on as another', async () => {
    await writeFile(join(folder, 'lock'), JSON.stringify({ host: hostname(), pid: process.pid, startedAt: '1' }))
    const store = embeddedStore(folder)
    await store.open()
    await store.close()
  })

  test('believes a living process of another container, whose numbers mean nothing here, also while it is frozen', async () => {
    const lock = join(folder, 'lock')
    const file = new URL('../../packages/core/src/store/file-lock.ts', import.meta.url).href
    const script = `import(${JSON.stringify(file)}).then((file) => file.takeFileLock(${JSON.stringify(lock)}))
      .then(() => { console.log('taken'); setInterval(() => {}, 60_000) })`
    const holder = spawn(process.execPath, ['--conditions=ovokit-source', '--import', 'tsx', '-e', script])
    onTestFinished(() => void holder.kill('SIGKILL'))
    await once(holder.stdout, 'data')
    // As from a container with the same name, where another process has that number.
    const seen = { ...JSON.parse(await readFile(lock, 'utf8')), pid: process.pid, startedAt: '1' }
    await writeFile(lock, JSON.stringify(seen))
    const store = embeddedStore(folder)
    await expect(store.open()).rejects.toMatchObject({ code: 'store-locked' })
    holder.kill('SIGSTOP')
    await expect(store.open()).rejects.toMatchObject({ code: 'store-locked' })
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    await store.open()
    await store.close()
    expect(await readdir(folder)).toEqual(['database'])
  })

  test('needs no sign of life where there can be none', async () => {
    const deep = join(folder, 'a'.repeat(100))
    await putEmptyEmbeddedStore(deep)
    const first = embeddedStore(deep)
    await first.open()
    expect((await readdir(folder)).length).toBe(2)
    await expect(embeddedStore(deep).open()).rejects.toMatchObject({ code: 'store-locked' })
    await first.close()
    expect(await readdir(deep)).toEqual(['database'])
  })

  test.each(['', '{"host":"x","pi', 'nonsense'])('is taken over from a torn lock: %j', async (torn) => {
    await writeFile(join(folder, 'lock'), torn)
    const store = embeddedStore(folder)
    await store.open()
    await store.close()
  })

  test('believes a lock of another host while it is touched, and says how to mend it', async () => {
    const path = join(folder, 'lock')
    await writeFile(path, JSON.stringify({ host: 'another-host', pid: 1, startedAt: '1' }))
    const store = embeddedStore(folder)
    await expect(store.open()).rejects.toMatchObject({ code: 'store-locked', message: expect.stringContaining(path) })
    const longAgo = new Date(Date.now() - 120_000)
    await utimes(path, longAgo, longAgo)
    await store.open()
    await store.close()
  })

  test('one of many that find the same dead lock has it', async () => {
    await writeFile(join(folder, 'lock'), JSON.stringify({ host: hostname(), pid: process.pid, startedAt: '1' }))
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => takeFileLock(join(folder, 'lock'))))
    const won = tries.filter((one) => one.status === 'fulfilled')
    expect(won).toHaveLength(1)
    await won[0]?.value()
  })

  test('says that it is not open', async () => {
    await expect(embeddedStore(folder).record('a')).rejects.toMatchObject({ code: 'store-unavailable' })
  })
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { embeddedStore } from '@ovokit/core/embedded'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { takeFileLock } from '../../packages/core/src/store/file-lock.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ovokit-embedded-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const claim = { key: 'kept', expiresAt: 9_000_000_000_000 }

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
    const other = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'])
    const startedAt = (
      await import('node:fs/promises').then(({ readFile }) => readFile(`/proc/${other.pid}/stat`, 'utf8'))
    )
      .split(') ')[1]
      ?.split(' ')[19]
    await writeFile(join(folder, 'lock'), JSON.stringify({ host: hostname(), pid: other.pid, startedAt }))
    const store = embeddedStore(folder)
    await expect(store.open()).rejects.toMatchObject({ code: 'store-locked' })
    other.kill('SIGKILL')
    await once(other, 'exit')
    await store.open()
    await store.close()
  })

  test('is taken over from a dead process whose number lives on as another', async () => {
    await writeFile(join(folder, 'lock'), JSON.stringify({ host: hostname(), pid: process.pid, startedAt: '1' }))
    const store = embeddedStore(folder)
    await store.open()
    await store.close()
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

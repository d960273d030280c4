import type { Runner } from '../engine/runner.ts'
import type { Store, StoredRecord } from '../engine/store.ts'

/**
 * Takes a record as far as it goes now, and gives it back as it is then: done, or waiting for a later step. Another
 * call or process that is at it right now is waited for: its answer is ours too.
 *
 * @param isDone - nothing is waited for any more.
 */
export async function runUntil(deps: {
  readonly store: Store
  readonly runner: Pick<Runner, 'runOne'>
  readonly changed: (id: string, millis: number) => Promise<void>
  readonly id: string
  readonly isDone: (record: StoredRecord) => boolean
}): Promise<StoredRecord> {
  const { store, runner, id } = deps
  const load = async (): Promise<StoredRecord> => (await store.record(id)) as StoredRecord
  let latest = await load()
  for (let waited = 0; waited < 150 && !deps.isDone(latest); waited++) {
    const isMine = await runner.runOne(id)
    latest = await load()
    const isDue = latest.dueAt !== null && latest.dueAt <= store.now()
    if (isMine && !isDue) break
    if (!isMine) await deps.changed(id, 100)
  }
  return latest
}

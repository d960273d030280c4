import type { ChangeSet, CommitResult } from '../engine/store.ts'

interface Waiting {
  readonly change: ChangeSet
  readonly resolve: (result: CommitResult | Promise<CommitResult>) => void
  readonly reject: (error: unknown) => void
}

/** So many changes share a statement at most. */
const maxBatch = 64
/** One statement writes while another one's end is waited for. More would only make each of them smaller. */
const maxUnderWay = 2
/** A second statement goes beside the first only with so many changes that it is worth its price. */
const worthwhile = 8

/**
 * Lets changes that arrive while others are being stored share the next statement: a statement has its price, whatever
 * it carries. A change that finds nothing under way goes at once.
 *
 * Every change is still judged and applied by itself. Changes that touch the same record never share a statement, so
 * that each finds the other either stored or not begun.
 *
 * @param apply - applies each change whole or not at all, all in one transaction, and gives their results in order
 * @param wasRefused - whether an error says for certain that nothing of the statement was stored, because of what was in
 * it: then each of its changes is tried alone, and only those at fault fail
 * @see docs/decisions/0009-group-commit.md
 */
export function createGroupCommit({
  apply,
  wasRefused,
}: {
  apply: (changes: readonly ChangeSet[]) => Promise<readonly CommitResult[]>
  wasRefused: (error: unknown) => boolean
}): (change: ChangeSet) => Promise<CommitResult> {
  let waiting: Waiting[] = []
  let underWay = 0

  const alone = async (change: ChangeSet): Promise<CommitResult> => (await apply([change]))[0] as CommitResult

  async function run(batch: readonly Waiting[]): Promise<void> {
    try {
      const results = await apply(batch.map(({ change }) => change))
      for (const [index, { resolve }] of batch.entries()) resolve(results[index] as CommitResult)
    } catch (error) {
      const isShared = batch.length > 1 && wasRefused(error)
      for (const { change, resolve, reject } of batch) isShared ? resolve(alone(change)) : reject(error)
    }
  }

  const mayBegin = (): boolean =>
    underWay === 0 ? waiting.length > 0 : underWay < maxUnderWay && waiting.length >= worthwhile

  function begin(): void {
    while (mayBegin()) {
      const { batch, rest } = take(waiting)
      waiting = rest
      underWay += 1
      void run(batch).then(() => {
        underWay -= 1
        begin()
      })
    }
  }

  return (change) =>
    new Promise((resolve, reject) => {
      waiting.push({ change, resolve, reject })
      begin()
    })
}

/** The longest waiting first. What touches the same as one before it waits, and so does what touches the same as that. */
function take(waiting: readonly Waiting[]): { batch: readonly Waiting[]; rest: Waiting[] } {
  const taken = new Set<string>()
  const batch: Waiting[] = []
  const rest: Waiting[] = []
  for (const one of waiting) {
    const keys = touched(one.change)
    const mayGo = batch.length < maxBatch && keys.every((key) => !taken.has(key))
    for (const key of keys) taken.add(key)
    ;(mayGo ? batch : rest).push(one)
  }
  return { batch, rest }
}

/**
 * What two changes could meet at. Of a record that both judge or change, a statement would not show one of them what
 * the other does. The rest are unique keys, which would only make the statement fail and be tried one by one.
 */
function touched({ insert = [], update = [], expect = [], holds, history = [], claim }: ChangeSet): readonly string[] {
  const keys: string[] = []
  for (const { id, exclusive, merchant, kind, number } of insert) {
    keys.push(`record ${id}`, `number ${merchant} ${kind} ${number}`)
    if (exclusive !== null) keys.push(`slot ${exclusive}`)
  }
  for (const { id, exclusive } of update) {
    keys.push(`record ${id}`)
    if (exclusive !== null) keys.push(`slot ${exclusive}`)
  }
  for (const { id } of expect) keys.push(`record ${id}`)
  for (const { recordId } of history) keys.push(`record ${recordId}`)
  if (holds !== undefined) keys.push(`record ${holds.id}`)
  if (claim !== undefined) keys.push(`claim ${claim.key}`)
  return keys
}

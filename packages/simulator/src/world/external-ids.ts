import { jakartaDay } from '../wire/jakarta-time.ts'

/** The X-EXTERNAL-IDs a client has used on the current Jakarta day. */
export class ExternalIds {
  #day = ''
  readonly #used = new Set<string>()

  /** True the first time on a day, false for a repeat. */
  claim({ clientId, externalId, at }: { clientId: string; externalId: string; at: number }): boolean {
    const day = jakartaDay(at)
    if (day !== this.#day) this.clear()
    this.#day = day
    const key = `${clientId} ${externalId}`
    if (this.#used.has(key)) return false
    this.#used.add(key)
    return true
  }

  clear(): void {
    this.#used.clear()
  }
}

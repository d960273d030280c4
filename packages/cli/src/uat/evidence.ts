import type { Check } from './checklist.ts'

export interface Picture {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array
  /** Of `ovokit mockups`: the same screen, but not of this test. */
  readonly isMockup: boolean
}

/** One point of the checklist with what proves it. The log's readable copy: no secret and no person is in it. */
export interface Evidence {
  readonly check: Check
  readonly log: string | null
  readonly pictures: readonly Picture[]
}

/** What stands under a picture: nobody may take a drawing for what a test showed. */
export const nameOf = ({ name, isMockup }: Pick<Picture, 'name' | 'isMockup'>): string =>
  isMockup ? `${name}: mock-up, not a picture of this test` : name

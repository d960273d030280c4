import { linking, unlinking } from './link-journeys.ts'
import type { Journey, MockupScreen } from './mockup-screen.ts'
import { payingLinked } from './pay-linked-journey.ts'
import { payingByPush, payingByQris } from './payment-journeys.ts'
import { toppingUp } from './top-up-journey.ts'

/** Every journey that OVO reviews, in the order of its documents. */
export const journeys: readonly Journey[] = [linking, unlinking, payingLinked, toppingUp, payingByQris, payingByPush]

/** A screen with its place among all of them, which stays the same when only some are drawn. */
export interface PlacedScreen {
  readonly journey: Journey
  readonly screen: MockupScreen
  /** `qris/scan`: what tables name it by. */
  readonly path: string
  /** `5.1` */
  readonly number: string
  /** `5-qris-01-scan.png`: sorted by name, files are in the order of the journeys. */
  readonly file: string
}

export const allScreens: readonly PlacedScreen[] = journeys.flatMap((journey, at) =>
  journey.screens.map((screen, index) => ({
    journey,
    screen,
    path: `${journey.name}/${screen.name}`,
    number: `${at + 1}.${index + 1}`,
    file: `${at + 1}-${journey.name}-${String(index + 1).padStart(2, '0')}-${screen.name}.png`,
  })),
)

/** Looks like the name of a picture that an earlier drawing left. */
export const isPictureName = (name: string): boolean => /^\d-[a-z-]+-\d\d-[a-z0-9-]+\.png$/.test(name)

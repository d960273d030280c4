import { linkedScenarios } from './linked-scenarios.ts'
import { pushScenarios } from './push-scenarios.ts'
import { qrisScenarios } from './qris-scenarios.ts'
import type { Scenario } from './scenario.ts'
import { topUpScenarios } from './top-up-scenarios.ts'

export const scenarios: readonly Scenario[] = [
  ...qrisScenarios,
  ...pushScenarios,
  ...linkedScenarios,
  ...topUpScenarios,
]

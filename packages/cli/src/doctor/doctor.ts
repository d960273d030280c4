import type { Run } from '../command.ts'
import { readSettings } from '../config/read-settings.ts'
import { inLanguage, type Line } from '../text.ts'
import { checkAddress } from './check-address.ts'
import { checkCallbacks } from './check-callback.ts'
import { checkClock } from './check-clock.ts'
import { checkKeys } from './check-keys.ts'
import { checkOvo } from './check-ovo.ts'
import { checkSettings } from './check-settings.ts'
import { checkStore } from './check-store.ts'
import type { Check, Finding } from './finding.ts'

/** In the order in which one rests on another. */
const checks: readonly Check[] = [
  checkSettings,
  checkKeys,
  checkClock,
  checkOvo,
  checkCallbacks,
  checkStore,
  checkAddress,
]

const marks: Readonly<Record<Finding['level'], string>> = { ok: '✓', warning: '!', fault: '✗', unknown: '?' }

export const run: Run = async (context, input) => {
  const patient = { context, input, settings: readSettings(context) }
  context.progress({ en: 'looking…', id: 'memeriksa…' })
  const findings: Finding[] = []
  for (const check of checks) findings.push(...(await check(patient)))
  const faults = findings.filter(({ level }) => level === 'fault').length
  const words = (finding: Finding): readonly Line[] => [
    `${marks[finding.level]} ${inLanguage(finding.text, context.language)}`,
    ...(finding.mend === undefined ? [] : [`    → ${inLanguage(finding.mend, context.language)}`]),
  ]
  return {
    exit: faults === 0 ? 'done' : 'failed',
    lines: [
      ...findings.flatMap(words),
      '',
      faults === 0
        ? { en: 'nothing stands in the way', id: 'tidak ada penghalang' }
        : { en: `${faults} to mend`, id: `${faults} harus diperbaiki` },
    ],
    data: {
      findings: findings.map(({ check, level, text, mend }) => ({
        check,
        level,
        text: text[context.language],
        ...(mend === undefined ? {} : { mend: mend[context.language] }),
      })),
    },
  }
}

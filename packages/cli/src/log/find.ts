import { resolve } from 'node:path'
import type { Exchange, FindCalls, Ovo } from '@ovokit/core'
import { usageError } from '../cli-error.ts'
import type { Input, Run } from '../command.ts'
import { withShop } from '../config/open-shop.ts'
import { secretMode, writeNew } from '../files.ts'
import { callLine, callText, type Form } from './describe-call.ts'

export const run: Run = (context, input) =>
  withShop(context, async ({ ovo }) => {
    const form = (input.text('as') ?? 'list') as Form
    const found = await find(ovo, input)
    const isWhole = input.flag('original')
    const calls = isWhole ? await Promise.all(found.map((call) => ovo.log.unsealed(call))) : found
    const lines = form === 'list' ? calls.map(callLine) : calls.map((call) => callText(ovo, call, form))
    const out = input.text('out')
    if (out !== undefined) {
      const text = context.isJson ? JSON.stringify(calls, null, 2) : lines.join('\n')
      await writeNew(context.folder, [{ path: resolve(context.folder, out), text: `${text}\n`, mode: secretMode }])
      const count = calls.length
      return {
        lines: [{ en: `${count} calls written to ${out}`, id: `${count} panggilan disimpan ke ${out}` }],
        data: { file: out, count },
      }
    }
    if (isWhole && calls.length > 0) {
      context.progress({
        en: 'what follows holds live tokens and personal data: do not paste it anywhere',
        id: 'yang berikut berisi token dan data pribadi: jangan disalin ke mana-mana',
      })
    }
    return {
      lines: calls.length > 0 ? lines : [{ en: 'no such calls', id: 'tidak ada panggilan seperti itu' }],
      data: { calls },
    }
  })

async function find(ovo: Ovo, input: Input): Promise<readonly Exchange[]> {
  const [what] = input.words
  const limit = Number(input.text('limit') ?? '100')
  if (!Number.isInteger(limit) || limit < 1 || limit > 100_000)
    throw usageError({ en: '--limit is a number from 1 to 100000', id: '--limit adalah angka dari 1 sampai 100000' })
  const [merchant, since, until] = [input.text('merchant'), time(input, 'since'), time(input, 'until')]
  const where: FindCalls = {
    limit,
    ...(merchant === undefined ? {} : { merchant }),
    ...(since === undefined ? {} : { since }),
    ...(until === undefined ? {} : { until }),
  }
  if (what === undefined) return ovo.log.list(where)
  // What it is, is seen by looking: a shop's reference may look like anything.
  for (const by of ['reference', 'paymentId', 'callId', 'externalId'] as const) {
    const found = await ovo.log.list({ ...where, [by]: what })
    if (found.length > 0) return found
  }
  return []
}

/** A day or a moment in Jakarta, or with an offset of its own. */
function time(input: Input, name: 'since' | 'until'): Date | undefined {
  const text = input.text(name)
  if (text === undefined) return undefined
  const whole = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text
  const at = new Date(/(Z|[+-]\d\d:\d\d)$/.test(whole) ? whole : `${whole}+07:00`)
  if (!Number.isNaN(at.getTime())) return at
  throw usageError({
    en: `--${name} is a day or a time, such as 2026-11-22 or 2026-11-22T09:30`,
    id: `--${name} adalah tanggal atau waktu, misalnya 2026-11-22 atau 2026-11-22T09:30`,
  })
}

import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { LogFinding, LogHead } from '@ovokit/core'
import { CliError } from '../cli-error.ts'
import type { Context, Run } from '../command.ts'
import { withShop } from '../config/open-shop.ts'
import { secretMode, writeNew } from '../files.ts'
import { jakarta } from '../payments/describe-payment.ts'
import type { Line, Text } from '../text.ts'

export const run: Run = (context, input) =>
  withShop(context, async ({ ovo }) => {
    const file = input.text('heads')
    const expect = file === undefined ? [] : await readHeads(context, file)
    const verdict = await ovo.log.verify({ expect })
    const out = input.text('write-heads')
    const heads = verdict.writers.map(({ writer, seq, stamp }): LogHead => ({ writer, seq, stamp }))
    if (out !== undefined)
      await writeNew(context.folder, [
        { path: resolve(context.folder, out), text: `${JSON.stringify({ heads }, null, 2)}\n`, mode: secretMode },
      ])
    const { rows, writers, findings, beforeChains, isIntact } = verdict
    return {
      exit: isIntact ? 'done' : 'failed',
      lines: [
        {
          en: `${rows} rows of ${writers.length} processes: ${isIntact ? 'whole' : `${findings.length} findings`}`,
          id: `${rows} baris dari ${writers.length} proses: ${isIntact ? 'utuh' : `${findings.length} temuan`}`,
        },
        ...(beforeChains === 0 ? [] : [old(beforeChains)]),
        ...findings.map(findingLine),
        ...(isIntact && expect.length === 0 ? [tail] : []),
      ],
      data: { isIntact, rows, beforeChains, findings, writers, ...(out === undefined ? {} : { file: out }) },
    }
  })

const old = (count: number): Text => ({
  en: `${count} calls are from before the log could be verified: only their seals protect them`,
  id: `${count} panggilan berasal dari masa sebelum log bisa diperiksa: hanya segelnya yang melindungi`,
})
const tail: Text = {
  en: 'what was cut from the very end is found only with --heads from an earlier run',
  id: 'yang dipotong tepat di akhir hanya ditemukan dengan --heads dari pemeriksaan sebelumnya',
}

const kinds: Readonly<Record<LogFinding['kind'], Text>> = {
  altered: { en: 'altered', id: 'diubah' },
  moved: { en: 'in another place', id: 'dipindahkan' },
  missing: { en: 'removed', id: 'dihapus' },
  cut: { en: 'cut off at the end', id: 'dipotong di akhir' },
  stray: {
    en: 'slipped in: calls that no process wrote',
    id: 'disisipkan: panggilan yang tidak ditulis proses mana pun',
  },
  'unknown-key': { en: 'under a key that is not configured', id: 'dengan kunci yang tidak ada di pengaturan' },
}

function findingLine({ kind, writer, seq, through, exchange, side, after }: LogFinding): Line {
  const place = seq === through ? `${writer}:${seq}` : `${writer}:${seq}-${through}`
  const where = exchange === null ? '' : `  ${side} ${exchange}`
  const when = after === null ? '' : `  ${jakarta(after)}`
  const { en, id } = kinds[kind]
  return { en: `${en}  ${place}${where}${when}`, id: `${id}  ${place}${where}${when}` }
}

async function readHeads({ folder }: Context, file: string): Promise<readonly LogHead[]> {
  try {
    const { heads } = JSON.parse(await readFile(resolve(folder, file), 'utf8')) as { heads: readonly LogHead[] }
    if (heads.every(({ writer, seq, stamp }) => typeof writer === 'string' && seq > 0 && typeof stamp === 'string'))
      return heads
  } catch {
    // Said below, whatever is wrong with it.
  }
  throw new CliError('usage', 'bad-heads', {
    en: `${file} is not what ovokit log verify --write-heads wrote`,
    id: `${file} bukan berkas dari ovokit log verify --write-heads`,
  })
}

import { randomBytes } from 'node:crypto'
import { dirname, join, relative, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import { openHandover, readCredentials } from '@ovokit/core/credentials'
import { CliError } from '../cli-error.ts'
import type { Context, Input, Run } from '../command.ts'
import { setEnv } from '../config/env-file.ts'
import { readIfThere, readNamed, replaceSecret, secretMode, writeNew } from '../files.ts'
import { readKeyFile } from '../keys/read-key-file.ts'
import { findPassphrase } from '../passphrase.ts'
import type { Line } from '../text.ts'
import { nameCredentials } from './name-credentials.ts'

export const run: Run = async (context, input) => {
  const [keyFile, credentialFile] = await Promise.all(input.words.map((name) => readNamed(context.folder, name)))
  const { privateKey, passphrase } = await readSharingKey(context, input)
  const { text, bytes } = openHandover({
    privateKey,
    keyFile: keyFile ?? new Uint8Array(),
    credentialFile: credentialFile ?? new Uint8Array(),
    ...(passphrase === null ? {} : { passphrase }),
  })
  const read = readCredentials(text)
  const { values, missing } = nameCredentials(read.fields)
  const envFile = resolve(context.folder, input.text('env-file') ?? '.env')
  const written = await writeEnv(envFile, values, input.flag('replace'))
  // What was not understood must not be lost, and is for the eyes of a person only.
  const isWhole = read.ambiguous.length === 0 && read.unreadLines.length === 0 && missing.length === 0
  const out = input.text('out') ?? (isWhole ? undefined : 'ovo-credentials.txt')
  if (out !== undefined)
    await writeNew(context.folder, [{ path: resolve(context.folder, out), text: bytes, mode: secretMode }])
  const shown = relative(context.folder, envFile) || envFile
  return {
    lines: [
      ...(written.length > 0
        ? [{ en: `${shown}: ${written.join(', ')}`, id: `${shown}: ${written.join(', ')}` }]
        : [{ en: `${shown}: nothing new`, id: `${shown}: tidak ada yang baru` }]),
      ...restLines({ ...read, missing, out }),
      { en: 'Check them with: ovokit doctor', id: 'Periksa dengan: ovokit doctor' },
    ],
    data: {
      envFile: shown,
      written,
      missing,
      out: out ?? null,
      ambiguous: read.ambiguous,
      unreadLines: read.unreadLines,
    },
  }
}

async function readSharingKey(
  context: Context,
  input: Input,
): Promise<{ readonly privateKey: string; readonly passphrase: string | null }> {
  const name = input.text('key') ?? 'ovo-keys/sharing-private.pem'
  const text = (await readNamed(context.folder, name)).toString('utf8')
  const isOpenssh = text.includes('OPENSSH')
  if (!text.includes('ENCRYPTED') && !isOpenssh) return { privateKey: text, passphrase: null }
  const found =
    (await findPassphrase(context, input, { en: `The passphrase of ${name}`, id: `Kata sandi ${name}` })) ??
    // What `ovokit keys` keeps beside the key when a script made it.
    (await readIfThere(join(dirname(resolve(context.folder, name)), 'sharing-passphrase.txt')))?.trim() ??
    null
  if (found === null && !isOpenssh) {
    throw new CliError('usage', 'passphrase-missing', {
      en: `${name} is encrypted: say --passphrase-file, or set OVO_SHARING_PASSPHRASE`,
      id: `${name} terenkripsi: pakai --passphrase-file, atau isi OVO_SHARING_PASSPHRASE`,
    })
  }
  const privateKey = isOpenssh ? await readKeyFile(context, name, found ?? undefined) : text
  return { privateKey, passphrase: found }
}

/** Gives the names that were written. What is there already and says the same stays. */
async function writeEnv(
  path: string,
  values: Readonly<Record<string, string>>,
  isReplacing: boolean,
): Promise<readonly string[]> {
  const text = (await readIfThere(path)) ?? ''
  const there = parseEnv(text)
  const fresh = Object.entries(values).filter(([name, value]) => there[name] !== value)
  const others = fresh.flatMap(([name]) => (there[name] ? [name] : []))
  if (others.length > 0 && !isReplacing) {
    throw new CliError('failed', 'settings-exist', {
      en: `${path} has other values for ${others.join(', ')}: say --replace, or --env-file with another file`,
      id: `${path} sudah berisi nilai lain untuk ${others.join(', ')}: pakai --replace, atau --env-file lain`,
    })
  }
  const isGiven = (name: string): boolean => Boolean(there[name] ?? there[`${name}_FILE`])
  const extra =
    fresh.length > 0 && !isGiven('OVO_ENCRYPTION_KEY') ? { OVO_ENCRYPTION_KEY: randomBytes(32).toString('hex') } : {}
  const signing = 'ovo-keys/signing-private.pem'
  const wantsKey = isReplacing || !isGiven('OVO_PRIVATE_KEY')
  const hasKey =
    wantsKey && there.OVO_PRIVATE_KEY_FILE !== signing && (await readIfThere(join(dirname(path), signing))) !== null
  const all = { ...Object.fromEntries(fresh), ...extra, ...(hasKey ? { OVO_PRIVATE_KEY_FILE: signing } : {}) }
  if (Object.keys(all).length > 0) await replaceSecret(path, setEnv(text, all))
  return Object.keys(all)
}

function restLines(of: {
  readonly missing: readonly string[]
  readonly ambiguous: readonly string[]
  readonly unreadLines: readonly number[]
  readonly out: string | undefined
}): readonly Line[] {
  const lines: Line[] = []
  if (of.missing.length > 0) {
    const names = of.missing.join(', ')
    lines.push({ en: `not found in it: ${names}`, id: `tidak ditemukan di dalamnya: ${names}` })
  }
  if (of.ambiguous.length > 0) {
    const names = of.ambiguous.join(', ')
    lines.push({
      en: `there more than once, with different values: ${names}; choose yourself`,
      id: `ada lebih dari sekali dengan nilai berbeda: ${names}; pilih sendiri`,
    })
  }
  if (of.unreadLines.length > 0) {
    const numbers = of.unreadLines.join(', ')
    lines.push({ en: `not understood: line ${numbers}`, id: `tidak dipahami: baris ${numbers}` })
  }
  if (of.out !== undefined) lines.push({ en: `the whole text: ${of.out}`, id: `seluruh isinya: ${of.out}` })
  return lines
}

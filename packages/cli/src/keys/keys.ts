import { createHash, createPublicKey, randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join, relative, resolve } from 'node:path'
import { convertSharingKey, convertSigningKey, generateKeys, type PemPair } from '@ovokit/core/credentials'
import { askSecret } from '../ask.ts'
import { CliError, usageError } from '../cli-error.ts'
import type { Context, Input, Run } from '../command.ts'
import { type NewFile, readNamed, secretMode, writeNew } from '../files.ts'
import { findPassphrase } from '../passphrase.ts'
import { checklist } from './checklist.ts'
import { readKeyFile } from './read-key-file.ts'

const publicMode = 0o644

export const run: Run = async (context, input) => {
  const folder = resolve(context.folder, input.text('out') ?? 'ovo-keys')
  const only = input.text('only')
  const wants = { sharing: only !== 'signing', signing: only !== 'sharing' }
  const passphrase = wants.sharing ? await choosePassphrase(context, input) : null
  const made = await makePairs(context, input, wants, passphrase?.text ?? null)
  const at = (name: string): string => join(folder, name)
  const files: NewFile[] = Object.entries(made).flatMap(([name, { privateKey, publicKey }]) => [
    { path: at(`${name}-private.pem`), text: privateKey, mode: secretMode },
    { path: at(`${name}-public.pem`), text: publicKey, mode: publicMode },
  ])
  if (passphrase?.isNew === true)
    files.push({ path: at('sharing-passphrase.txt'), text: `${passphrase.text}\n`, mode: secretMode })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await writeNew(context.folder, files)
  // A second set in the same folder finds these two there already.
  for (const extra of [
    { path: at('.gitignore'), text: '*\n', mode: publicMode },
    { path: at('checklist.txt'), text: `${checklist(made, context.language).join('\n')}\n`, mode: publicMode },
  ]) {
    await writeNew(context.folder, [extra]).catch((error: unknown) => {
      if (!(error instanceof CliError)) throw error
    })
  }
  const names = files.map(({ path }) => relative(context.folder, path))
  return {
    lines: [
      ...names.map((name) => ({ en: `written: ${name}`, id: `ditulis: ${name}` })),
      '',
      ...checklist(made, context.language),
    ],
    data: {
      folder,
      files: names,
      fingerprints: Object.fromEntries(Object.entries(made).map(([name, pair]) => [name, fingerprint(pair)])),
    },
  }
}

/** What both sides can read to each other: SHA-256 of the public key's SPKI form. */
export const fingerprint = ({ publicKey }: Pick<PemPair, 'publicKey'>): string =>
  createHash('sha256')
    .update(createPublicKey(publicKey).export({ type: 'spki', format: 'der' }))
    .digest('base64')

/** Asked for twice, given, or, for a script that gives none, made up and kept beside the key. */
async function choosePassphrase(
  context: Context,
  input: Input,
): Promise<{ readonly text: string; readonly isNew: boolean }> {
  const isAsked = input.text('passphrase-file') === undefined && !context.env.OVO_SHARING_PASSPHRASE
  const text = await findPassphrase(context, input, {
    en: 'A passphrase for the sharing key (8 characters or more)',
    id: 'Kata sandi untuk kunci sharing (minimal 8 karakter)',
  })
  if (text === null) return { text: randomBytes(24).toString('base64url'), isNew: true }
  if (isAsked && text !== (await askSecret(context, { en: 'The same again', id: 'Sekali lagi' }))) {
    throw usageError({ en: 'the two passphrases differ', id: 'kedua kata sandi berbeda' })
  }
  return { text, isNew: false }
}

async function makePairs(
  context: Context,
  input: Input,
  wants: { readonly sharing: boolean; readonly signing: boolean },
  newPassphrase: string | null,
): Promise<Readonly<Record<string, PemPair>>> {
  const from = { sharing: input.text('sharing-from'), signing: input.text('signing-from') }
  const opener = input.text('from-passphrase-file')
  const passphrase =
    opener === undefined ? undefined : (await readNamed(context.folder, opener)).toString('utf8').split(/\r?\n/)[0]
  const pairs: Record<string, PemPair> = {}
  const given = async (name: string) => ({
    privateKey: await readKeyFile(context, name, passphrase),
    ...(passphrase === undefined ? {} : { passphrase }),
  })
  if (wants.sharing && newPassphrase !== null && from.sharing !== undefined)
    pairs.sharing = convertSharingKey({ ...(await given(from.sharing)), newPassphrase })
  if (wants.signing && from.signing !== undefined) pairs.signing = convertSigningKey(await given(from.signing))
  const missing = (['sharing', 'signing'] as const).filter((name) => wants[name] && pairs[name] === undefined)
  if (missing.length > 0) {
    context.progress({ en: 'making keys; a few seconds…', id: 'membuat kunci; beberapa detik…' })
    const made = await generateKeys({ passphrase: newPassphrase ?? randomBytes(24).toString('base64url') })
    for (const name of missing) pairs[name] = made[name]
  }
  return { ...(pairs.sharing && { sharing: pairs.sharing }), ...(pairs.signing && { signing: pairs.signing }) }
}

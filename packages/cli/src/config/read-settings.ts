import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import type { OvoConfig } from '@ovokit/core'
import { CliError } from '../cli-error.ts'
import type { Context } from '../command.ts'
import type { Text } from '../text.ts'
import { type SettingsFile, standardSettings } from './settings-file.ts'

/** The shop's settings with every reference followed. Holds secrets: never printed. */
export interface Settings {
  /** Paths are relative to it. */
  readonly folder: string
  /** `ovokit.config.json`, or `null` when the names in `.env` are all there is. */
  readonly file: string | null
  readonly environment: OvoConfig['environment']
  readonly store: StoreSettings
  readonly encryptionKey: OvoConfig['encryptionKey']
  readonly merchants: OvoConfig['merchants']
  readonly tls?: OvoConfig['tls']
  /** Where OVO calls each merchant, as registered with it. */
  readonly callbackUrls: Readonly<Record<string, string>>
  /** References that lead nowhere, one sentence each. */
  readonly problems: readonly Text[]
}

export type StoreSettings =
  | { readonly kind: 'embedded'; readonly folder: string; readonly acceptPowerLoss: boolean }
  | { readonly kind: 'postgres'; readonly url: string; readonly schema: string }

/**
 * Reads `ovokit.config.json` (or `--config`) and the `.env` beside it; the process's own environment wins over `.env`.
 * What cannot be followed is a problem in the result and an empty text in its place.
 *
 * @throws {CliError} `no-settings`, `bad-settings` when the file itself cannot be read
 */
export function readSettings({ folder: from, configFile, env: ownEnv }: Context): Settings {
  const path = resolve(from, configFile ?? 'ovokit.config.json')
  const folder = dirname(path)
  const env = { ...readEnvFile(join(folder, '.env')), ...ownEnv }
  const written = readFile(path)
  if (written === null && configFile !== undefined) {
    throw new CliError('configuration', 'no-settings', {
      en: `there is no ${configFile}`,
      id: `tidak ada berkas ${configFile}`,
    })
  }
  const file = written === null ? standardSettings(env) : parse(path, written)
  const problems: Text[] = []
  const follow = createFollower({ env, folder, problems })
  const { store, merchants } = file
  return {
    folder,
    file: written === null ? null : path,
    environment: follow(file.environment, 'environment') as OvoConfig['environment'],
    store:
      'postgres' in store
        ? { kind: 'postgres', url: String(follow(store.postgres, 'store.postgres')), schema: store.schema ?? 'ovokit' }
        : {
            kind: 'embedded',
            folder: resolve(folder, String(follow(store.embedded, 'store.embedded'))),
            acceptPowerLoss: store.acceptPowerLoss === true,
          },
    encryptionKey: follow(file.encryptionKey, 'encryptionKey') as OvoConfig['encryptionKey'],
    merchants: Object.fromEntries(
      Object.entries(merchants).map(([name, { callbackUrl: _, ...sides }]) => [
        name,
        follow(sides, `merchants.${name}`) as OvoConfig['merchants'][string],
      ]),
    ),
    ...(file.tls === undefined ? {} : { tls: follow(file.tls, 'tls') as NonNullable<OvoConfig['tls']> }),
    callbackUrls: Object.fromEntries(
      Object.entries(merchants).flatMap(([name, { callbackUrl }]) =>
        callbackUrl === undefined ? [] : [[name, String(follow(callbackUrl, `merchants.${name}.callbackUrl`))]],
      ),
    ),
    problems,
  }
}

function createFollower({
  env,
  folder,
  problems,
}: {
  env: Readonly<Record<string, string | undefined>>
  folder: string
  problems: Text[]
}): (value: unknown, at: string) => unknown {
  const readText = (path: string, at: string): string => {
    const text = readFile(resolve(folder, path))
    if (text === null)
      problems.push({ en: `${at}: the file ${path} cannot be read`, id: `${at}: berkas ${path} tidak bisa dibaca` })
    return text?.trim() ?? ''
  }
  const follow = (value: unknown, at: string): unknown => {
    if (Array.isArray(value)) return value.map((one, index) => follow(one, `${at}[${index}]`))
    if (typeof value !== 'object' || value === null) return value
    const [[key, where] = []] = Object.entries(value)
    if (Object.keys(value).length === 1 && typeof where === 'string') {
      if (key === 'file') return readText(where, at)
      if (key === 'env') {
        const [text, path] = [env[where], env[`${where}_FILE`]]
        if (text) return text
        if (path) return readText(path, at)
        problems.push({ en: `${at}: ${where} is not set`, id: `${at}: ${where} belum diisi` })
        return ''
      }
    }
    return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, follow(one, `${at}.${name}`)]))
  }
  return follow
}

function parse(path: string, text: string): SettingsFile {
  const bad = (what: Text): CliError =>
    new CliError('configuration', 'bad-settings', { en: `${path}: ${what.en}`, id: `${path}: ${what.id}` })
  let file: Partial<SettingsFile> | null
  try {
    file = JSON.parse(text) as Partial<SettingsFile> | null
  } catch {
    // The parser's own message quotes what it found, which may be a secret that does not belong there.
    throw bad({ en: 'is not JSON; check commas and quotes', id: 'bukan JSON; periksa koma dan tanda kutip' })
  }
  const missing = (['environment', 'store', 'encryptionKey', 'merchants'] as const).filter(
    (name) => file?.[name] === undefined,
  )
  if (missing.length > 0)
    throw bad({
      en: `${missing.join(', ')} missing, see docs/cli.md`,
      id: `${missing.join(', ')} belum ada, lihat docs/cli.md`,
    })
  return file as SettingsFile
}

function readEnvFile(path: string): Record<string, string> {
  const text = readFile(path)
  return text === null ? {} : (parseEnv(text) as Record<string, string>)
}

/** `null` when it is not there, or not a file that can be read. */
function readFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

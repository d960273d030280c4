import { createPrivateKey } from 'node:crypto'
import { KeyError } from '@ovokit/core/credentials'
import { CliError } from '../cli-error.ts'
import type { Context } from '../command.ts'
import { readNamed } from '../files.ts'

/**
 * Reads a private key file that a partner already has as PEM. OpenSSH's own form, which Node does not read, becomes
 * PKCS#8; every other one stays as it is.
 *
 * @throws {CliError} `no-file`, {@link KeyError}
 */
export async function readKeyFile({ folder }: Context, name: string, passphrase: string | undefined): Promise<string> {
  const pem = (await readNamed(folder, name)).toString('utf8')
  if (!pem.includes('BEGIN OPENSSH PRIVATE KEY')) return pem
  const { default: sshpk } = await import('sshpk')
  try {
    const { part } = sshpk.parsePrivateKey(pem, 'openssh', passphrase === undefined ? {} : { passphrase })
    const parts = new Map<string, Uint8Array>(Object.entries(part).map(([letters, { data }]) => [letters, data]))
    return toPkcs8((letters) => parts.get(letters) ?? new Uint8Array())
  } catch (error) {
    if ((error as Error).name === 'KeyEncryptedError') {
      throw new CliError('usage', 'passphrase-missing', {
        en: `${name} is encrypted: say --from-passphrase-file`,
        id: `${name} terenkripsi: pakai --from-passphrase-file`,
      })
    }
    throw new KeyError(`The SSH key ${name} does not open: check it with \`ssh-keygen -y -f ${name}\``, {
      cause: error,
    })
  }
}

/**
 * The file has no exponents for the two primes, and the library would write zeros for them, with which OpenSSL signs
 * wrong: they are worked out here.
 */
function toPkcs8(part: (name: string) => Uint8Array): string {
  const number = (name: string): bigint => BigInt(`0x0${Buffer.from(part(name)).toString('hex')}`)
  const encode = (value: bigint): string => {
    const hex = value.toString(16)
    return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex').toString('base64url')
  }
  const [n, e, d, p, q, qi] = (['n', 'e', 'd', 'p', 'q', 'iqmp'] as const).map(number)
  if (n === undefined || e === undefined || d === undefined || !p || !q || qi === undefined) throw new Error('not RSA')
  const numbers = { n, e, d, p, q, qi, dp: d % (p - 1n), dq: d % (q - 1n) }
  const jwk = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, encode(value)]))
  return createPrivateKey({ key: { kty: 'RSA', ...jwk }, format: 'jwk' })
    .export({ type: 'pkcs8', format: 'pem' })
    .toString()
}

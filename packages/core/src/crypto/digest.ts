import { hash } from 'node:crypto'

/** Hashes bytes, or text as UTF-8, with SHA-256: 64 lower-case hex digits. */
export function sha256Hex(data: Uint8Array | string): string {
  return hash('sha256', data, 'hex')
}

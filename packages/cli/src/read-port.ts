import { usageError } from './cli-error.ts'
import type { Input } from './command.ts'

/** @throws {CliError} `usage` */
export function readPort(input: Input, name: string, byDefault: number): number {
  const text = input.text(name) ?? String(byDefault)
  const port = Number(text)
  if (/^\d+$/.test(text) && port <= 65_535) return port
  throw usageError({ en: `--${name} is a number from 0 to 65535`, id: `--${name} adalah angka dari 0 sampai 65535` })
}

import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSimulator } from '@ovokit/simulator'

/** Keeps the example shop and OVO's phone up, in real time, until Ctrl-C. */
export async function serve(): Promise<void> {
  throw new Error(`not yet ${String([spawn, mkdtempSync, tmpdir, join, startSimulator].length)}`)
}

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { captureVariable } from './capture.ts'
import { findLeaks, readCapture, report } from './scan.ts'

/**
 * Holds the whole run to G8: whatever any test made any part of OvoKit say is kept while the tests run, and read for
 * secrets when they are over. A leak fails the run, with the place it came from.
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'ovokit-said-'))
  process.env[captureVariable] = folder
  return () => {
    try {
      const { said, secrets } = readCapture(folder)
      // One letter over and over is what a fuzzer writes too, not what anybody keeps secret.
      const leaks = findLeaks(
        said,
        secrets.filter(({ text }) => !/^(.)\1*$/.test(text)),
      )
      const size = Math.ceil(said.reduce((sum, { text }) => sum + text.length, 0) / 1024)
      const looked = `secrets: ${said.length} things said (${size} kB) were searched for ${secrets.length} secrets`
      if (leaks.length === 0) {
        console.log(`${looked}; none was said`)
        return
      }
      console.error(`${looked}; G8 is broken:\n${report(leaks)}`)
      // Vitest shows what a teardown throws, and ends well all the same.
      process.exitCode = 1
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

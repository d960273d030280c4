import { mkdtempSync, rmSync } from 'node:fs'
import { access, chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const variable = 'OVOKIT_TEST_ONCE'
const makeFolder = (): string => mkdtempSync(join(tmpdir(), 'ovokit-once-'))
const forget = (folder: string): void => rmSync(folder, { recursive: true, force: true })

/** What one test file has made, the others of the same run find here. */
export function setup(): () => void {
  const folder = makeFolder()
  process.env[variable] = folder
  return () => forget(folder)
}

let own: string | null = null
/** Outside a run of tests, as in a demonstration: for this process alone. */
function ownFolder(): string {
  if (own !== null) return own
  const folder = makeFolder()
  own = folder
  process.once('exit', () => forget(folder))
  return folder
}

const known = new Map<string, Promise<string>>()

/**
 * A folder that costs much to fill and is filled once: an empty database, compiled code. It is not to be written to, but
 * copied. Test files run side by side: each that finds nothing makes it, and the first one's is taken.
 */
export function oncePerRun(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const made = known.get(name) ?? make(name, fill)
  known.set(name, made)
  return made
}

async function make(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const root = process.env[variable] ?? ownFolder()
  const place = join(root, name)
  if (await exists(place)) return place
  // PostgreSQL runs as a user of its own when the tests run as root, and must get through to its folder.
  await chmod(root, 0o755)
  const draft = await mkdtemp(`${place}-`)
  await chmod(draft, 0o755)
  const content = join(draft, 'content')
  await mkdir(content)
  await fill(content)
  await rename(content, place).catch(async (error: unknown) => {
    if (!(await exists(place))) throw error
  })
  await rm(draft, { recursive: true, force: true })
  return place
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

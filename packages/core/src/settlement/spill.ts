import { type FileHandle, mkdtemp, open, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Values put away on disk under keys, in parts: all that share a key are in one part, so that any number of them is joined
 * holding one part at a time.
 */
export interface Spill<Value> {
  readonly parts: number
  /** Waits now and then, for the disk. */
  put(key: string, value: Value): Promise<void> | undefined
  /** One part, in the order in which it was put. */
  read(part: number): Promise<readonly Value[]>
}

export interface SpillRoom {
  spill<Value>(name: string): Spill<Value>
  /** Removes everything. */
  close(): Promise<void>
}

const parts = 64
const bufferLength = 64 * 1024

/** Opens a folder of its own, which only this user can read. */
export async function openSpillRoom(folder: string = tmpdir()): Promise<SpillRoom> {
  const root = await mkdtemp(join(folder, 'ovokit-settlement-'))
  const handles: FileHandle[] = []
  return {
    spill: (name) => {
      const files: (FileHandle | undefined)[] = []
      return createSpill({
        append: async (part, text) => {
          let file = files[part]
          if (file === undefined) {
            file = await open(join(root, `${name}-${part}`), 'wx', 0o600)
            files[part] = file
            handles.push(file)
          }
          await file.appendFile(text)
        },
        read: async (part) => (files[part] === undefined ? '' : readFile(join(root, `${name}-${part}`), 'utf8')),
      })
    },
    close: async () => {
      await Promise.all(handles.map((handle) => handle.close()))
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** What fits into the buffers never touches the disk. */
function createSpill<Value>(disk: {
  readonly append: (part: number, text: string) => Promise<void>
  readonly read: (part: number) => Promise<string>
}): Spill<Value> {
  const buffers = Array.from({ length: parts }, () => '')
  return {
    parts,
    put: (key, value) => {
      const part = partOf(key)
      const text = `${buffers[part]}${JSON.stringify(value)}\n`
      const isFull = text.length > bufferLength
      buffers[part] = isFull ? '' : text
      return isFull ? disk.append(part, text) : undefined
    },
    read: async (part) => {
      const lines = `${await disk.read(part)}${buffers[part]}`.split('\n')
      return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Value)
    },
  }
}

/** FNV-1a: no secret rests on it, only that keys spread. */
function partOf(key: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < key.length; index++) hash = Math.imul(hash ^ key.charCodeAt(index), 0x01000193)
  return (hash >>> 0) % parts
}

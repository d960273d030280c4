import { connect, createServer } from 'node:net'
import { relative } from 'node:path'

/** What a socket's address has room for, on the system with the least. Node 20 cuts longer ones off, and says nothing. */
const maxBytes = 103

/**
 * Shows at a path that this process lives, by a socket in the file system that the kernel answers for: at once, from any
 * container that sees the folder, also while the process is stopped or busy, and never again once it is dead.
 *
 * @returns how to end it, or `null` where there can be none: Windows, some shared folders, a path of more than 103 bytes
 * both from the root and from the working directory.
 */
export function listenAt(path: string): Promise<(() => Promise<void>) | null> {
  const address = addressOf(path)
  if (address === null) return Promise.resolve(null)
  return new Promise((resolve) => {
    const server = createServer((visitor) => visitor.destroy())
    const end = (): Promise<void> => new Promise((ended) => server.close(() => ended()))
    // Also later, and more than once: for want of file handles nobody is let in, and that is no reason to end the shop.
    server.on('error', () => resolve(null))
    server.listen(address, () => resolve(end))
    server.unref()
  })
}

/** Whether somebody lives who showed it there. `false` may also mean that it cannot be seen from here. */
export function answers(path: string): Promise<boolean> {
  const address = addressOf(path)
  if (address === null) return Promise.resolve(false)
  return new Promise((resolve) => {
    const visitor = connect(address)
    visitor.once('connect', () => {
      visitor.destroy()
      resolve(true)
    })
    // EAGAIN: too many have asked that nobody has let in yet, so there is somebody.
    visitor.on('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EAGAIN'))
  })
}

function addressOf(path: string): string | null {
  return [path, relative(process.cwd(), path)].find((one) => Buffer.byteLength(one) <= maxBytes) ?? null
}

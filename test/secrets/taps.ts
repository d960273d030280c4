import childProcess, { type ChildProcess } from 'node:child_process'
import crypto, { KeyObject } from 'node:crypto'
import http from 'node:http'
import { syncBuiltinESMExports } from 'node:module'
import type { Readable } from 'node:stream'
import { format, inspect } from 'node:util'
import { OvoError } from '../../packages/core/src/errors/ovo-error.ts'
import { capture, isCapturing, keepSecret } from './capture.ts'
import { handsOver } from './scan.ts'

/**
 * Listens to everything that leaves this process and learns every secret that enters it, without either knowing: the
 * console, standard output, errors of OvoKit, answers of every HTTP server, answers that `fetch` gets, and what child
 * processes print. Secrets are learnt where they are used: keys where node:crypto reads them, tokens where OVO gives
 * them out.
 */
export function installTaps(): void {
  if (!isCapturing()) return
  tapConsole()
  tapStandardStreams()
  tapErrors()
  tapServers()
  tapFetch()
  tapChildren()
  learnKeys()
  syncBuiltinESMExports()
}

function tapConsole(): void {
  for (const level of ['debug', 'log', 'info', 'warn', 'error', 'trace'] as const) {
    const write = console[level].bind(console)
    console[level] = (...parts: unknown[]) => {
      capture('console', level, format(...parts))
      write(...parts)
    }
  }
}

function tapStandardStreams(): void {
  for (const name of ['stdout', 'stderr'] as const) {
    const stream = process[name]
    const write = stream.write.bind(stream) as (...args: unknown[]) => boolean
    stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
      capture(name, `pid ${process.pid}`, textOf(chunk))
      return write(chunk, ...rest)
    }
  }
}

/** Every way an error is shown: its message, its stack, what a console makes of it with its causes, and its JSON. */
export const faces = (error: unknown): string =>
  [inspect(error, { depth: 10, showHidden: true, maxStringLength: null }), String(error), JSON.stringify(error)].join(
    '\n',
  )

function tapErrors(): void {
  // Under OvoError instead of Error: `super(…)` finds it, whatever class of OvoKit's is made wherever.
  const heard = new Proxy(Error, {
    construct: (target, args, made) => {
      const error = Reflect.construct(target, args, made) as Error
      // When its own constructor has put everything on it.
      queueMicrotask(() => capture('error', error.name, faces(error)))
      return error
    },
  })
  Object.setPrototypeOf(OvoError, heard)
}

function tapServers(): void {
  const answer = http.ServerResponse.prototype
  const bodies = new WeakMap<object, string[]>()
  const { write, end } = answer as unknown as Record<'write' | 'end', (...args: unknown[]) => unknown>
  const keep = (response: object, chunk: unknown): void => {
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array)) return
    bodies.set(response, [...(bodies.get(response) ?? []), textOf(chunk)])
  }
  Object.assign(answer, {
    write(this: http.ServerResponse, chunk: unknown, ...rest: unknown[]) {
      keep(this, chunk)
      return Reflect.apply(write, this, [chunk, ...rest])
    },
    end(this: http.ServerResponse & { _header?: string | null }, chunk?: unknown, ...rest: unknown[]) {
      keep(this, chunk)
      const result = Reflect.apply(end, this, [chunk, ...rest])
      const body = (bodies.get(this) ?? []).join('')
      hearAnswer({ path: this.req.url ?? '', head: this._header ?? '', body })
      return result
    },
  })
}

function tapFetch(): void {
  const { fetch } = globalThis
  globalThis.fetch = async (...args) => {
    const response = await fetch(...args)
    const { pathname } = new URL(response.url || 'http://nowhere')
    const type = response.headers.get('content-type') ?? ''
    if (/text|json|svg/.test(type) && !type.startsWith('text/event-stream')) {
      const head = JSON.stringify([...response.headers])
      response
        .clone()
        .text()
        .then(
          (body) => hearAnswer({ path: pathname, head, body }),
          () => {},
        )
    }
    return response
  }
}

function hearAnswer({ path, head, body }: { path: string; head: string; body: string }): void {
  // OVO's own endpoints, or ours for OVO: where a token is handed over, and therefore learnt.
  if (handsOver.test(path)) {
    for (const [, token = ''] of body.matchAll(/"(?:access|refresh|linkage)Token"\s*:\s*"([^"]+)"/g))
      keepSecret('access token', token)
  }
  // OVO tells the shop who has paid: here the simulator speaks, not OvoKit.
  if (path === '/pos') return
  const isPicture = /content-type"?[:,] ?"?image\/png/i.test(head)
  capture('http answer', path.slice(0, 200), isPicture ? head : `${head}\n${body}`)
}

function tapChildren(): void {
  const { spawn } = childProcess
  const hear = (stream: Readable | null, where: string): void => {
    if (stream === null) return
    const push = stream.push.bind(stream)
    stream.push = (chunk: unknown, encoding?: BufferEncoding) => {
      if (typeof chunk === 'string' || chunk instanceof Uint8Array) capture('child output', where, textOf(chunk))
      return push(chunk, encoding)
    }
  }
  Object.assign(childProcess, {
    spawn: (...args: unknown[]): ChildProcess => {
      const child = Reflect.apply(spawn, childProcess, args) as ChildProcess
      const where = [args[0], ...(Array.isArray(args[1]) ? args[1] : [])].join(' ').slice(-200)
      hear(child.stdout, where)
      hear(child.stderr, where)
      return child
    },
  })
}

/** Long and mixed: the secrets of OvoKit and its simulator are; words that a test signs with to see it fail are not. */
const looksSecret = (text: string): boolean => /^[\x21-\x7e]{24,}$/.test(text) && /\d/.test(text) && /[a-z]/i.test(text)

function learnKeys(): void {
  const { createPrivateKey, createSecretKey, createHmac, createCipheriv } = crypto
  const learnSecret = (key: unknown): void => {
    const text = typeof key === 'string' || key instanceof Uint8Array ? textOf(key) : ''
    if (looksSecret(text)) keepSecret('client secret', text)
  }
  const tapped = {
    createPrivateKey: (...args: Parameters<typeof createPrivateKey>) => {
      const [input] = args
      const given = typeof input === 'object' && 'key' in input ? (input as { key: unknown }).key : input
      if (typeof given === 'string') learnPrivateKey(given)
      return createPrivateKey(...args)
    },
    createSecretKey: (...args: Parameters<typeof createSecretKey>) => {
      learnSecret(args[0])
      return createSecretKey(...args)
    },
    createHmac: (...args: Parameters<typeof createHmac>) => {
      if (args[0] === 'sha512') learnSecret(args[1])
      return createHmac(...args)
    },
    createCipheriv: (...args: Parameters<typeof createCipheriv>) => {
      const key = args[1] instanceof KeyObject ? args[1].export() : args[1]
      if (key instanceof Uint8Array && key.length === 32) keepSecret('encryption key', Buffer.from(key).toString('hex'))
      return createCipheriv(...args)
    },
  }
  Object.assign(crypto, tapped)
}

/** The second half of the PEM's lines: the first half holds the modulus, which the public key shows too. */
function learnPrivateKey(pem: string): void {
  const body = /-----BEGIN [A-Z ]*PRIVATE KEY-----([\s\S]*?)-----END/.exec(pem.replaceAll('\\n', '\n'))?.[1] ?? ''
  const lines = body.split(/\s+/).filter((line) => /^[A-Za-z0-9+/]{64}$/.test(line))
  for (const line of lines.slice(Math.ceil(lines.length / 2))) keepSecret('private key', line)
}

const textOf = (chunk: string | Uint8Array): string =>
  typeof chunk === 'string' ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength).toString()

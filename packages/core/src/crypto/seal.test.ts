import { createDecipheriv } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ConfigurationError, StoreError } from '../errors/errors.ts'
import { createSealer } from './seal.ts'

const hexKey = '00112233445566778899aabbccddeeff'.repeat(2)
const oldKey = 'f'.repeat(64)
const nonce = Uint8Array.from({ length: 12 }, (_, index) => index)
const context = 'token:default'
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString()

describe('a sealer', () => {
  const sealer = createSealer([hexKey])
  const sealed = sealer.seal({ plaintext: 'eyJhbGciOi', context, nonce })

  it('opens what it sealed', () => {
    expect(text(sealer.open({ sealed, context }))).toBe('eyJhbGciOi')
  })

  it('writes v1.key.nonce.ciphertext.tag, which any AES-256-GCM opens', () => {
    const [version, id, ...parts] = sealed.split('.')
    expect(version).toBe('v1')
    expect(id).toMatch(/^[0-9a-f]{8}$/)
    const [iv, body, tag] = parts.map((part) => Buffer.from(part, 'base64url'))
    if (!iv || !body || !tag) throw new Error('a part is missing')
    const decipher = createDecipheriv('aes-256-gcm', Buffer.from(hexKey, 'hex'), iv)
    decipher.setAAD(Buffer.from(context)).setAuthTag(tag)
    expect(Buffer.concat([decipher.update(body), decipher.final()]).toString()).toBe('eyJhbGciOi')
  })

  it('opens for the same context only', () => {
    expect(() => sealer.open({ sealed, context: 'token:other' })).toThrow(
      expect.objectContaining({ code: 'seal-broken' }),
    )
  })

  it('notices a change in any character', () => {
    for (let index = 0; index < sealed.length; index++) {
      for (const other of ['A', 'B', '.', '=']) {
        if (sealed[index] === other) continue
        const changed = sealed.slice(0, index) + other + sealed.slice(index + 1)
        expect(() => sealer.open({ sealed: changed, context }), `character ${index}`).toThrow(StoreError)
      }
    }
  })

  it('has one spelling: stray bits in the last character count', () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (const last of alphabet) {
      const changed = sealed.slice(0, -1) + last
      if (changed !== sealed) expect(() => sealer.open({ sealed: changed, context }), last).toThrow(StoreError)
    }
  })

  it('round-trips any bytes and never opens noise', () => {
    fc.assert(
      fc.property(
        fc.uint8Array(),
        fc.string(),
        fc.uint8Array({ minLength: 12, maxLength: 12 }),
        (plaintext, where, iv) => {
          const box = sealer.seal({ plaintext, context: where, nonce: iv })
          expect(Buffer.from(sealer.open({ sealed: box, context: where })).equals(Buffer.from(plaintext))).toBe(true)
          expect(() => sealer.open({ sealed: where, context: where })).toThrow(StoreError)
        },
      ),
    )
  })

  it('refuses a nonce of another length', () => {
    expect(() => sealer.seal({ plaintext: '', context, nonce: new Uint8Array(16) })).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    )
  })
})

describe('rotation', () => {
  it('writes with the first key and reads with all', () => {
    const before = createSealer([oldKey]).seal({ plaintext: 'x', context, nonce })
    const both = createSealer([hexKey, oldKey])
    expect(text(both.open({ sealed: before, context }))).toBe('x')
    const after = both.seal({ plaintext: 'y', context, nonce })
    expect(text(createSealer([hexKey]).open({ sealed: after, context }))).toBe('y')
    expect(() => createSealer([oldKey]).open({ sealed: after, context })).toThrow(/key that is not configured/)
  })
})

describe('keys', () => {
  const bytes = Buffer.from(hexKey, 'hex')

  it.each([hexKey, hexKey.toUpperCase(), bytes.toString('base64'), bytes.toString('base64url')])(
    'may be written as %s',
    (key) => {
      const sealed = createSealer([hexKey]).seal({ plaintext: 'x', context, nonce })
      expect(text(createSealer([key]).open({ sealed, context }))).toBe('x')
    },
  )

  it.each([[[]], [['short']], [[`${hexKey}0`]], [[hexKey, 'z'.repeat(64)]], [['']]])('are refused: %j', (keys) => {
    const create = (): unknown => createSealer(keys)
    expect(create).toThrow(ConfigurationError)
    expect(create).toThrow(/openssl rand -hex 32/)
    expect(create).not.toThrow(/zzzz|short/)
  })
})

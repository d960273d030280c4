import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { Request, Response } from 'express'

/** Who is shopping, and what is in the basket: a signed cookie, so that the server keeps nothing for mere visitors. */
export interface Session {
  readonly visitor: string
  /** How many of each product. */
  readonly cart: Readonly<Record<string, number>>
}

export interface Sessions {
  read(req: IncomingMessage): Session
  /** `null`: nobody whom the shop would know again. */
  find(req: IncomingMessage): Session | null
  write(req: Request, res: Response, session: Session): void
}

const name = 'basket'
const maxAge = 30 * 24 * 60 * 60 * 1000

export function createSessions(secret: string): Sessions {
  const sign = (payload: string): string => createHmac('sha256', secret).update(payload).digest('base64url')

  function open(cookie: string): Session | null {
    const [payload = '', signature = ''] = cookie.split('.')
    const given = Buffer.from(signature)
    const expected = Buffer.from(sign(payload))
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Session
  }

  function find({ headers }: IncomingMessage): Session | null {
    const cookies = (headers.cookie ?? '').split(/;\s*/)
    const value = cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1)
    return value === undefined ? null : open(value)
  }

  return {
    find,
    read: (req) => find(req) ?? { visitor: randomUUID(), cart: {} },
    write: (req, res, session) => {
      const payload = Buffer.from(JSON.stringify(session)).toString('base64url')
      res.cookie(name, `${payload}.${sign(payload)}`, { httpOnly: true, sameSite: 'lax', secure: req.secure, maxAge })
    },
  }
}

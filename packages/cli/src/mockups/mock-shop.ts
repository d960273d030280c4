import { createHash } from 'node:crypto'
import type { ElementScreen } from './mockup-screen.ts'

/** What a shop would answer, for the picture of one screen. Nothing is stored and nobody is called. */
export interface MockAnswer {
  readonly status: number
  readonly type: string
  readonly body: string
}

const amount = 196_000

/** Answers as the shop's routes do; `null` for an address that it does not have. */
export function mockAnswer(
  { view: before, answer, refusal }: ElementScreen,
  { method, path, now }: { readonly method: string; readonly path: string; readonly now: number },
): MockAnswer | null {
  if (!path.startsWith('/ovo/')) return null
  if (path.endsWith('/qr.svg'))
    return { status: 200, type: 'image/svg+xml', body: sampleCode(String(answer?.id ?? '')) }
  if (path.endsWith('/events')) return refused('unavailable', 503)
  if (method !== 'GET' && refusal !== undefined) return refused(refusal.code, 422, refusal.text)
  const view = method === 'GET' ? before : (answer ?? before)
  if (view === null) return refused(path.includes('/top-ups/') ? 'top-up-not-found' : 'payment-not-found', 404)
  const { secondsLeft = 600 } = view
  const common = {
    id: 'sample',
    reference: 'SAMPLE-1',
    amount,
    method: 'qris',
    text: null,
    maskedPhone: null,
    pinPage: null,
    qrContent: null,
    canRegenerate: true,
    canCancel: true,
    isFinal: true,
    page: null,
    balance: null,
    fee: 1_000,
    feeType: 'Admin fee',
    customerName: 'S**i Am****',
    customerNumber: 'XXXXXXXX7890',
    limits: { min: 10_000, max: 2_000_000, monthly: 20_000_000 },
    canConfirm: true,
    canInquire: true,
    expiresAt: new Date(now + Number(secondsLeft) * 1000).toISOString(),
    now: new Date(now).toISOString(),
  }
  return json(200, { ...common, ...view })
}

const json = (status: number, body: object): MockAnswer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
})

const refused = (code: string, status: number, text: object | null = null): MockAnswer =>
  json(status, { error: { code, message: code, ...(text === null ? {} : { text }) } })

const size = 45
const finders = [
  [4, 4],
  [34, 4],
  [4, 34],
] as const

/** A drawing with the look of a QR and nothing in it: a mock-up that can be paid would be a trap. */
function sampleCode(seed: string): string {
  const noise = Array.from({ length: size }, (_, row) => createHash('sha256').update(`${seed} ${row}`).digest())
  const isDark = (x: number, y: number): boolean => {
    for (const [left, top] of finders) {
      const [dx, dy] = [x - left, y - top]
      if (dx < -1 || dx > 7 || dy < -1 || dy > 7) continue
      const ring = Math.max(Math.abs(dx - 3), Math.abs(dy - 3))
      return ring === 3 || ring < 2
    }
    return ((noise[y]?.[x % 32] ?? 0) + x) % 2 === 0
  }
  let path = ''
  for (let y = 4; y < size - 4; y++) for (let x = 4; x < size - 4; x++) if (isDark(x, y)) path += `M${x} ${y}.5h1`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><path stroke="#000000" d="${path}"/></svg>`
}

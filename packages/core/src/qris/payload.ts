import type { Rupiah } from '../values/rupiah.ts'

/** One element of an EMVCo payload: a two-digit ID and its value. */
export interface QrisElement {
  readonly id: string
  readonly value: string
}

/** A QRIS payload that holds together: well-formed elements, no ID twice, and a CRC that matches. */
export interface QrisPayload {
  readonly elements: readonly QrisElement[]
  readonly merchantName: string | null
  readonly city: string | null
  /** Tag 54 as written, such as `25000` or `25000.00`; `null` when the payer types the amount. */
  readonly amount: string | null
  readonly currency: string | null
  readonly country: string | null
  /** Tag 01: `11` static, `12` dynamic. */
  readonly initiation: string | null
}

export type QrisProblem =
  | 'too-long'
  | 'not-ascii'
  | 'malformed'
  | 'duplicate-id'
  | 'format-not-first'
  | 'crc-not-last'
  | 'crc-wrong'
  | 'not-dynamic'
  | 'currency-not-rupiah'
  | 'country-not-indonesia'
  | 'merchant-missing'
  | 'amount-missing'
  | 'amount-differs'

export type QrisResult =
  | { readonly ok: true; readonly payload: QrisPayload }
  | { readonly ok: false; readonly problem: QrisProblem }

const maxLength = 512
const wrong = (problem: QrisProblem): QrisResult => ({ ok: false, problem })

/**
 * Reads a QRIS payload: EMVCo TLV, each ID once per level, `00` first, `63` last, and the CRC over all of it.
 *
 * Never throws; anything unsound comes back as one problem.
 *
 * @see docs/protocol/qris.md#payload
 */
export function parseQris(content: string): QrisResult {
  if (content.length > maxLength) return wrong('too-long')
  // Lengths count characters; beyond printable ASCII readers disagree on what a character is, and QRIS never needs it.
  if (!/^[\x20-\x7e]+$/.test(content)) return wrong(content === '' ? 'malformed' : 'not-ascii')
  const elements = readElements(content)
  if (elements === null) return wrong('malformed')
  if (hasDuplicates(elements)) return wrong('duplicate-id')
  for (const { id, value } of elements) {
    if (!isTemplate(id)) continue
    const inner = readElements(value)
    if (inner === null) return wrong('malformed')
    if (hasDuplicates(inner)) return wrong('duplicate-id')
  }
  if (elements[0]?.id !== '00' || elements[0].value !== '01') return wrong('format-not-first')
  const last = elements.at(-1)
  if (last?.id !== '63' || last.value.length !== 4) return wrong('crc-not-last')
  if (last.value !== crc16(content.slice(0, -4))) return wrong('crc-wrong')
  const value = (id: string): string | null => elements.find((element) => element.id === id)?.value ?? null
  return {
    ok: true,
    payload: {
      elements,
      merchantName: value('59'),
      city: value('60'),
      amount: value('54'),
      currency: value('53'),
      country: value('58'),
      initiation: value('01'),
    },
  }
}

/**
 * Checks that a payload asks for exactly this payment before it is shown: sound, dynamic, rupiah, Indonesia, a merchant
 * account inside, and the very amount (`25000` and `25000.00` are equal; a missing amount is not).
 *
 * @see docs/protocol/qris.md#payload
 */
export function checkQris(content: string, { amount }: { amount: Rupiah }): QrisResult {
  const result = parseQris(content)
  if (!result.ok) return result
  const { payload } = result
  if (payload.initiation !== '12') return wrong('not-dynamic')
  if (payload.currency !== '360') return wrong('currency-not-rupiah')
  if (payload.country !== 'ID') return wrong('country-not-indonesia')
  if (!payload.elements.some(({ id }) => isMerchantAccount(id))) return wrong('merchant-missing')
  if (payload.amount === null) return wrong('amount-missing')
  return wholeRupiah(payload.amount) === amount ? result : wrong('amount-differs')
}

/** CRC-16/CCITT-FALSE (poly 1021, init FFFF), four upper-case hex digits, zero-padded. */
export function crc16(text: string): string {
  let crc = 0xffff
  for (let index = 0; index < text.length; index++) {
    crc ^= text.charCodeAt(index) << 8
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff
  }
  return crc.toString(16).toUpperCase().padStart(4, '0')
}

function readElements(text: string): readonly QrisElement[] | null {
  const elements: QrisElement[] = []
  let at = 0
  while (at < text.length) {
    const head = /^(\d{2})(\d{2})$/.exec(text.slice(at, at + 4))
    const length = Number(head?.[2])
    const value = text.slice(at + 4, at + 4 + length)
    if (head?.[1] === undefined || length < 1 || value.length !== length) return null
    elements.push({ id: head[1], value })
    at += 4 + length
  }
  return elements
}

const hasDuplicates = (elements: readonly QrisElement[]): boolean =>
  new Set(elements.map(({ id }) => id)).size !== elements.length

/** 02-25 are card schemes (plain values), 26-45 and 51 are domestic account templates, 62 additional data, 64 language. */
const isTemplate = (id: string): boolean => (id >= '26' && id <= '51') || id === '62' || id === '64'
const isMerchantAccount = (id: string): boolean => id >= '02' && id <= '51'

function wholeRupiah(text: string): number | null {
  const whole = /^(\d{1,13})(?:\.0{0,2})?$/.exec(text)?.[1]
  return whole === undefined ? null : Number(whole)
}

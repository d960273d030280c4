import { hidePhones } from '../values/redact.ts'
import type { AmountStyle } from './report-profile.ts'

const shapes: Readonly<Record<AmountStyle, { readonly whole: RegExp; readonly thousands: string }>> = {
  plain: { whole: /^(\d{1,16})(?:\.(\d+))?$/, thousands: '' },
  'comma-thousands': { whole: /^(\d{1,3}(?:,\d{3})*|\d{1,16})(?:\.(\d+))?$/, thousands: ',' },
  'dot-thousands': { whole: /^(\d{1,3}(?:\.\d{3})*|\d{1,16})(?:,(\d+))?$/, thousands: '.' },
}

/**
 * Reads an amount of a report as whole rupiah, below zero too. A text says what is wrong: a fraction is never rounded
 * (G10). Never throws.
 */
export function readReportAmount(text: string, style: AmountStyle): number | string {
  const bare = text.trim().replace(/^(-?)\s*(?:rp|idr)\.?\s*/i, '$1')
  const inBrackets = /^\((.+)\)$/.exec(bare)?.[1]
  const isNegative = inBrackets !== undefined || bare.startsWith('-')
  const digits = (inBrackets ?? bare).replace(/^-/, '').trim()
  const { whole, thousands } = shapes[style]
  const parts = whole.exec(digits)
  if (parts === null) return `${quote(text)} is no amount written ${style}; see amounts in the profile`
  if (/[1-9]/.test(parts[2] ?? ''))
    return `${quote(text)} has a fraction of a rupiah${style === 'plain' ? '; see amounts in the profile' : ''}`
  // 12.500 is twelve thousand five hundred where dots part thousands, and nothing that a whole rupiah is written like.
  if (parts[2] !== undefined && parts[2].length > 2)
    return `${quote(text)} has ${parts[2].length} decimals; if they are thousands, set amounts in the profile`
  const value = Number(thousands === '' ? parts[1] : parts[1]?.replaceAll(thousands, ''))
  if (!Number.isSafeInteger(value)) return `${quote(text)} is too large`
  return isNegative && value !== 0 ? -value : value
}

/** Enough of a cell to find it by, and no more: a column may hold who paid. */
export const quote = (text: string): string => {
  const harmless = hidePhones(text)
  return JSON.stringify(harmless.length > 40 ? `${harmless.slice(0, 40)}…` : harmless)
}

/**
 * Keeps a name or number as OVO masked it. One that OVO did not mask is masked here: the first character of every word
 * of a name stays, and the last four digits of a number.
 *
 * @see docs/protocol/top-up.md#inquiry
 */
export function keepMasked(text: string): string {
  if (text.includes('*') || /^x{3,}\d{1,4}$/i.test(text)) return text
  if (/^[\d+ ()-]+$/.test(text)) return `****${text.replaceAll(/\D/g, '').slice(4).slice(-4)}`
  return text.replaceAll(/(\S)\S*/gu, '$1***')
}

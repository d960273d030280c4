/** Nothing from elsewhere, no script, and forms that only lead back here. */
export const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const

/** A page of OVO's as a customer's browser gets it. The body is HTML, the title is text. */
export const page = (title: string, body: string): string =>
  `<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><h1>${escaped(title)}</h1>${body}</html>`

/** A field for an OTP or a PIN. */
export const codeInput = (autocomplete: 'one-time-code' | 'off', length: number): string =>
  `<input name="typed" inputmode="numeric" maxlength="${length}" autocomplete="${autocomplete}" required aria-label="Kode">`

export const alert = (isShown: boolean, text: string): string => (isShown ? `<p role="alert">${text}</p>` : '')

export const wayBack = (address: string): string => `<p><a href="${escaped(address)}">Kembali ke toko</a></p>`

export const masked = (phone: string): string => `${phone.slice(0, 4)}****${phone.slice(-4)}`

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

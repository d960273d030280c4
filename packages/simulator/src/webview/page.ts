/** Nothing from elsewhere, no script, and forms that only lead back here. */
export const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const

/** A page of OVO's as a customer's browser gets it, dressed like the phone. The body is HTML, the title is text. */
export const page = (title: string, body: string): string =>
  `<!doctype html><html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><link rel="stylesheet" href="/phone/style.css"></head>` +
  `<body><main class="phone"><header class="bar"><h1>${escaped(title)}</h1></header><section class="screen web"><div class="card">${body}</div></section></main>` +
  `<p class="note">Simulator untuk pengembang. Bukan halaman OVO, dan uangnya bukan uang sungguhan.</p></body></html>`

/** A field for an OTP, or for a PIN, which nobody can read over a shoulder. */
export const codeInput = (kind: 'otp' | 'pin'): string =>
  kind === 'otp'
    ? '<input class="code" name="typed" inputmode="numeric" maxlength="4" autocomplete="one-time-code" required aria-label="Kode OTP">'
    : '<input class="code" type="password" name="typed" inputmode="numeric" maxlength="6" autocomplete="off" required aria-label="Security Code">'

export const button = (text: string, look: 'primary' | 'plain' = 'primary'): string =>
  `<button class="${look}">${text}</button>`

export const alert = (isShown: boolean, text: string): string =>
  isShown ? `<p class="error" role="alert">${text}</p>` : ''

export const wayBack = (address: string): string => `<a class="primary" href="${escaped(address)}">Kembali ke toko</a>`

export const masked = (phone: string): string => `${phone.slice(0, 4)}****${phone.slice(-4)}`

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

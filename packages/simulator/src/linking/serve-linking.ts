import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Linking, LinkStep } from '../world/links.ts'
import type { World } from '../world/world.ts'

const SECURITY = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': "default-src 'none'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
}

/** OVO's pages on which an account is linked: terms, OTP, PIN, and how it ended. They need no script. */
export function serveLinking(
  world: World,
  { request, response, id, body }: { request: IncomingMessage; response: ServerResponse; id: string; body: string },
): true {
  const linking = world.links.find(id)
  if (linking === undefined) {
    response.writeHead(404, SECURITY).end(page('Tautan tidak ditemukan', '<p>Mulai lagi dari toko.</p>'))
    return true
  }
  if (request.method === 'POST') {
    const form = new URLSearchParams(body)
    // A page that was sent twice belongs to the step that it showed.
    if (form.get('step') === linking.step) world.links.submit(linking, form.get('typed') ?? '')
  }
  const isWrong = request.method === 'POST' && linking.wrong > 0
  response.writeHead(200, SECURITY).end(PAGES[linking.step](linking, isWrong))
  return true
}

const PAGES: Readonly<Record<LinkStep, (linking: Linking, isWrong: boolean) => string>> = {
  terms: (linking) =>
    page(
      'Syarat & Ketentuan OVO',
      `<p><a href="#akhir">Gulir ke bawah</a></p>${TERMS}<div id="akhir">${form(linking, '', 'Lanjutkan')}</div>`,
    ),
  otp: (linking, isWrong) =>
    page(
      'Masukkan kode OTP',
      `<p>Kode dikirim melalui SMS ke ${masked(linking.phone)}.</p>${wrong(isWrong, 'Kode OTP salah.')}${form(linking, input('one-time-code', 4), 'Lanjutkan')}`,
    ),
  pin: (linking, isWrong) =>
    page(
      'Masukkan Security Code',
      `<p>Sama dengan yang ada di aplikasi OVO.</p>${wrong(isWrong, 'Security Code salah.')}${form(linking, input('off', 6), 'Lanjutkan')}`,
    ),
  linked: (linking) =>
    page('Akun OVO terhubung', `<p><a href="${attribute(returnOf(linking))}">Kembali ke toko</a></p>`),
  failed: (linking) =>
    page('Akun OVO tidak terhubung', `<p><a href="${attribute(returnOf(linking))}">Kembali ke toko</a></p>`),
}

/** Where the browser goes from here, in the form that the community summary prints. */
function returnOf({ returnUrl, authCode, state, step }: Linking): string {
  const url = new URL(returnUrl)
  if (step === 'linked') {
    url.searchParams.set('authCode', authCode ?? '')
    url.searchParams.set('state', state)
    url.searchParams.set('displayMessage', 'SUCCESS')
  } else {
    url.searchParams.set('errorResponse', JSON.stringify({ code: 'OV00006', state }))
  }
  return url.href
}

const TERMS = Array.from(
  { length: 40 },
  (_, n) => `<p>${n + 1}. Ini bukan syarat OVO: simulator hanya membuat halaman ini sepanjang aslinya.</p>`,
).join('')

const form = ({ step }: Linking, fields: string, button: string): string =>
  `<form method="post"><input type="hidden" name="step" value="${step}">${fields}<button>${button}</button></form>`

const input = (autocomplete: string, length: number): string =>
  `<input name="typed" inputmode="numeric" maxlength="${length}" autocomplete="${autocomplete}" required aria-label="Kode">`

const wrong = (isWrong: boolean, text: string): string => (isWrong ? `<p role="alert">${text}</p>` : '')

const masked = (phone: string): string => `${phone.slice(0, 4)}****${phone.slice(-4)}`

const page = (title: string, body: string): string =>
  `<!doctype html><html lang="id"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title.replace('&', '&amp;')}</title><h1>${title.replace('&', '&amp;')}</h1>${body}</html>`

const attribute = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

import type { IncomingMessage, ServerResponse } from 'node:http'
import { alert, button, codeInput, masked, PAGE_HEADERS, page, wayBack } from '../webview/page.ts'
import { type Linking, type LinkStep, returnOf } from '../world/links.ts'
import type { World } from '../world/world.ts'

/** OVO's pages on which an account is linked: terms, OTP, PIN, and how it ended. They need no script. */
export function serveLinking(
  world: World,
  { request, response, id, body }: { request: IncomingMessage; response: ServerResponse; id: string; body: string },
): true {
  const linking = world.links.find(id)
  if (linking === undefined) {
    response.writeHead(404, PAGE_HEADERS).end(page('Tautan tidak ditemukan', '<p>Mulai lagi dari toko.</p>'))
    return true
  }
  if (request.method === 'POST') {
    const form = new URLSearchParams(body)
    // A page that was sent twice belongs to the step that it showed.
    if (form.get('step') === linking.step) world.links.submit(linking, form.get('typed') ?? '')
  }
  const isWrong = request.method === 'POST' && linking.wrong > 0
  response.writeHead(200, PAGE_HEADERS).end(PAGES[linking.step](linking, isWrong))
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
      `<p>Kode dikirim melalui SMS ke ${masked(linking.phone)}.</p>${alert(isWrong, 'Kode OTP salah.')}${form(linking, codeInput('otp'), 'Lanjutkan')}`,
    ),
  pin: (linking, isWrong) =>
    page(
      'Masukkan Security Code',
      `<p>Sama dengan yang ada di aplikasi OVO.</p>${alert(isWrong, 'Security Code salah.')}${form(linking, codeInput('pin'), 'Lanjutkan')}`,
    ),
  linked: (linking) => page('Akun OVO terhubung', wayBack(returnOf(linking))),
  failed: (linking) => page('Akun OVO tidak terhubung', wayBack(returnOf(linking))),
}

const TERMS = Array.from(
  { length: 40 },
  (_, n) => `<p>${n + 1}. Ini bukan syarat OVO: simulator hanya membuat halaman ini sepanjang aslinya.</p>`,
).join('')

const form = ({ step }: Linking, fields: string, text: string): string =>
  `<form method="post"><input type="hidden" name="step" value="${step}">${fields}${button(text)}</form>`

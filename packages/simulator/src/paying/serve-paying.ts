import type { IncomingMessage, ServerResponse } from 'node:http'
import { alert, button, codeInput, escaped, masked, PAGE_HEADERS, page, wayBack } from '../webview/page.ts'
import { type LinkedPaymentRecord, type LinkedPaymentState, snapshotLinked } from '../world/linked-payment.ts'
import type { World } from '../world/world.ts'

/** OVO's page on which a linked payment's PIN is typed, and how it ended. It needs no script. */
export function servePaying(
  world: World,
  { request, response, id, body }: { request: IncomingMessage; response: ServerResponse; id: string; body: string },
): true {
  const record = world.linkedPayments.byPage(id)
  if (record === undefined) {
    response.writeHead(404, PAGE_HEADERS).end(page('Pembayaran tidak ditemukan', '<p>Mulai lagi dari toko.</p>'))
    return true
  }
  const isWrong = request.method === 'POST' && submit(world, record, new URLSearchParams(body))
  if (request.method === 'GET') record.isOpened = true
  response.writeHead(200, PAGE_HEADERS).end(draw(world, record, isWrong))
  return true
}

/** True when the PIN was wrong and may be typed again. A page that was sent after the end changes nothing. */
function submit({ linkedPayments }: World, record: LinkedPaymentRecord, form: URLSearchParams): boolean {
  const result =
    form.get('action') === 'cancel'
      ? linkedPayments.cancel(record)
      : linkedPayments.approve(record, form.get('typed') ?? '')
  return !result.ok && result.reason === 'wrong-pin'
}

function draw(world: World, record: LinkedPaymentRecord, isWrong: boolean): string {
  const { clock, customers, linkedPayments, partners } = world
  const { state } = snapshotLinked(record, clock.now())
  const isAsking = linkedPayments.isWaiting(record)
  if (!isAsking) return page(ENDS[state === 'waiting' ? 'expired' : state], wayBack(record.returnUrl ?? ''))
  const points = Math.min(customers.find(record.phone)?.points ?? 0, record.pointsUpTo)
  const cash = record.payable - points
  return page(
    'Bayar dengan OVO',
    `<p class="merchant">${escaped(partners.get(record.partner).merchantName)}</p>` +
      `<p class="money dark">${rupiah(record.payable)}</p>` +
      `<p class="caption">OVO Points ${rupiah(points)}, OVO Cash ${rupiah(cash)}, dari ${masked(record.phone)}.</p>` +
      alert(isWrong, 'Security Code salah.') +
      `<form method="post"><input type="hidden" name="action" value="pay">${codeInput('pin')}${button('Bayar')}</form>` +
      `<form method="post"><input type="hidden" name="action" value="cancel">${button('Batal', 'plain')}</form>`,
  )
}

const ENDS: Readonly<Record<Exclude<LinkedPaymentState, 'waiting'>, string>> = {
  'in-flight': 'Pembayaran diproses',
  paid: 'Pembayaran berhasil',
  refunded: 'Pembayaran dikembalikan',
  cancelled: 'Pembayaran dibatalkan',
  failed: 'Pembayaran gagal',
  expired: 'Waktu pembayaran habis',
}

const rupiah = (amount: number): string => `Rp${amount.toLocaleString('id-ID')}`

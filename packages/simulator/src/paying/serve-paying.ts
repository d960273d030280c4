import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  button,
  codeField,
  facts,
  languageOf,
  masked,
  PAGE_HEADERS,
  type PageInput,
  page,
  paragraph,
  wayBack,
} from '../webview/page.ts'
import { type PageText, say } from '../webview/texts.ts'
import { formatJakarta } from '../wire/jakarta-time.ts'
import type { Language } from '../words.ts'
import { type LinkedPaymentRecord, type LinkedPaymentState, snapshotLinked } from '../world/linked-payment.ts'
import type { World } from '../world/world.ts'

interface PayingCall {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly id: string
  readonly searchParams: URLSearchParams
  readonly body: string
}

/** OVO's page on which a linked payment's PIN is typed, and how it ended. It needs no script. */
export function servePaying(world: World, { request, response, id, searchParams, body }: PayingCall): true {
  const language = languageOf(searchParams)
  const record = world.linkedPayments.byPage(id)
  if (record === undefined) {
    const title = say(language, 'noPayment')
    response
      .writeHead(404, PAGE_HEADERS)
      .end(page({ language, title, body: wayBack(language, undefined), outcome: 'bad' }))
    return true
  }
  if (request.method === 'POST') submit(world, record, new URLSearchParams(body))
  if (request.method === 'GET') record.isOpened = true
  const shown = world.linkedPayments.isWaiting(record) ? ask(world, record, language) : end(world, record, language)
  response.writeHead(200, PAGE_HEADERS).end(page({ language, ...shown }))
  return true
}

/** A page that was sent after the end changes nothing. */
function submit({ linkedPayments }: World, record: LinkedPaymentRecord, form: URLSearchParams): void {
  if (form.get('action') === 'cancel') linkedPayments.cancel(record)
  else linkedPayments.approve(record, form.get('typed') ?? '')
}

function ask(world: World, record: LinkedPaymentRecord, language: Language): Omit<PageInput, 'language'> {
  const points = Math.min(world.customers.find(record.phone)?.points ?? 0, record.pointsUpTo)
  const rows = [
    [say(language, 'to'), merchantOf(world, record)],
    [say(language, 'account'), masked(record.phone)],
    ...(points === 0 ? [] : [['OVO Points', rupiah(points)] as const]),
    ['OVO Cash', rupiah(record.payable - points)],
    [say(language, 'until'), clockTime(record.validUntil)],
  ] as const
  const fields = codeField('pin', { language, wrong: record.wrong, isAll: false })
  return {
    title: say(language, 'payTitle'),
    body:
      `<p class="money">${rupiah(record.payable)}</p>${facts(rows)}` +
      `<form method="post"><input type="hidden" name="action" value="pay">${fields}${button(say(language, 'pay'))}</form>` +
      `<form method="post"><input type="hidden" name="action" value="cancel">${button(say(language, 'cancel'), 'button other')}</form>`,
  }
}

function end(world: World, record: LinkedPaymentRecord, language: Language): Omit<PageInput, 'language'> {
  const { state } = snapshotLinked(record, world.clock.now())
  const name = state === 'waiting' ? 'expired' : state
  const text = say(language, name === 'failed' ? whyFailed(world, record) : `${name}-text`, {
    merchant: merchantOf(world, record),
  })
  return {
    outcome: OUTCOMES[name],
    title: say(language, name),
    body: `<p class="money">${rupiah(record.payable)}</p>${paragraph(text)}${wayBack(language, record.returnUrl)}`,
  }
}

function whyFailed({ links }: World, { paidAt, phone }: LinkedPaymentRecord): PageText {
  if (paidAt !== undefined) return 'returned-text'
  return links.isBlocked(phone) ? 'blocked' : 'failed-text'
}

const OUTCOMES = {
  'in-flight': 'warn',
  paid: 'good',
  refunded: 'good',
  cancelled: 'bad',
  failed: 'bad',
  expired: 'warn',
} as const satisfies Record<Exclude<LinkedPaymentState, 'waiting'>, PageInput['outcome']>

const merchantOf = ({ partners }: World, { partner }: LinkedPaymentRecord): string => partners.get(partner).merchantName

const rupiah = (amount: number): string => `Rp${amount.toLocaleString('id-ID')}`

/** Hours, minutes and seconds in Jakarta. */
const clockTime = (at: number): string => `${formatJakarta(at, 'seconds').slice(11, 19).replaceAll(':', '.')} WIB`

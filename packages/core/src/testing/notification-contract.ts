import assert from 'node:assert/strict'
import { sha256Hex } from '../crypto/digest.ts'
import type { Payment } from '../payments/payment.ts'
import type { QrisPayment, ShownPayment } from '../payments/qris-payment.ts'
import { signSymmetric } from '../snap/signature.ts'
import { symmetricStringOfHash } from '../snap/string-to-sign.ts'
import type {
  NotificationCheck,
  NotificationHarness,
  NotificationReply,
  NotificationRequest,
} from './notification-harness.ts'
import { callbackBody, type SignCallbackInput, type SignedCallback, signCallback } from './sign-callback.ts'

/**
 * What every way of receiving OVO's notifications must do (G4, G5, G9), as data over `node:assert`: run it in any test
 * runner against an adapter of your own.
 *
 * ```ts
 * for (const { name, check } of notificationContract) test(name, () => check(harness))
 * ```
 */
export const notificationContract: readonly NotificationCheck[] = [
  {
    name: 'accepts a good callback and asks OVO at once',
    check: async (harness) => {
      const { payment, events } = await paidAtOvo(harness)
      expectReply(await harness.send(good(harness, payment)), 200, '2005200')
      assert.equal((await settle(harness, payment)).status, 'paid')
      assert.equal(events(), 1)
    },
  },
  {
    name: 'never believes a callback: unpaid at OVO stays unpaid (G4)',
    check: async (harness) => {
      const payment = await harness.startedPayment()
      expectReply(await harness.send(good(harness, payment)), 200, '2005200')
      assert.equal((await settle(harness, payment)).status, 'awaiting-scan')
    },
  },
  {
    name: 'serves the merchant by name as well',
    check: async (harness) => {
      const { payment } = await paidAtOvo(harness)
      const path = harness.notifyPath.replace('/v1.0/', '/merchants/default/v1.0/')
      expectReply(await harness.send(good(harness, payment, { path })), 200, '2005200')
      assert.equal((await settle(harness, payment)).status, 'paid')
    },
  },
  {
    name: 'verifies path and query as OVO called them',
    check: async (harness) => {
      const payment = await harness.startedPayment()
      const path = `${harness.notifyPath}?store=jakarta%20selatan&a=1`
      expectReply(await harness.send(good(harness, payment, { path })), 200, '2005200')
      const called = good(harness, payment, { path })
      expectReply(await harness.send({ ...called, path: harness.notifyPath }), 401, '4015200')
    },
  },
  ...odd({
    'pretty-printed': (body) => JSON.stringify(JSON.parse(body), null, 2),
    'with tabs and carriage returns': (body) => `\r\n\t${JSON.stringify(JSON.parse(body), null, '\t')}\r\n`,
    'with escaped slashes': (body) =>
      body.replace('"additionalInfo":{}', '"additionalInfo":{"url":"https:\\/\\/ovo.id\\/a"}'),
    'with letters outside ASCII': (body) => body.replace('"Success"', '"Sukses – ✓ \\u00e9 é 日本"'),
    'with numbers spelled oddly': (body) => body.replace('"additionalInfo":{}', '"additionalInfo":{"n":1.00,"m":1E2}'),
  }),
  {
    name: 'accepts a signature over the very bytes, whitespace and all',
    check: async (harness) => {
      const { payment } = await paidAtOvo(harness)
      const { clientSecret } = harness.credentials
      const callback = good(harness, payment, { body: JSON.stringify(JSON.parse(callbackBody(payment)), null, 4) })
      const line = {
        method: 'POST',
        path: callback.path,
        accessToken: '',
        timestamp: callback.headers['x-timestamp'] ?? '',
      }
      const stringToSign = symmetricStringOfHash({ ...line, hash: sha256Hex(callback.body) })
      const signed = withHeaders(callback, { 'x-signature': signSymmetric({ clientSecret, stringToSign }) })
      expectReply(await harness.send(signed), 200, '2005200')
      assert.equal((await settle(harness, payment)).status, 'paid')
    },
  },
  ...refused({
    'a forged signature': ({ credentials, ...harness }, payment) =>
      good({ ...harness, credentials: { ...credentials, clientSecret: 'not the secret' } }, payment),
    'a tampered body': (harness, payment) => {
      const signed = good(harness, payment)
      return { ...signed, body: bytes(text(signed.body).replace('.00"', '.01"')) }
    },
    'a signature for another path': (harness, payment) => ({
      ...good(harness, payment, { path: '/elsewhere/v1.0/qr/qr-mpm-notify' }),
      path: harness.notifyPath,
    }),
    'a stale timestamp': (harness, payment) => good(harness, payment, { at: minutesFromNow(harness, -10) }),
    'a timestamp from the future': (harness, payment) => good(harness, payment, { at: minutesFromNow(harness, 10) }),
    'a changed timestamp': (harness, payment) => {
      const { headers } = good(harness, payment, { at: minutesFromNow(harness, 1) })
      return withHeaders(good(harness, payment), { 'x-timestamp': headers['x-timestamp'] })
    },
    'a timestamp that is none': (harness, payment) =>
      withHeaders(good(harness, payment), { 'x-timestamp': 'yesterday' }),
    'no signature': (harness, payment) => withHeaders(good(harness, payment), { 'x-signature': undefined }),
    'no timestamp': (harness, payment) => withHeaders(good(harness, payment), { 'x-timestamp': undefined }),
    'no headers at all': (harness, payment) => ({
      ...good(harness, payment),
      headers: { 'content-type': 'application/json' },
    }),
    'another partner': (harness, payment) => withHeaders(good(harness, payment), { 'x-partner-id': 'somebody-else' }),
  }),
  {
    name: 'answers a repetition like the first and tells the shop once (G9)',
    check: async (harness) => {
      const { payment, events } = await paidAtOvo(harness)
      const callback = good(harness, payment)
      const first = await harness.send(callback)
      await settle(harness, payment)
      const second = await harness.send(callback)
      expectReply(first, 200, '2005200')
      assert.deepEqual([second.status, second.body], [first.status, first.body])
      await settle(harness, payment)
      assert.equal(events(), 1)
    },
  },
  {
    name: 'knows a repetition under another X-EXTERNAL-ID (G9)',
    check: async (harness) => {
      const { payment, events } = await paidAtOvo(harness)
      const callback = good(harness, payment)
      expectReply(await harness.send(callback), 200, '2005200')
      expectReply(await harness.send(withHeaders(callback, { 'x-external-id': '42' })), 200, '2005200')
      expectReply(await harness.send(good(harness, payment)), 200, '2005200')
      await settle(harness, payment)
      assert.equal(events(), 1)
    },
  },
  {
    name: 'answers fifty at once and tells the shop once (G9)',
    check: async (harness) => {
      const { payment, events } = await paidAtOvo(harness)
      const callback = good(harness, payment)
      const replies = await Promise.all(Array.from({ length: 50 }, () => harness.send(callback)))
      for (const reply of replies) expectReply(reply, 200, '2005200')
      await settle(harness, payment)
      assert.equal(events(), 1)
    },
  },
  ...answered({
    'an unknown order': [
      404,
      '4045201',
      callbackBody({ referenceNo: 'X1', partnerReferenceNo: '999999999999', amount: 1 as Payment['amount'] }),
    ],
    'a body that is not JSON': [400, '4005200', '{"originalReferenceNo":'],
    'a JSON body that is not an object': [400, '4005200', '[1,2]'],
    'an empty body': [400, '4005200', ''],
    'a body without any reference': [400, '4005202', '{"latestTransactionStatus":"00"}'],
    'a body of a megabyte': [400, '4005200', `{"originalReferenceNo":"${'x'.repeat(1024 * 1024)}"}`],
  }),
  {
    name: 'answers GET with 405',
    check: async (harness) => {
      const reply = await harness.send({ method: 'GET', path: harness.notifyPath, headers: {}, body: new Uint8Array() })
      assert.equal(reply.status, 405)
    },
  },
  {
    name: 'answers 404 for a merchant that it does not know',
    check: async (harness) => {
      const payment = await harness.startedPayment()
      const path = harness.notifyPath.replace('/v1.0/', '/merchants/nobody/v1.0/')
      assert.equal((await harness.send(good(harness, payment, { path }))).status, 404)
    },
  },
  {
    name: 'still works after all of that',
    check: async (harness) => {
      const { payment, events } = await paidAtOvo(harness)
      expectReply(await harness.send(good(harness, payment)), 200, '2005200')
      assert.equal((await settle(harness, payment)).status, 'paid')
      assert.equal(events(), 1)
    },
  },
]

type Signing = Pick<NotificationHarness, 'ovo' | 'notifyPath' | 'credentials'>

/** A callback that OVO could have sent. */
function good(harness: Signing, payment: QrisPayment, changes: Partial<SignCallbackInput> = {}): SignedCallback {
  const { ovo, notifyPath: path, credentials } = harness
  return signCallback({ path, credentials, at: ovo.now(), body: callbackBody(payment), ...changes })
}

/** Spelled as no serialiser of ours would: accepted, because nobody parses and writes it again before verifying. */
function odd(spellings: Record<string, (body: string) => string>): NotificationCheck[] {
  return Object.entries(spellings).map(([what, spell]) => ({
    name: `accepts a body ${what}`,
    check: async (harness) => {
      const { payment } = await paidAtOvo(harness)
      const callback = good(harness, payment, { body: spell(callbackBody(payment)) })
      expectReply(await harness.send(callback), 200, '2005200')
      assert.equal((await settle(harness, payment)).status, 'paid')
    },
  }))
}

/** Not OVO's: refused, and although OVO would say paid, nobody even asks. */
function refused(
  forgeries: Record<string, (harness: NotificationHarness, payment: QrisPayment) => NotificationRequest>,
): NotificationCheck[] {
  return Object.entries(forgeries).map(([what, forge]) => ({
    name: `refuses ${what} and changes nothing (G9)`,
    check: async (harness) => {
      const { payment, events } = await paidAtOvo(harness)
      const before = await traces(harness, payment)
      expectReply(await harness.send(forge(harness, payment)), 401, '4015200')
      await settle(harness, payment)
      assert.deepEqual(await traces(harness, payment), before)
      assert.equal(events(), 0)
      // Nor was the real callback's place taken.
      expectReply(await harness.send(good(harness, payment)), 200, '2005200')
      assert.equal((await settle(harness, payment)).status, 'paid')
    },
  }))
}

/** Signed by OVO, but nothing that could be acted on. */
function answered(bodies: Record<string, readonly [status: number, code: string, body: string]>): NotificationCheck[] {
  return Object.entries(bodies).map(([what, [status, code, body]]) => ({
    name: `answers ${what} with ${code}`,
    check: async (harness) => {
      const { ovo, notifyPath: path, credentials } = harness
      expectReply(await harness.send(signCallback({ path, credentials, at: ovo.now(), body })), status, code)
    },
  }))
}

/** A payment that OVO counts as paid and we do not know to be, and how many `paid` events the shop has heard of it. */
async function paidAtOvo(harness: NotificationHarness): Promise<{ payment: ShownPayment; events: () => number }> {
  const payment = await harness.startedPayment()
  await harness.pay(payment)
  let heard = 0
  harness.ovo.on('paid', (event) => {
    if (event.payment.id === payment.id) heard++
  })
  return { payment, events: () => heard }
}

async function settle({ ovo }: NotificationHarness, payment: Payment): Promise<Payment> {
  await ovo.runDue()
  return ovo.payments.get(payment.id)
}

/** Everything that a callback could have left behind. */
async function traces({ ovo }: NotificationHarness, { id }: Payment): Promise<unknown> {
  const { qr, ...payment } = (await ovo.payments.get(id)) as QrisPayment
  return { payment, qr: qr?.content, calls: (await ovo.log.list({ paymentId: id })).map((call) => call.id) }
}

function expectReply(reply: NotificationReply, status: number, responseCode: string): void {
  assert.equal(reply.status, status, `${reply.status} ${reply.body}`)
  assert.match(reply.headers['content-type'] ?? '', /^application\/json\b/)
  assert.match(reply.headers['x-timestamp'] ?? '', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+07:00$/)
  assert.equal((JSON.parse(reply.body) as { responseCode?: string }).responseCode, responseCode)
}

function withHeaders(
  request: NotificationRequest,
  changes: Readonly<Record<string, string | undefined>>,
): NotificationRequest {
  const headers = Object.entries({ ...request.headers, ...changes }).filter(
    (pair): pair is [string, string] => pair[1] !== undefined,
  )
  return { ...request, headers: Object.fromEntries(headers) }
}

const minutesFromNow = ({ ovo }: Signing, minutes: number): Date => new Date(ovo.now().getTime() + minutes * 60_000)
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value)
const text = (value: Uint8Array): string => new TextDecoder().decode(value)

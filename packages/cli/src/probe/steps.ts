import type { Ovo, OvoConfig } from '@ovokit/core'
import type { PushToPayDialect } from '@ovokit/core/push-to-pay'
import { type SnapDialect, type SnapOperation, snapEndpoints } from '@ovokit/core/snap'
import type { Judged } from './judge.ts'

export type Merchant = OvoConfig['merchants'][string]

/** What the person gave besides the credentials. */
export interface ProbeInput {
  readonly merchant: string
  readonly phone: string | undefined
  readonly returnUrl: string | undefined
  readonly amount: number
  /** Another text for each try, so that no try is taken for another. */
  readonly nextReference: () => string
}

/** One call that moves no money, and the points of the dialect that its answer settles. */
export interface ProbeStep {
  readonly name: string
  readonly side: 'snap' | 'pushToPay'
  /** The call whose answer counts, as the API log names it. */
  readonly operation: string
  /** `null` when it can be asked; else what is missing. */
  readonly lacks: (merchant: Merchant, input: ProbeInput) => string | null
  /** In the order in which they are tried; the defaults first. */
  readonly settles: Readonly<Partial<Record<keyof SnapDialect | keyof PushToPayDialect, readonly string[]>>>
  /** Paths to try when nobody is at the usual one. */
  readonly paths?: readonly string[]
  readonly call: (ovo: Ovo, input: ProbeInput) => Promise<unknown>
  /** What the answer says beyond the dialect: names of fields, and the like. */
  readonly notes?: (answer: Judged) => Readonly<Record<string, string>>
}

const layouts = ['seconds', 'millis', 'compact-millis'] as const
const qrisLike = { timestampLayout: layouts, signatureEncoding: ['base64', 'hex'] } as const

const needsPhone = ({ phone }: ProbeInput): string | null => (phone === undefined ? 'needs --phone' : null)
const phoneOf = ({ phone = '' }: ProbeInput): string => phone

/** The same path under the other versions that OVO's documents print. */
const otherVersions = (operation: SnapOperation): readonly string[] => {
  const path = snapEndpoints[operation].path ?? ''
  return ['v1.0', 'v2.0', 'v3.0'].map((version) => path.replace(/v\d\.0/, version)).filter((other) => other !== path)
}

const firstOf = (body: Readonly<Record<string, unknown>>, names: readonly string[]): string =>
  names.find((name) => body[name] !== undefined) ?? 'none of the known names'

/** In this order: what one settles, the next ones build on. */
export const probeSteps: readonly ProbeStep[] = [
  {
    name: 'token',
    side: 'snap',
    operation: 'token.b2b',
    lacks: () => null,
    settles: { tokenTimestampLayout: layouts, signatureEncoding: ['base64', 'hex'] },
    paths: otherVersions('token.b2b'),
    call: (ovo) => ovo.health({ tokens: true }),
    notes: ({ body }) => ({ expiresIn: `${typeof body.expiresIn}` }),
  },
  {
    name: 'generate',
    side: 'snap',
    operation: 'qris.generate',
    lacks: () => null,
    settles: qrisLike,
    paths: otherVersions('qris.generate'),
    call: (ovo, { merchant, amount, nextReference }) =>
      ovo.qris.start({ merchant, amount, reference: nextReference() }),
    notes: ({ body }) => ({
      'QR text': firstOf(body, ['qrContent', 'qrStr']),
      "OVO's number": firstOf(body, ['referenceNo', 'refNo']),
    }),
  },
  {
    name: 'query',
    side: 'snap',
    operation: 'qris.query',
    lacks: () => null,
    settles: {},
    paths: otherVersions('qris.query'),
    call: async (ovo, { merchant, amount, nextReference }) => {
      const { id } = await ovo.qris.start({ merchant, amount, reference: nextReference() })
      await ovo.payments.check(id)
    },
    notes: ({ body }) => ({ 'status of an unpaid QR': String(body.latestTransactionStatus ?? 'none') }),
  },
  {
    name: 'top-up inquiry',
    side: 'snap',
    operation: 'top-up.inquiry',
    lacks: ({ snap }, input) => (snap?.topUp === undefined ? 'needs snap.topUp in the settings' : needsPhone(input)),
    settles: {
      topUpTimestampLayout: ['millis', 'seconds', 'compact-millis'],
      topUpSignatureEncoding: ['hex', 'base64'],
    },
    paths: otherVersions('top-up.inquiry'),
    call: (ovo, input) =>
      ovo.topUp.inquire({ ...pick(input), reference: input.nextReference(), phone: phoneOf(input) }),
    notes: ({ body }) => ({
      'monthly limit': firstOf(body, ['customerMonthlyInLimit', 'cusgtomerMonthlyLimit', 'customerMonthlyLimit']),
    }),
  },
  {
    name: 'deposit balance',
    side: 'snap',
    operation: 'top-up.balance',
    lacks: ({ snap }) => (snap?.topUp === undefined ? 'needs snap.topUp in the settings' : null),
    settles: {},
    call: (ovo, { merchant }) => ovo.topUp.balance({ merchant }),
    notes: ({ body }) => ({ fields: Object.keys(body).join(' ') }),
  },
  {
    name: 'lookup',
    side: 'snap',
    operation: 'link.lookup',
    lacks: (_, input) => needsPhone(input),
    settles: {
      linkedTimestampLayout: ['compact-millis', 'seconds', 'millis'],
      endpointUrl: ['path-and-query', 'path'],
      linkedPhoneForm: ['local', 'international'],
    },
    call: (ovo, input) => ovo.links.lookup({ merchant: input.merchant, phone: phoneOf(input) }),
    notes: ({ body }) => ({ fields: Object.keys(body).join(' ') }),
  },
  {
    name: 'binding',
    side: 'snap',
    operation: 'link.bind',
    lacks: (_, input) => (input.returnUrl === undefined ? 'needs --return-url' : needsPhone(input)),
    settles: { asymmetricSeparator: [':', ''], linkedBodies: ['standard', 'ovo-v3'] },
    paths: ['/OVOSNAP/v1.0/oauth/account/registration-account-binding', '/v3.0/registration-account-binding'],
    call: (ovo, input) =>
      ovo.links.start({
        merchant: input.merchant,
        customer: input.nextReference(),
        phone: phoneOf(input),
        returnUrl: input.returnUrl ?? '',
      }),
    notes: ({ body }) => ({ fields: Object.keys(body).join(' ') }),
  },
  {
    name: 'phone inquiry',
    side: 'pushToPay',
    operation: 'push-to-pay.inquiry',
    lacks: (_, input) => needsPhone(input),
    settles: { hmacCovers: ['app-id+random', 'app-id+random+body'] },
    call: (ovo, input) => ovo.pushToPay.inquire({ merchant: input.merchant, phone: phoneOf(input) }),
  },
]

const pick = ({ merchant, amount }: ProbeInput) => ({ merchant, amount })

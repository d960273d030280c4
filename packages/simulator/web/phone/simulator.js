/** @import { Bench } from '../../src/phone/bench.ts' */
/** @import { PhonePush, PhoneQr, PhoneState } from '../../src/phone/phone-state.ts' */
/** @import { PayResult } from '../../src/world/payments.ts' */
/** @import { PushResult } from '../../src/world/push-payments.ts' */

const PATIENCE_MILLIS = 8_000

/** The simulator is stopped, or the network is gone: whether the request did something is not known. */
export class NoAnswer extends Error {}

/** The simulator said no. */
export class Refused extends Error {}

/**
 * @param {string} path
 * @param {object} [input] - the body; without one it is a GET
 * @param {string} [method]
 */
async function ask(path, input, method = input === undefined ? 'GET' : 'POST') {
  const { status, value } = await exchange(path, {
    method,
    headers: { 'Content-Type': 'application/json' },
    signal: AbortSignal.timeout(PATIENCE_MILLIS),
    ...(input === undefined ? {} : { body: JSON.stringify(input) }),
  })
  if (status !== 200) throw new Refused(value.error)
  return value
}

/**
 * @param {string} path
 * @param {RequestInit} init
 */
async function exchange(path, init) {
  try {
    const answer = await fetch(path, init)
    return { status: answer.status, value: await answer.json() }
  } catch (cause) {
    throw new NoAnswer('the simulator does not answer', { cause })
  }
}

/** @typedef {PhoneQr | PhonePush} Payable */

/**
 * @param {Payable} payable
 * @returns {payable is PhonePush}
 */
export const isPush = (payable) => 'merchantInvoice' in payable

/** @param {Payable} payable */
const target = (payable) =>
  isPush(payable)
    ? { merchantInvoice: payable.merchantInvoice, partner: payable.partner }
    : { qrContent: payable.qrContent }

/** @type {(phone: string) => Promise<PhoneState>} */
export const readState = (phone) => ask(`/phone/state?phone=${encodeURIComponent(phone)}`)

/** @type {() => Promise<Bench>} */
export const readBench = () => ask('/phone/bench')

/** @type {(qrContent: string) => Promise<({ ok: true } & PhoneQr) | Extract<PayResult, { ok: false }>>} */
export const scan = (qrContent) => ask('/phone/scan', { qrContent })

/**
 * Pays as the holder of a phone.
 *
 * @param {Payable} payable
 * @param {{ readonly phone: string, readonly pin: string }} by
 * @returns {Promise<PayResult | PushResult>}
 */
export const pay = (payable, by) =>
  ask(isPush(payable) ? '/_simulator/pushes/approve' : '/_simulator/pay', { ...target(payable), ...by })

/**
 * True when there was something left to say no to.
 *
 * @param {Payable} payable
 * @returns {Promise<boolean>}
 */
export async function decline(payable) {
  try {
    const done = await ask(isPush(payable) ? '/_simulator/pushes/reject' : '/_simulator/decline', target(payable))
    return done.ok
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

/** @param {{ readonly phone: string, readonly partner: string }} link */
export const unlink = (link) => ask('/_simulator/unlink', link)

/** @param {{ readonly operation: string, readonly fault: string, readonly times: number }} fault */
export const addFault = (fault) => ask('/_simulator/faults', fault)

export const clearFaults = () => ask('/_simulator/faults', {}, 'DELETE')

/**
 * @param {{ readonly balance: number, readonly points: number }} customer
 * @returns {Promise<{ readonly phone: string, readonly name: string }>}
 */
export const addCustomer = (customer) => ask('/_simulator/customers', customer)

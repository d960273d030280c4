import type { Sealer } from '../crypto/seal.ts'
import { clientKey } from '../engine/client-key.ts'
import type { LinkRecord } from '../engine/customer-tokens.ts'
import { decide, draftRecord, type Lifecycles } from '../engine/decide.ts'
import type { Merchants } from '../engine/merchants.ts'
import type { Numbers } from '../engine/numbers.ts'
import type { Ports } from '../engine/ports.ts'
import type { Runner } from '../engine/runner.ts'
import { sealContext } from '../engine/seal-context.ts'
import type { Sender } from '../engine/sender.ts'
import type { Store } from '../engine/store.ts'
import { NotAllowedError, type OvoCallError } from '../errors/errors.ts'
import { type BindingOutcome, buildBinding, readBinding } from '../linked/binding.ts'
import { type LinkSubject, linkReference } from '../linked/link-data.ts'
import type { LinkEvent } from '../linked/link-events.ts'
import { linkKind } from '../linked/link-lifecycle.ts'
import { hashState, returnAddress } from '../linked/link-return.ts'
import { linkTiming } from '../linked/link-schedule.ts'
import type { PhoneStanding } from '../linked/lookup.ts'
import { maskPhone, type PhoneNumber, phoneNumber } from '../values/phone-number.ts'
import { callError } from './ask-once.ts'
import { deviceIdOf, liveLink, shopAddress, type Whose, whose } from './find-link.ts'
import { toLink } from './link.ts'
import type { LinkAttempt, LookUpPhone, StartLink } from './links.ts'

interface Wanted extends Whose {
  readonly phone: PhoneNumber
  readonly returnUrl: string
  readonly deviceId: string
}

const maxRounds = 10
/** Pages with less time left are not given out again. */
const worthwhileMillis = 60_000

export function createStartLink(deps: {
  store: Store
  runner: Runner
  sender: Sender
  sealer: Sealer
  lifecycles: Lifecycles
  ports: Ports
  merchants: Merchants
  numbers: Numbers
  newId: (kind: string) => string
  changed: (id: string, millis: number) => Promise<void>
  lookup: (input: LookUpPhone) => Promise<PhoneStanding>
}): (input: StartLink) => Promise<LinkAttempt> {
  const { store, runner, sender, sealer, lifecycles, ports, newId } = deps

  const seal = (id: string, { customer }: Whose, plaintext: string): string =>
    sealer.seal({ plaintext, context: sealContext(id, customer), nonce: ports.random(12) })
  const open = ({ id, data }: LinkRecord, sealed: string): string =>
    new TextDecoder().decode(sealer.open({ sealed, context: sealContext(id, data.customer) }))

  async function start(input: StartLink): Promise<LinkAttempt> {
    const wanted: Wanted = {
      ...whose(deps.merchants, input),
      phone: phoneNumber(input.phone),
      returnUrl: shopAddress(input.returnUrl, 'returnUrl'),
      deviceId: deviceIdOf(input.deviceId, ports.random),
    }
    let isLookedUp = input.lookUpFirst !== true
    for (let round = 0; round < maxRounds; round++) {
      const held = await settledHolder(wanted)
      const joined = held === null ? null : join(held, wanted)
      if (joined !== null) return joined
      if (!isLookedUp) {
        isLookedUp = true
        refuseUnfit(await deps.lookup(input))
      }
      const begun = await begin(wanted, held)
      if (begun !== null) return begun
    }
    throw new NotAllowedError(
      'link-in-progress',
      'others begin to link this customer all the time; try again in a moment',
      {
        retryAt: new Date(store.now() + 2_000),
      },
    )
  }

  /** What the customer has now; where another call is about to send them to OVO, after it has. */
  async function settledHolder(wanted: Wanted): Promise<LinkRecord | null> {
    let record = await liveLink(store, wanted)
    for (let waited = 0; record?.state === 'started' && waited < 150; waited++) {
      if (record.data.sealedPage !== undefined) return record
      await deps.changed(record.id, 100)
      record = await liveLink(store, wanted)
    }
    return record
  }

  /** The same pages for a second click. `null`: the attempt makes room for this one. */
  function join(record: LinkRecord, { phone }: Wanted): LinkAttempt | null {
    const { state, data, createdAt } = record
    if (state === 'linked')
      throw new NotAllowedError('already-linked', 'this customer has an OVO account linked; unlink it first')
    if (state !== 'started') {
      const retryAt = new Date(store.now() + 2_000)
      throw new NotAllowedError('link-in-progress', `this customer's link is ${state}; try again in a moment`, {
        retryAt,
      })
    }
    const { sealedPage, sealedPhone } = data
    if (sealedPage === undefined || sealedPhone === undefined || open(record, sealedPhone) !== phone) return null
    const isWorthwhile = store.now() < createdAt + linkTiming.pagesMillis - worthwhileMillis
    return isWorthwhile ? { link: toLink(record), page: open(record, sealedPage) } : null
  }

  /** Takes the customer's place from an attempt that nobody wants any more, and binds. `null`: somebody was faster. */
  async function begin(wanted: Wanted, replaced: LinkRecord | null): Promise<LinkAttempt | null> {
    const { merchant, customer, phone, returnUrl, deviceId } = wanted
    const { dialect } = merchant
    const { merchantId } = merchant.credentials
    const number = await deps.numbers.next(clientKey(merchant))
    const id = newId(linkKind)
    const state = Buffer.from(ports.random(16)).toString('base64url')
    const call = buildBinding({
      number,
      merchantId,
      customer,
      phone,
      state,
      deviceId,
      dialect,
      returnUrl: returnAddress({ url: returnUrl, state }),
    })
    const prepared = await sender.snap.prepare({ call, merchant: merchant.name, recordId: id })
    const now = store.now()
    const subject: LinkSubject = {
      id,
      kind: linkKind,
      merchant: merchant.name,
      reference: linkReference(customer),
      number,
      parentId: null,
      state: 'started',
      data: {
        customer,
        merchantId,
        deviceId,
        maskedPhone: maskPhone(phone),
        stateHash: hashState(state),
        sealedPhone: seal(id, wanted, phone),
        generation: 0,
        tries: 0,
      },
      createdAt: now,
    }
    const draft = draftRecord(lifecycles, subject, now)
    const line = {
      recordId: id,
      at: now,
      type: 'started',
      from: 'started',
      to: 'started',
      isRejected: false,
      facts: {},
    }
    const superseded: LinkEvent = { type: 'superseded', by: id }
    const end =
      replaced === null ? null : decide({ lifecycles, record: replaced, event: superseded, relatives: [], now, newId })
    const { committed } = await store.commit({
      now,
      insert: [draft],
      update: end?.update ?? [],
      history: [...(end?.history ?? []), line],
      deliveries: end?.deliveries ?? [],
      exchangeStarts: [prepared.exchange.start],
    })
    if (!committed) return null

    const { result, exchangeEnd } = await prepared.send()
    const outcome = readBinding(result, { number })
    const event: LinkEvent =
      outcome.type === 'page'
        ? {
            type: 'page-given',
            sealedLinkageToken: outcome.sealedLinkageToken,
            sealedPage: seal(id, wanted, outcome.page),
          }
        : outcome
    const known = { ...draft, version: 1, updatedAt: now }
    const given = await runner.dispatch(id, event, { exchangeEnds: [exchangeEnd], known })
    if (outcome.type !== 'page') throw problemOf(outcome)
    // The same customer began again with another number while OVO was answering.
    if (given?.accepted !== true) return null
    return { link: toLink(given.record as LinkRecord), page: outcome.page }
  }

  return start
}

/** What a lookup says about linking: nobody is sent to OVO's pages in vain. */
function refuseUnfit(standing: PhoneStanding): void {
  switch (standing) {
    case 'must-register':
      throw new NotAllowedError('phone-not-registered', 'this phone number has no OVO account; register in the OVO app')
    case 'blocked':
      throw new NotAllowedError('phone-blocked', 'OVO has blocked this phone number; only OVO can help')
    case 'already-linked':
      throw new NotAllowedError('phone-linked', 'this OVO account is linked to this shop already, by another customer')
    case 'can-link':
    case 'unclear':
      return
  }
}

function problemOf(outcome: Exclude<BindingOutcome, { type: 'page' }>): OvoCallError {
  if (outcome.type === 'refused') return callError(outcome)
  return callError({ type: 'unclear', reason: outcome.reason })
}

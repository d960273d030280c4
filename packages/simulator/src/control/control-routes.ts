import type { FaultInput } from '../faults/fault-queue.ts'
import type { ResendInput, Simulator } from '../simulator-api.ts'
import type { CustomerInput } from '../world/customers.ts'
import type { LinkedSelector } from '../world/linked-payments.ts'
import type { PartnerRecord } from '../world/partners.ts'
import type { PushSelector } from '../world/pushes.ts'
import type { World } from '../world/world.ts'
import type { Input } from './input.ts'
import { partnerState, readState } from './state.ts'

export interface ControlContext {
  readonly sim: Omit<Simulator, 'url' | 'close'>
  readonly world: World
  /** True when only this machine can connect. */
  readonly isPrivate: boolean
}

type Route = (context: ControlContext, input: Input) => unknown

const DONE = { ok: true } as const

/** The control API, by method and path below `/_simulator`. The answer is what a route returns, as JSON. */
export const CONTROL_ROUTES: Readonly<Record<string, Route>> = {
  'GET /state': ({ world, isPrivate }) => readState(world, isPrivate),
  'GET /transactions': ({ sim }) => sim.transactions(),
  'GET /requests': ({ sim }) => sim.requests,
  'GET /callbacks': ({ sim }) => sim.callbacks,
  'GET /books': ({ sim }) => sim.books(),
  'POST /settlement': ({ sim }, input) => ({ csv: sim.settlementReport(input.texts('day', 'partner')) }),
  'GET /faults': ({ sim }) => sim.faults.list(),
  'POST /clock/advance': async ({ sim }, input) => {
    await sim.clock.advance(input.number('millis'))
    return { now: sim.clock.now(), offset: sim.clock.offset() }
  },
  'POST /clock/set': async ({ sim }, input) => {
    await sim.clock.set(input.number('epochMillis'))
    return { now: sim.clock.now(), offset: sim.clock.offset() }
  },
  'POST /faults': ({ sim }, input) => {
    sim.faults.add(readFault(input))
    return sim.faults.list()
  },
  'DELETE /faults': ({ sim }) => {
    sim.faults.clear()
    return DONE
  },
  'POST /pay': ({ sim }, input) => sim.pay({ qrContent: input.text('qrContent'), ...input.texts('phone', 'pin') }),
  'POST /decline': async ({ sim }, input) => {
    await sim.decline({ qrContent: input.text('qrContent') })
    return DONE
  },
  'GET /pushes': ({ sim }) => sim.pushes(),
  'POST /pushes/approve': ({ sim }, input) => sim.approvePush({ ...readSelector(input), ...input.texts('pin') }),
  'POST /pushes/reject': ({ sim }, input) => sim.rejectPush(readSelector(input)),
  'POST /pushes/next': ({ sim }, input) => sim.nextPush(readSelector(input)),
  'GET /links': ({ sim }) => sim.links(),
  'POST /links/approve': ({ sim }, input) =>
    sim.approveLink({ page: input.text('page'), ...input.texts('otp', 'pin') }),
  'POST /unlink': ({ sim }, input) => {
    sim.unlink({ phone: input.text('phone'), ...input.texts('partner') })
    return DONE
  },
  'GET /linked': ({ sim }) => sim.linkedPayments(),
  'POST /linked/approve': ({ sim }, input) => sim.approveLinked({ ...readLinked(input), ...input.texts('pin') }),
  'POST /linked/cancel': ({ sim }, input) => sim.cancelLinked(readLinked(input)),
  'GET /top-ups': ({ sim }) => sim.topUps(),
  'POST /deposits': ({ sim }, input) => {
    return { balance: sim.fundDeposit({ amount: input.number('amount'), ...input.texts('partner') }) }
  },
  'POST /customers': ({ sim }, input) => {
    const balance = input.optionalNumber('balance')
    const points = input.optionalNumber('points')
    const texts = input.texts('phone', 'pin', 'name', 'status') as CustomerInput
    return sim.addCustomer({
      ...texts,
      ...(balance === undefined ? {} : { balance }),
      ...(points === undefined ? {} : { points }),
    })
  },
  'POST /partners': ({ world, isPrivate }, input) => partnerState(registerOrPatch(world, input), isPrivate),
  'POST /callbacks/resend': ({ sim }, input) =>
    sim.resendCallback({
      partnerReferenceNo: input.text('partnerReferenceNo'),
      ...input.texts('partner', 'fault'),
    } as ResendInput),
  'POST /idle': async ({ sim }) => {
    await sim.idle()
    return DONE
  },
  'POST /reset': ({ sim }) => {
    sim.reset()
    return DONE
  },
}

/** The queue checks the two names, so they pass as they came. */
function readFault(input: Input): FaultInput {
  const { operation, fault } = { operation: input.text('operation'), fault: input.text('fault') }
  const times = input.optionalNumber('times')
  const delayMillis = input.optionalNumber('delayMillis')
  return {
    ...({ operation, fault } as Pick<FaultInput, 'operation' | 'fault'>),
    ...(times === undefined ? {} : { times }),
    ...(delayMillis === undefined ? {} : { delayMillis }),
  }
}

function readSelector(input: Input): PushSelector {
  const referenceNumber = input.optionalNumber('referenceNumber')
  const texts = input.texts('merchantInvoice', 'batchNo', 'phone', 'partner')
  return referenceNumber === undefined ? texts : { ...texts, referenceNumber }
}

const readLinked = (input: Input): LinkedSelector => input.texts('page', 'partnerReferenceNo', 'phone', 'partner')

/** A known name gets the addresses and the key that were sent; an unknown one is registered. */
function registerOrPatch({ partners }: World, input: Input): PartnerRecord {
  const name = input.optionalText('name') ?? 'default'
  if (!partners.has(name)) {
    const identity = input.texts('clientId', 'clientSecret', 'merchantId', 'terminalId', 'channelId', 'merchantName')
    const pushToPay = input.object('pushToPay').texts('appId', 'appKey', 'merchantId', 'storeCode', 'terminalId', 'mid')
    const addresses = input.texts('publicKey', 'callbackUrl', 'linkedCallbackUrl', 'tokenUrl')
    const dailyRefundLimit = input.optionalNumber('dailyRefundLimit')
    const pinless = input.flag('pinless')
    return partners.add({
      name,
      ...identity,
      ...addresses,
      pushToPay,
      pinless,
      ...(dailyRefundLimit === undefined ? {} : { dailyRefundLimit }),
    })
  }
  const partner = partners.get(name)
  const { callbackUrl, tokenUrl, publicKey } = input.texts('callbackUrl', 'tokenUrl', 'publicKey')
  const linkedCallbackUrl = input.optionalText('linkedCallbackUrl')
  if (publicKey !== undefined) partner.setPublicKey(publicKey)
  if (callbackUrl !== undefined) partner.setCallbackUrl(callbackUrl)
  if (linkedCallbackUrl !== undefined) partner.setLinkedCallbackUrl(linkedCallbackUrl)
  if (tokenUrl !== undefined) partner.setTokenUrl(tokenUrl)
  return partner
}

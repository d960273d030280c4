import type { RequestLogEntry } from '../api/request-log.ts'
import type { CallbackLogEntry } from '../callbacks/notifier.ts'
import type { FaultInput } from '../faults/fault-queue.ts'
import type { ResendInput, SettlementInput } from '../simulator-api.ts'
import type { Books } from '../world/books.ts'
import type { Customer, CustomerInput } from '../world/customers.ts'
import type { FundDepositInput } from '../world/deposits.ts'
import type { LinkedPayment } from '../world/linked-payment.ts'
import type { ApproveLinkedInput, LinkedPayResult, LinkedSelector } from '../world/linked-payments.ts'
import type { ApproveLinkInput, LinkedAccount, LinkResult, UnlinkInput } from '../world/links.ts'
import type { PartnerInput } from '../world/partners.ts'
import type { PayInput, PayResult } from '../world/payments.ts'
import type { Push } from '../world/push.ts'
import type { ApprovePushInput, PushResult } from '../world/push-payments.ts'
import type { PushSelector } from '../world/pushes.ts'
import type { TopUp } from '../world/top-ups.ts'
import type { Transaction } from '../world/transaction.ts'
import type { PartnerState, SimulatorState } from './state.ts'

export interface RemoteClock {
  readonly now: number
  readonly offset: number
}

/** A simulator in another process: the names of `Simulator`, all asynchronous. */
export interface RemoteSimulator {
  readonly url: string
  state(): Promise<SimulatorState>
  partner(name?: string): Promise<PartnerState>
  /** Registers a partner, or changes callbackUrl, linkedCallbackUrl, tokenUrl and publicKey of a known one. */
  addPartner(input: PartnerInput): Promise<PartnerState>
  readonly clock: {
    now(): Promise<number>
    offset(): Promise<number>
    advance(millis: number): Promise<RemoteClock>
    set(epochMillis: number): Promise<RemoteClock>
  }
  addCustomer(input?: CustomerInput): Promise<Customer>
  customers(): Promise<readonly Customer[]>
  pay(input: PayInput): Promise<PayResult>
  decline(input: { qrContent: string; phone?: string }): Promise<void>
  pushes(): Promise<readonly Push[]>
  approvePush(input: ApprovePushInput): Promise<PushResult>
  rejectPush(input: PushSelector): Promise<PushResult>
  nextPush(input?: PushSelector): Promise<Push>
  readonly faults: {
    add(fault: FaultInput): Promise<void>
    clear(): Promise<void>
    list(): Promise<ReadonlyArray<Required<FaultInput>>>
  }
  requests(): Promise<readonly RequestLogEntry[]>
  callbacks(): Promise<readonly CallbackLogEntry[]>
  resendCallback(input: ResendInput): Promise<CallbackLogEntry>
  transactions(): Promise<readonly Transaction[]>
  topUps(): Promise<readonly TopUp[]>
  fundDeposit(input: FundDepositInput): Promise<number>
  approveLink(input: ApproveLinkInput): Promise<LinkResult>
  links(): Promise<readonly LinkedAccount[]>
  unlink(input: UnlinkInput): Promise<void>
  linkedPayments(): Promise<readonly LinkedPayment[]>
  approveLinked(input: ApproveLinkedInput): Promise<LinkedPayResult>
  cancelLinked(input: LinkedSelector): Promise<LinkedPayResult>
  books(): Promise<Books>
  settlementReport(input?: SettlementInput): Promise<string>
  idle(): Promise<void>
  reset(): Promise<void>
}

/** Connects to a running simulator by its address and checks that one is there. */
export async function connectSimulator(url: string): Promise<RemoteSimulator> {
  const base = url.replace(/\/+$/, '')
  const call = async <T>(name: string, input?: object): Promise<T> => {
    const [method = 'GET', path = ''] = name.split(' ')
    const answer = await fetch(`${base}/_simulator${path}`, {
      method,
      headers: { 'Content-Type': 'application/json' },
      ...(input === undefined ? {} : { body: JSON.stringify(input) }),
    })
    const value = (await answer.json()) as T & { error?: string }
    if (!answer.ok) throw new TypeError(value.error ?? `the simulator answered HTTP ${answer.status}`)
    return value
  }
  const state = (): Promise<SimulatorState> => call('GET /state')
  const done = async (name: string, input?: object): Promise<void> => void (await call(name, input))
  await state()

  return {
    url: base,
    state,
    partner: async (name) => findPartner(await state(), name),
    addPartner: (input) => call('POST /partners', input),
    clock: {
      now: async () => (await state()).clock.now,
      offset: async () => (await state()).clock.offset,
      advance: (millis) => call('POST /clock/advance', { millis }),
      set: (epochMillis) => call('POST /clock/set', { epochMillis }),
    },
    addCustomer: (input = {}) => call('POST /customers', input),
    customers: async () => (await state()).customers,
    pay: (input) => call('POST /pay', input),
    decline: (input) => done('POST /decline', input),
    pushes: () => call('GET /pushes'),
    approvePush: (input) => call('POST /pushes/approve', input),
    rejectPush: (input) => call('POST /pushes/reject', input),
    nextPush: (input = {}) => call('POST /pushes/next', input),
    faults: {
      add: (fault) => done('POST /faults', fault),
      clear: () => done('DELETE /faults'),
      list: () => call('GET /faults'),
    },
    requests: () => call('GET /requests'),
    callbacks: () => call('GET /callbacks'),
    resendCallback: (input) => call('POST /callbacks/resend', input),
    transactions: () => call('GET /transactions'),
    topUps: () => call('GET /top-ups'),
    fundDeposit: async (input) => (await call<{ balance: number }>('POST /deposits', input)).balance,
    approveLink: (input) => call('POST /links/approve', input),
    links: () => call('GET /links'),
    unlink: (input) => done('POST /unlink', input),
    linkedPayments: () => call('GET /linked'),
    approveLinked: (input) => call('POST /linked/approve', input),
    cancelLinked: (input) => call('POST /linked/cancel', input),
    books: () => call('GET /books'),
    settlementReport: async (input = {}) => (await call<{ csv: string }>('POST /settlement', input)).csv,
    idle: () => done('POST /idle', {}),
    reset: () => done('POST /reset', {}),
  }
}

function findPartner({ partners }: SimulatorState, name?: string): PartnerState {
  const wanted = partners.find((partner) => partner.name === (name ?? 'default'))
  const partner = wanted ?? (name === undefined ? partners[0] : undefined)
  if (partner === undefined) {
    throw new TypeError(`no partner named ${name}; the names are ${partners.map((one) => one.name).join(', ')}`)
  }
  return partner
}

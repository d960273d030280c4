import type { RequestLogEntry } from './api/request-log.ts'
import type { CallbackLogEntry } from './callbacks/notifier.ts'
import type { SimulatorDialect } from './dialect.ts'
import type { FaultInput } from './faults/fault-queue.ts'
import type { FaultName } from './faults/fault-table.ts'
import type { Books } from './world/books.ts'
import type { Customer, CustomerInput } from './world/customers.ts'
import type { FundDepositInput } from './world/deposits.ts'
import type { LinkedPayment } from './world/linked-payment.ts'
import type { ApproveLinkedInput, LinkedPayResult, LinkedSelector } from './world/linked-payments.ts'
import type { ApproveLinkInput, LinkedAccount, LinkResult, UnlinkInput } from './world/links.ts'
import type { Partner, PartnerInput } from './world/partners.ts'
import type { PayInput, PayResult } from './world/payments.ts'
import type { Push } from './world/push.ts'
import type { ApprovePushInput, PushResult } from './world/push-payments.ts'
import type { PushSelector } from './world/pushes.ts'
import type { TopUp } from './world/top-ups.ts'
import type { Transaction } from './world/transaction.ts'

export interface SimulatorOptions {
  /** @default 0, any free port */
  readonly port?: number
  /** @default '127.0.0.1' */
  readonly host?: string
  /** Needed to listen anywhere but on this machine. The simulator hands out keys and money to whoever asks. */
  readonly allowNonLoopback?: boolean
  /** Epoch milliseconds the simulator's clock starts from. @default the wall clock */
  readonly startAt?: number
  readonly dialect?: Partial<SimulatorDialect>
  /** @default one partner named `default`, with a key pair made for it */
  readonly partners?: readonly PartnerInput[]
  /** Gets one line per request and per callback. No secrets. @default nothing is written */
  readonly log?: (line: string) => void
}

export interface ResendInput {
  readonly partnerReferenceNo: string
  /** @default the default partner */
  readonly partner?: string
  readonly fault?: FaultName
}

/** A running OVO. */
/** `day`: `2026-01-31`, today if not said. `partner`: `default` if not said. */
export interface SettlementInput {
  readonly day?: string
  readonly partner?: string
}

export interface Simulator {
  /** `http://127.0.0.1:PORT` */
  readonly url: string
  /** SPKI PEM; verifies asymmetric callbacks and OVO's requests to a merchant's token endpoint. */
  readonly ovoPublicKey: string
  readonly dialect: SimulatorDialect
  partner(name?: string): Partner
  addPartner(input: PartnerInput): Partner
  readonly clock: {
    now(): number
    offset(): number
    /** Resolves when everything that fell due, callbacks included, has finished. */
    advance(millis: number): Promise<void>
    set(epochMillis: number): Promise<void>
  }
  addCustomer(input?: CustomerInput): Customer
  customers(): readonly Customer[]
  pay(input: PayInput): Promise<PayResult>
  decline(input: { qrContent: string; phone?: string }): Promise<void>
  /** Every push, oldest first. */
  pushes(): readonly Push[]
  /** The customer approves the newest push that fits. Her call is answered at once. */
  approvePush(input: ApprovePushInput): Promise<PushResult>
  /** The customer says no to the newest push that fits. */
  rejectPush(input: PushSelector): Promise<PushResult>
  /** Resolves with the next push that fits, or with one that fits and waits for its customer. */
  nextPush(input?: PushSelector): Promise<Push>
  readonly faults: {
    add(fault: FaultInput): void
    clear(): void
    list(): ReadonlyArray<Required<FaultInput>>
  }
  /** Every API request received, oldest first. */
  readonly requests: readonly RequestLogEntry[]
  /** Every callback attempt, oldest first. */
  readonly callbacks: readonly CallbackLogEntry[]
  /** Sends one callback about a QR or a linked payment now, paid or not, without further attempts. */
  resendCallback(input: ResendInput): Promise<CallbackLogEntry>
  transactions(): readonly Transaction[]
  /** Every top-up, oldest first. */
  topUps(): readonly TopUp[]
  /** The customer walks through OVO's pages to link the account. Does not call the shop: `returnUrl` is where to go. */
  approveLink(input: ApproveLinkInput): Promise<LinkResult>
  /** Every account that is linked to a merchant. */
  links(): readonly LinkedAccount[]
  /** The customer unlinks in the OVO app: the merchants' tokens for that phone die. */
  unlink(input: UnlinkInput): void
  /** Every payment out of a linked account, oldest first. */
  linkedPayments(): readonly LinkedPayment[]
  /** The customer types the PIN on the page of the newest linked payment that fits. Three wrong ones block the number. */
  approveLinked(input: ApproveLinkedInput): Promise<LinkedPayResult>
  /** The customer gives up on that page. */
  cancelLinked(input: LinkedSelector): Promise<LinkedPayResult>
  /** Pays into a partner's deposit, out of which customers are topped up. Says what is there then. */
  fundDeposit(input: FundDepositInput): number
  books(): Books
  /** OVO's settlement report of a Jakarta day, as CSV. */
  settlementReport(input?: SettlementInput): string
  /** Resolves when no callback is being delivered. */
  idle(): Promise<void>
  /** Forgets payments, pushes, tokens, faults and logs. Partners, customers and the clock stay. A waiting push is cut. */
  reset(): void
  close(): Promise<void>
}

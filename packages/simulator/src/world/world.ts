import { noticeOfLinked, noticeOfQr } from '../callbacks/notice.ts'
import { Notifier } from '../callbacks/notifier.ts'
import { resolveDialect, type SimulatorDialect } from '../dialect.ts'
import { FaultQueue } from '../faults/fault-queue.ts'
import { SimulatorClock } from './clock.ts'
import { ClockWaits } from './clock-waits.ts'
import { Customers } from './customers.ts'
import { Deposits } from './deposits.ts'
import { ExternalIds } from './external-ids.ts'
import { Ledger } from './ledger.ts'
import { LinkedPayments } from './linked-payments.ts'
import { Links } from './links.ts'
import { Partners } from './partners.ts'
import { Payments } from './payments.ts'
import { PushPayments } from './push-payments.ts'
import { Pushes } from './pushes.ts'
import { Tokens } from './tokens.ts'
import { TopUps } from './top-ups.ts'
import { Transactions } from './transactions.ts'

/** Everything this OVO knows and can do, without a socket. */
export interface World {
  readonly dialect: SimulatorDialect
  readonly clock: SimulatorClock
  readonly partners: Partners
  readonly customers: Customers
  readonly tokens: Tokens
  readonly externalIds: ExternalIds
  readonly transactions: Transactions
  readonly ledger: Ledger
  readonly payments: Payments
  readonly pushes: Pushes
  readonly pushPayments: PushPayments
  readonly waits: ClockWaits
  readonly faults: FaultQueue
  readonly notifier: Notifier
  readonly deposits: Deposits
  readonly topUps: TopUps
  readonly links: Links
  readonly linkedPayments: LinkedPayments
}

export interface WorldOptions {
  readonly startAt?: number | undefined
  readonly dialect?: Partial<SimulatorDialect> | undefined
  readonly log: (line: string) => void
}

export function createWorld({ startAt, dialect: choices, log }: WorldOptions): World {
  const dialect = resolveDialect(choices)
  const clock = new SimulatorClock(startAt)
  const ledger = new Ledger()
  const partners = new Partners()
  const transactions = new Transactions()
  const customers = new Customers({ ledger, clock })
  const tokens = new Tokens(clock)
  const faults = new FaultQueue()
  const notifier = new Notifier({ clock, partners, tokens, faults, dialect, log })
  const payments = new Payments({
    clock,
    customers,
    ledger,
    transactions,
    onPaid: (record) => notifier.notify(noticeOfQr(record)),
  })
  const links = new Links({ clock, customers })
  const linkedPayments = new LinkedPayments({
    clock,
    customers,
    ledger,
    links,
    nextReference: (now) => transactions.nextReference(now),
    onPaid: (record) => notifier.notify(noticeOfLinked(record)),
  })
  const externalIds = new ExternalIds()
  const pushes = new Pushes()
  const pushPayments = new PushPayments({ clock, customers, ledger, pushes, dialect })
  return {
    dialect,
    clock,
    partners,
    customers,
    tokens,
    externalIds,
    transactions,
    ledger,
    payments,
    faults,
    notifier,
    deposits: new Deposits({ ledger, clock, partners }),
    topUps: new TopUps({ clock, ledger }),
    links,
    linkedPayments,
    pushes,
    pushPayments,
    waits: new ClockWaits(clock),
  }
}

/** Back to the opening balances. Partners, customers and the clock stay as they are. */
export function resetWorld(world: World): void {
  world.clock.clear()
  world.tokens.clear()
  world.externalIds.clear()
  world.transactions.clear()
  world.pushes.clear()
  world.topUps.clear()
  world.links.clear()
  world.linkedPayments.clear()
  world.waits.clear()
  world.faults.clear()
  world.notifier.clear()
  world.ledger.clear()
  world.customers.reopen()
  world.deposits.reopen()
}

import { type Call, type Handled, moneyOf } from './handler.ts'

/** account/balance: what is left of the deposit, in the form of ASPI's balance inquiry, because OVO's is not public. */
export function readDeposit({ world, partner }: Call): Handled {
  const availableBalance = moneyOf(world.deposits.balance(partner.name))
  return { body: { accountInfos: [{ balanceType: 'Deposit', availableBalance }] } }
}

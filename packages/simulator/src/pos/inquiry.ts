import { magicPhone } from '../faults/magic-phones.ts'
import { PosRefusal } from '../wire/pos-code.ts'
import type { World } from '../world/world.ts'
import { checkFresh, type PosCall, type PosHandled, readPhone } from './pos-call.ts'

/** Customer phone number inquiry: is there an OVO account with this number? */
export function inquiry(call: PosCall): PosHandled {
  const phone = readPhone(call)
  checkFresh(call)
  if (!hasAccount(call.world, phone)) throw new PosRefusal('14', 'no customer has this phone')
  return { code: '00' }
}

/** True when a phone has an account. The phones that act by themselves get theirs when they are first asked for. */
export function hasAccount({ customers }: World, phone: string): boolean {
  customers.first()
  const magic = magicPhone(phone)
  if (magic?.isUnknown === true) return false
  if (magic !== undefined && customers.find(phone) === undefined) customers.add({ phone })
  return customers.find(phone) !== undefined
}

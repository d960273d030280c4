import type { SimulatorDialect } from '../dialect.ts'
import type { Customer } from '../world/customers.ts'
import { keyPairOf, publicPem } from '../world/key-pairs.ts'
import type { Partner, PartnerRecord } from '../world/partners.ts'
import type { World } from '../world/world.ts'

/** A partner's credentials as plain data. */
export type PartnerState = Omit<Partner, 'setCallbackUrl' | 'setLinkedCallbackUrl' | 'setTokenUrl'>

/** What another process needs to know to use a running simulator. */
export interface SimulatorState {
  readonly clock: { readonly now: number; readonly offset: number }
  readonly dialect: SimulatorDialect
  readonly ovoPublicKey: string
  readonly partners: readonly PartnerState[]
  readonly customers: readonly Customer[]
}

/** Keys leave the machine only when the simulator listens on it alone. */
export function readState({ clock, dialect, partners, customers }: World, isPrivate: boolean): SimulatorState {
  return {
    clock: { now: clock.now(), offset: clock.offset() },
    dialect,
    ovoPublicKey: publicPem(keyPairOf('OVO').publicKey),
    partners: partners.all().map((partner) => partnerState(partner, isPrivate)),
    customers: customers.all(),
  }
}

export function partnerState(partner: PartnerRecord, isPrivate: boolean): PartnerState {
  return { ...partner, privateKey: isPrivate ? partner.privateKey : '' }
}

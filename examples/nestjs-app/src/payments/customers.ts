import { Injectable } from '@nestjs/common'
import { ResolveOvoCustomer } from '@ovokit/nestjs'
import type { VisitorRequest } from '../visitor.ts'

@Injectable()
export class Customers {
  /** Who links an OVO account, and pays out of it. A shop with accounts says `null` for whoever is not signed in. */
  @ResolveOvoCustomer()
  signedIn({ visitor }: VisitorRequest) {
    return { customer: visitor }
  }
}

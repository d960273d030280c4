import { OvoProvider } from './ovo-provider.ts'

/** Pay by confirming in the OVO app: `pp_ovo-push-to-pay_ovo` in a region. */
export class OvoPushToPayProvider extends OvoProvider {
  static override identifier = 'ovo-push-to-pay'
  protected override readonly method = 'push-to-pay'
  // What a customer's wallet can hold is OVO's to say.
  protected override readonly maxAmount = Number.MAX_SAFE_INTEGER
}

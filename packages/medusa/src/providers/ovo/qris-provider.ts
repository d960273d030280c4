import { qrisLimits } from '@ovokit/core'
import { OvoProvider } from './ovo-provider.ts'

/** Pay by scanning a QR: `pp_ovo-qris_ovo` in a region. */
export class OvoQrisProvider extends OvoProvider {
  static override identifier = 'ovo-qris'
  protected override readonly method = 'qris'
  protected override readonly maxAmount = qrisLimits.maxAmount
}

import type { SnapCall, SnapResult } from '../snap/call.ts'
import type { JsonObject } from '../values/json.ts'

/** @see docs/protocol/linkage.md#endpoints the path is the merchant's to give: none is public */
export function buildInstructions(input: {
  number: string
  link: string
  customer: string
  deviceId: string
}): SnapCall {
  const { number, link, customer, deviceId } = input
  return {
    protocol: 'snap',
    operation: 'link.instructions',
    body: { partnerReferenceNo: number },
    bearer: { link },
    customer,
    deviceId,
  }
}

/** What OVO answers besides its own words on the call. Nobody has published its form. `null`: OVO did not answer. */
export function readInstructions(result: SnapResult): JsonObject | null {
  if (result.kind === 'no-answer' || result.class !== 'succeeded') return null
  const { responseCode: _, responseMessage: __, ...instructions } = result.body
  return instructions
}

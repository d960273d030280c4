import { faultOf } from '../faults/fault-queue.ts'
import { MAGIC_AMOUNTS } from '../faults/magic-amounts.ts'
import { breakCrc, buildQrisPayload } from '../wire/qris-payload.ts'
import { Refusal } from '../wire/response-code.ts'
import type { TransactionRecord } from '../world/transaction.ts'
import type { World } from '../world/world.ts'
import { type Call, checkMerchant, type Handled } from './handler.ts'

const MAX_RUPIAH = 5_000_000

/** qr-mpm-generate: a QR that can be paid for 75 seconds. The number of a QR is good once, whatever became of it. */
export function generateQr(call: Call): Handled {
  const { world, partner, fields } = call
  const { partnerReferenceNo = '', terminalId = '' } = fields
  checkMerchant(call)
  if (terminalId !== partner.terminalId) throw new Refusal('invalidTerminal')
  const amount = Number(fields['amount.value'])
  if (amount === 0) throw new Refusal('invalidAmount')
  if (amount > MAX_RUPIAH) throw new Refusal('overLimit')
  if (world.transactions.byPartnerReference(partner.name, partnerReferenceNo) !== undefined) {
    throw new Refusal('duplicateReference')
  }
  const magic = MAGIC_AMOUNTS[amount]
  if (magic?.refuse !== undefined) throw new Refusal(magic.refuse)

  const fault = call.fault ?? (magic?.generate === undefined ? undefined : faultOf(magic.generate))
  const madeAt = world.clock.now()
  const referenceNo = world.transactions.nextReference(madeAt)
  const payable = fault?.name === 'wrong-amount' ? amount + 1_000 : amount
  const payload = buildQrisPayload({ ...partner, merchantId: partner.merchantId, referenceNo, amount: payable })
  const qrContent = fault?.name === 'wrong-crc' ? breakCrc(payload) : payload
  const record: TransactionRecord = {
    partner: partner.name,
    partnerReferenceNo,
    referenceNo,
    qrContent,
    amount,
    payable,
    madeAt,
    ...(fault === undefined ? {} : { fault }),
    phase: 'open',
    refunds: [],
  }
  world.transactions.add(record)
  if (magic?.customer !== undefined) scheduleCustomer(world, record, magic.customer)
  return {
    body: {
      referenceNo,
      partnerReferenceNo,
      [world.dialect.qrField]: qrContent,
      merchantName: partner.merchantName,
      terminalId,
    },
    fault: magic?.generate,
  }
}

function scheduleCustomer(
  { clock, payments }: World,
  { madeAt, qrContent }: TransactionRecord,
  { does, afterMillis }: { does: 'pay' | 'decline'; afterMillis: number },
): void {
  clock.schedule(madeAt + afterMillis, () => {
    if (does === 'pay') payments.pay({ qrContent })
    else if (typeof payments.scan(qrContent) !== 'string') payments.decline(qrContent)
  })
}

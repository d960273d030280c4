/**
 * As little of OVO as can be answered with, in a process of its own so that it shares no event loop with what is
 * measured. It checks nothing: what the answers cost must not hide what the asking costs. Environment: STATUS, what
 * queries are answered with.
 */
import { createServer } from 'node:http'

const status = process.env.STATUS ?? '03'
/** Rp25.000, the one amount that benchmarks ask for. */
const qrContent =
  '00020101021226660019ID.OVOKIT.SIMULATOR0118936009128137200045021081372000450303UMI51440014ID.CO.QRIS.WWW0215ID00081372000450303UMI520458145303360540825000.005802ID5908TOKO UJI6007JAKARTA61051219062210505BENCH07080000123463041714'
const counts = { token: 0, generate: 0, query: 0, asked: [] as number[], reversed: [] as number[] }

type Body = Readonly<Record<string, unknown>>

/** When each push came, by its invoice. */
const pushedAt = new Map<string, number>()

/** `null`: it waits for its customer. */
function answerPos(body: Body): Body | null {
  const { type, processingCode, transactionRequestData: data } = body
  const { merchantInvoice } = data as Record<string, string>
  const after = performance.now() - (pushedAt.get(merchantInvoice ?? '') ?? 0)
  const answered = { ...body, type: String(Number(type) + 10).padStart(4, '0'), approvalCode: '400001' }
  if (type === '0200' && processingCode === '040000') {
    pushedAt.set(merchantInvoice ?? '', performance.now())
    return status === '00' ? { ...answered, responseCode: '00' } : null
  }
  if (type === '0400') counts.reversed.push(after)
  else if (!isReversed.has(merchantInvoice ?? '')) counts.asked.push(after)
  if (type === '0400') isReversed.add(merchantInvoice ?? '')
  return { ...answered, responseCode: type === '0400' ? '00' : isReversed.has(merchantInvoice ?? '') ? '73' : '25' }
}

const isReversed = new Set<string>()

function answer(path: string, body: Body): Body {
  if (path.endsWith('/access-token/b2b')) {
    const accessToken = `token-${++counts.token}-${'t'.repeat(200)}`
    return {
      responseCode: '2007300',
      responseMessage: 'Successful',
      accessToken,
      tokenType: 'Bearer',
      expiresIn: '900',
    }
  }
  if (path.endsWith('/qr-mpm-generate')) {
    const { partnerReferenceNo, terminalId } = body
    const referenceNo = `OVO${String(++counts.generate).padStart(20, '0')}`
    return {
      responseCode: '2004700',
      responseMessage: 'Successful',
      referenceNo,
      partnerReferenceNo,
      qrContent,
      terminalId,
    }
  }
  counts.query += 1
  const { originalReferenceNo, originalPartnerReferenceNo } = body
  return {
    responseCode: '2005100',
    responseMessage: 'Successful',
    originalReferenceNo,
    originalPartnerReferenceNo,
    serviceCode: '47',
    latestTransactionStatus: status,
    amount: { value: '25000.00', currency: 'IDR' },
  }
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const path = request.url ?? ''
    const asked = (): Body => JSON.parse(Buffer.concat(chunks).toString()) as Body
    const body = request.method === 'GET' ? counts : path === '/pos' ? answerPos(asked()) : answer(path, asked())
    if (body === null) return
    const text = JSON.stringify(body)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    response.end(text)
  })
})
server.keepAliveTimeout = 60_000
server.requestTimeout = 0
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.(typeof address === 'object' ? address?.port : 0)
})
process.on('disconnect', () => process.exit(0))

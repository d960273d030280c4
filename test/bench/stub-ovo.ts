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
const counts = { token: 0, generate: 0, query: 0 }

type Body = Readonly<Record<string, unknown>>

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
    ...{ responseCode: '2005100', responseMessage: 'Successful', originalReferenceNo, originalPartnerReferenceNo },
    ...{ serviceCode: '47', latestTransactionStatus: status, amount: { value: '25000.00', currency: 'IDR' } },
  }
}

const server = createServer((request, response) => {
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    const body =
      request.method === 'GET'
        ? counts
        : answer(request.url ?? '', JSON.parse(Buffer.concat(chunks).toString()) as Body)
    const text = JSON.stringify(body)
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) })
    response.end(text)
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  process.send?.(typeof address === 'object' ? address?.port : 0)
})
process.on('disconnect', () => process.exit(0))

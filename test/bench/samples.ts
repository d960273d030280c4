import { generateKeyPairSync } from 'node:crypto'

/** A generate call as shops make it, with every value that is signed. */
export const call = {
  path: '/OVOSNAP/v1.0/qr/qr-mpm-generate',
  accessToken: `eyJhbGciOiJSUzI1NiJ9.${'b2F0'.repeat(40)}.${'c2ln'.repeat(40)}`,
  timestamp: '2026-01-30T11:17:02+07:00',
  clientId: 'c0ffee00c0ffee00c0ffee00c0ffee00',
  clientSecret: 'q3t6w9zCFJNcRfUjXn2r5u8xADGKaPdSgVkYp3s6v9y',
  body: {
    partnerReferenceNo: '186572100123',
    amount: { value: '25000.00', currency: 'IDR' },
    merchantId: '8137200045',
    terminalId: '00001234',
    additionalInfo: { allowedSources: ['OVO_CASH', 'OVO_POINTS'] },
  },
} as const

/** A payment notification as OVO sends it. */
export const callback = {
  path: '/ovo/v1.0/qr/qr-mpm-notify',
  body: {
    originalReferenceNo: '2026013011170200012345678',
    originalPartnerReferenceNo: '186572100123',
    latestTransactionStatus: '00',
    transactionStatusDesc: 'Success',
    customerNumber: '********0001',
    amount: { value: '25000.00', currency: 'IDR' },
    additionalInfo: {},
  },
} as const

const pem = { type: 'pkcs8', format: 'pem' } as const
const pair = generateKeyPairSync('rsa', { modulusLength: 2048 })
export const keys = {
  privatePem: pair.privateKey.export(pem).toString(),
  publicPem: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  privateKey: pair.privateKey,
  publicKey: pair.publicKey,
}

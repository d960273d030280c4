import { constantTimeEqual } from '../crypto/constant-time-equal.ts'
import { type HmacKey, hmacSha512, hmacSha512Text } from '../crypto/hmac.ts'
import { type PrivateKey, type PublicKey, readPrivateKey, readPublicKey } from '../crypto/keys.ts'
import { signSha256Rsa, verifySha256Rsa } from '../crypto/rsa.ts'
import { decodeSignature, encodeSignature, type SignatureEncoding } from './signature-text.ts'

/**
 * Signs with the client secret: HMAC-SHA512, 64 bytes.
 *
 * @param clientSecret - raw text, never base64-decoded; or a key made of it before, which is faster.
 * @param encoding - default `base64`.
 * @see docs/protocol/snap.md#signatures
 */
export function signSymmetric({
  clientSecret,
  stringToSign,
  encoding = 'base64',
}: {
  clientSecret: string | HmacKey
  stringToSign: string
  encoding?: SignatureEncoding
}): string {
  return hmacSha512Text({ key: clientSecret, message: stringToSign, encoding })
}

/**
 * Checks a signature made with the client secret, in base64 or hex, comparing bytes in constant time. Never throws.
 *
 * @see docs/protocol/snap.md#encoding-of-the-signature
 */
export function verifySymmetric({
  clientSecret,
  stringToSign,
  signature,
}: {
  clientSecret: string | HmacKey
  stringToSign: string
  signature: string
}): boolean {
  const expected = hmacSha512({ key: clientSecret, message: stringToSign })
  const given = decodeSignature(signature, expected.length)
  return given !== null && constantTimeEqual(given, expected)
}

/**
 * Signs with the RSA private key: SHA256withRSA.
 *
 * @param privateKey - PEM without a passphrase, or a key that was read before, which is much faster.
 * @param encoding - default `base64`.
 * @throws KeyError `invalid-key` when the PEM cannot be used.
 * @see docs/protocol/snap.md#signatures
 */
export function signAsymmetric({
  privateKey,
  stringToSign,
  encoding = 'base64',
}: {
  privateKey: string | PrivateKey
  stringToSign: string
  encoding?: SignatureEncoding
}): string {
  const key = readPrivateKey({ pem: privateKey })
  return encodeSignature(signSha256Rsa({ privateKey: key, message: stringToSign }), encoding)
}

/**
 * Checks a SHA256withRSA signature, in base64 or hex. `false` for whatever is wrong with the signature.
 *
 * @throws KeyError `invalid-key` when the public key itself cannot be used.
 * @see docs/protocol/snap.md#encoding-of-the-signature
 */
export function verifyAsymmetric({
  publicKey,
  stringToSign,
  signature,
}: {
  publicKey: string | PublicKey
  stringToSign: string
  signature: string
}): boolean {
  const key = readPublicKey(publicKey)
  const bytes = decodeSignature(signature, Math.ceil((key.asymmetricKeyDetails?.modulusLength ?? 0) / 8))
  return bytes !== null && verifySha256Rsa({ publicKey: key, message: stringToSign, signature: bytes })
}

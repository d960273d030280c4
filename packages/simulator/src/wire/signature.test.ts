import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import {
  asymmetricStringToSign,
  isAsymmetricSignature,
  isSymmetricSignature,
  signAsymmetric,
  signSymmetric,
  symmetricStringToSign,
} from './signature.ts'

const query = {
  method: 'POST',
  path: '/OVOSNAP/v1.0/qr/qr-mpm-query',
  token: 'TESTTOKEN',
  body: '{"originalPartnerReferenceNo":"100000000001","serviceCode":"47","merchantId":"MID0001","additionalInfo":{}}',
  timestamp: '2024-01-30T11:17:02+07:00',
}

test('known answer: a transaction, base64 and hex', () => {
  const stringToSign = symmetricStringToSign(query)
  expect(stringToSign).toBe(
    'POST:/OVOSNAP/v1.0/qr/qr-mpm-query:TESTTOKEN:0b3aec53d5ce572091160e4eaf18c17885385262c19de39fc0759d6c3b6b6c66:2024-01-30T11:17:02+07:00',
  )
  expect(signSymmetric(stringToSign, 'TESTSECRET', 'base64')).toBe(
    'N4Tbcdy+3uesPlYnTwuscrImGsUwZocykCZH3xWqABRZk2bbiee6C6t9UVeBZZ9xDOXXEFV2wEQtJe/imvoFCg==',
  )
  expect(signSymmetric(stringToSign, 'TESTSECRET', 'hex')).toBe(
    '3784db71dcbedee7ac3e56274f0bac72b2261ac530668732902647df15aa0014599366db89e7ba0bab7d515781659f710ce5d7105576c0442d25efe29afa050a',
  )
})

test('known answer: no body, with a query string', () => {
  const stringToSign = symmetricStringToSign({
    ...query,
    method: 'GET',
    path: '/cashin/snap/v2.0/merchant/account/balance?x=1',
    body: '',
  })
  expect(signSymmetric(stringToSign, 'TESTSECRET', 'base64')).toBe(
    'S+pIXCEyFnzJ7eTCW2ogeayIj/KZZ3pGbRapSfqZoFsHqpcIgVCIrfOR+XOnug6ixdZ3fuvzk9oAC4JrqGLJSQ==',
  )
})

test('whitespace between fields does not matter, inside a text it does', () => {
  expect(symmetricStringToSign({ ...query, body: query.body.replaceAll(',', ' ,\n') })).toBe(
    symmetricStringToSign(query),
  )
  expect(symmetricStringToSign({ ...query, body: query.body.replace('MID0001', 'MID 0001') })).not.toBe(
    symmetricStringToSign(query),
  )
})

test('a symmetric signature is good in its own encoding only', () => {
  const stringToSign = symmetricStringToSign(query)
  const check = { stringToSign, secret: 'TESTSECRET', encoding: 'base64' } as const
  expect(isSymmetricSignature(signSymmetric(stringToSign, 'TESTSECRET', 'base64'), check)).toBe(true)
  expect(isSymmetricSignature(signSymmetric(stringToSign, 'TESTSECRET', 'hex'), check)).toBe(false)
  expect(isSymmetricSignature(signSymmetric(stringToSign, 'OTHER', 'base64'), check)).toBe(false)
  expect(isSymmetricSignature('', check)).toBe(false)
})

test('an asymmetric signature covers method, path, body and time', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const stringToSign = asymmetricStringToSign(query)
  const signature = signAsymmetric(stringToSign, privateKey, 'base64')
  expect(isAsymmetricSignature(signature, { stringToSign, publicKey, encoding: 'base64' })).toBe(true)
  for (const change of [{ method: 'PUT' }, { path: '/other' }, { body: '{}' }, { timestamp: 'later' }]) {
    const other = asymmetricStringToSign({ ...query, ...change })
    expect(isAsymmetricSignature(signature, { stringToSign: other, publicKey, encoding: 'base64' })).toBe(false)
  }
  expect(isAsymmetricSignature('not base64 !', { stringToSign, publicKey, encoding: 'base64' })).toBe(false)
})

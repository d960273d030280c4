import { expect, test } from 'vitest'
import { readCredentials } from './read-credentials.ts'

const snap = { clientId: 'tokobaru', secret: 'a=b:c/+==', mid: '0012', tid: '7' }

test.each([
  ['lines with a colon', 'Client ID: tokobaru\nSecret: a=b:c/+==\nMID: 0012\nTID: 7\n'],
  ['lines with an equals sign', 'client_id=tokobaru\r\nclient_secret=a=b:c/+==\r\nmid=0012\r\ntid=7'],
  ['a table', 'clientId | tokobaru\nsecret\ta=b:c/+==\nmid | 0012\ntid | 7'],
  ['JSON', JSON.stringify({ snap: { clientId: 'tokobaru', clientSecret: 'a=b:c/+==' }, mid: '0012', tid: 7 })],
  ['lines in quotes', '"clientId": "tokobaru",\n"secret": "a=b:c/+==",\n"mid": "0012",\n"tid": "7"'],
  ['a table with borders', '| clientId | tokobaru |\n| secret | a=b:c/+== |\n| mid | 0012 |\n| tid | 7 |'],
  ['JSON in a list', JSON.stringify({ stores: [snap] })],
])('%s', (_, text) => {
  expect(readCredentials(text)).toEqual({ fields: snap, ambiguous: [], unreadLines: [] })
})

test('Push To Pay has names of its own', () => {
  const text = 'merchantId: 1\nstoreCode: S1\ntid: 2\nmid: 3\nappid: toko\nappkey: 9f8e'
  expect(readCredentials(text).fields).toEqual({
    merchantId: '1',
    storeCode: 'S1',
    tid: '2',
    mid: '3',
    appId: 'toko',
    appKey: '9f8e',
  })
})

test('what is not understood is counted, and what stands there twice is left to a person', () => {
  const text = 'Dear partner,\n\nclientId: a\ntid: 1\ntid: 2\nwebsite: x\nclientId: a\nsecret:'
  expect(readCredentials(text)).toEqual({ fields: { clientId: 'a' }, ambiguous: ['tid'], unreadLines: [1, 6, 8] })
})

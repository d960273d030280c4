import { expect, test } from 'vitest'
import { readSettings } from './settings.ts'

const snap = {
  OVO_CLIENT_ID: 'client',
  OVO_CLIENT_SECRET: 'secret',
  OVO_PRIVATE_KEY: 'one\\ntwo',
  OVO_MERCHANT_ID: 'm',
  OVO_TERMINAL_ID: 't',
  OVO_CHANNEL_ID: 'c',
}
const pushToPay = {
  OVO_PUSH_TO_PAY_APP_ID: 'app',
  OVO_PUSH_TO_PAY_APP_KEY: 'key',
  OVO_PUSH_TO_PAY_MERCHANT_ID: '1',
  OVO_PUSH_TO_PAY_STORE_CODE: '2',
  OVO_PUSH_TO_PAY_TERMINAL_ID: '3',
  OVO_PUSH_TO_PAY_MID: '4',
}

test('without credentials there is nothing to take money with', () => {
  expect(readSettings({}).ovo).toBeNull()
})

test('with those for SNAP only, the shop has no Push To Pay', () => {
  const { ovo } = readSettings(snap)
  expect(ovo).toMatchObject({ environment: 'staging', credentials: { snap: { privateKey: 'one\ntwo' } } })
  expect(ovo?.credentials.pushToPay).toBeUndefined()
})

test('linking accounts is offered where OVO has agreed to it, and with the simulator', () => {
  expect(readSettings(snap).hasLinkedAccounts).toBe(false)
  expect(readSettings({ ...snap, OVO_LINKED_ACCOUNTS: '1' }).hasLinkedAccounts).toBe(true)
  expect(readSettings({ SIMULATOR_URL: 'http://127.0.0.1:4600' }).hasLinkedAccounts).toBe(true)
})

test('cashback is given where OVO has agreed to top-ups', () => {
  const topUp = { senderInstitutionID: '999' }
  expect(readSettings(snap).ovo?.credentials.snap).not.toHaveProperty('topUp')
  expect(readSettings({ ...snap, OVO_TOP_UP_SENDER_INSTITUTION_ID: '999' }).ovo?.credentials.snap).toMatchObject({
    topUp,
  })
})

test('with both it has both, each at its own address', () => {
  const bases = { OVO_BASE_URL: 'https://snap.test', OVO_PUSH_TO_PAY_BASE_URL: 'https://push.test' }
  expect(readSettings({ ...snap, ...pushToPay, ...bases }).ovo).toMatchObject({
    environment: { snap: 'https://snap.test', pushToPay: 'https://push.test' },
    credentials: {
      pushToPay: { appId: 'app', appKey: 'key', merchantId: '1', storeCode: '2', terminalId: '3', mid: '4' },
    },
  })
})

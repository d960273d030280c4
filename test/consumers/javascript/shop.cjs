// @ts-check
const { createOvo, memoryStore } = require('@ovokit/core')
const { ovoRouter } = require('@ovokit/express')

/** @param {import('@ovokit/core').OvoConfig['merchants']} merchants */
exports.routerOf = (merchants) => {
  const ovo = createOvo({ environment: 'staging', store: memoryStore(), encryptionKey: '1'.repeat(64), merchants })
  return ovoRouter(ovo, {
    checkout: { resolveOrder: (req, orderId) => (req.session.isKnown ? { reference: orderId, amount: 25_000 } : null) },
  })
}

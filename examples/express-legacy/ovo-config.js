// Where OVO is. With OVO_CREDENTIALS (a JSON file with what OVO has handed over), OVO itself; without, a simulator.
const fs = require('fs')
const { memoryStore } = require('@ovokit/core')
const { embeddedStore } = require('@ovokit/core/embedded')

let partner = null

module.exports = function configure(done) {
  const file = process.env.OVO_CREDENTIALS
  if (!file) return simulate(done)
  fs.readFile(file, 'utf8', (error, text) => {
    if (error) return done(error)
    done(null, {
      environment: process.env.OVO_ENVIRONMENT === 'production' ? 'production' : 'staging',
      store: embeddedStore('./ovo-data'),
      encryptionKey: process.env.OVO_ENCRYPTION_KEY,
      merchants: { default: JSON.parse(text) },
    })
  })
}

module.exports.listening = (url) => {
  if (partner) partner.setCallbackUrl(url + '/ovo/v1.0/qr/qr-mpm-notify')
}

function simulate(done) {
  const { startSimulator } = require('@ovokit/simulator')
  startSimulator().then((simulator) => {
    partner = simulator.partner()
    console.log("a simulator plays OVO; the customer's phone is at " + simulator.url)
    done(null, {
      environment: { snap: simulator.url, pushToPay: simulator.url },
      // The simulator forgets everything when it ends, so the shop does too.
      store: memoryStore(),
      encryptionKey: '0'.repeat(64),
      merchants: {
        default: {
          snap: {
            clientId: partner.clientId,
            clientSecret: partner.clientSecret,
            privateKey: partner.privateKey,
            merchantId: partner.merchantId,
            terminalId: partner.terminalId,
            channelId: partner.channelId,
          },
          pushToPay: partner.pushToPay,
        },
      },
    })
  }, done)
}

// OVO in this shop: what is mounted, what is paid, what happens then.
const { createOvo } = require('@ovokit/core')
const { ovoRouter } = require('@ovokit/express')
const configure = require('./ovo-config')
const orders = require('./orders')

const router = require('express').Router()
let ovo
exports.mount = (app) => app.use('/ovo', router)
exports.stop = () => ovo.close()
exports.listening = (url) => configure.listening(url)
exports.start = (done) => {
  configure((error, config) => {
    if (error) return done(error)
    ovo = createOvo(config)
    ovo.on('paid', (event) => orders.mark(event.reference, 'paid'))
    ovo.on('refunded', (event) => event.payment.isOrphan || orders.mark(event.reference, 'refunded'))
    ovo.on('attention', (event) => console.error('look at order ' + event.reference + ': ' + event.attention.message))
    router.use(ovoRouter(ovo, { checkout: { resolveOrder: (req, id) => orders.toPay(id, req.session) } }))
    ovo.start().then(() => done(null), done)
  })
}

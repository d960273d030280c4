// A shop as it has stood for years: CommonJS, Express 4, callbacks, EJS pages. What OVO needs is in ovo.js.
const path = require('path')
const express = require('express')
const cookieSession = require('cookie-session')
const orders = require('./orders')
const ovo = require('./ovo')

const app = express()
app.set('view engine', 'ejs')
app.set('views', path.join(__dirname, 'views'))
app.use(cookieSession({ name: 'shop', keys: [process.env.SESSION_KEY || 'only for trying out'] }))

ovo.mount(app)

app.use(express.json())
app.use(express.urlencoded({ extended: false }))

app.get('/', (_req, res) => {
  res.render('shelf', { items: orders.items })
})

app.post('/orders', (req, res, next) => {
  orders.create(req.body.item, (error, order) => {
    if (error) return next(error)
    req.session.orders = (req.session.orders || []).concat(order.id)
    res.redirect('/orders/' + order.id)
  })
})

app.get('/orders/:id', (req, res, next) => {
  orders.find(req.params.id, req.session, (error, order) => {
    if (error) return next(error)
    if (!order) return res.status(404).render('missing')
    res.render('order', { order: order })
  })
})

ovo.start((error) => {
  if (error) throw error
  const server = app.listen(process.env.PORT || 3000, () => {
    const url = 'http://127.0.0.1:' + server.address().port
    ovo.listening(url)
    console.log('the shop is at ' + url)
  })
  process.once('SIGTERM', () => {
    // No new requests; pages listen for as long as they are open, so they are cut off.
    server.close(() => {
      ovo.stop().then(() => process.exit())
    })
    setTimeout(() => {
      server.closeAllConnections()
    }, 500)
  })
})

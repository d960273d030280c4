// The shop's books, behind callbacks as they were when they stood in MySQL.
exports.items = { kopi: 18000, 'es teh': 8000, 'nasi goreng': 32000 }

const rows = {}

exports.create = (item, done) => {
  if (!Object.hasOwn(exports.items, item)) return done(new Error('no such item'))
  const id = require('crypto').randomUUID()
  rows[id] = { id: id, item: item, total: exports.items[item], status: 'open' }
  setImmediate(done, null, rows[id])
}

/** An order of this visitor, or nothing. */
exports.find = (id, session, done) => {
  const isTheirs = Boolean(session && (session.orders || []).indexOf(id) >= 0)
  setImmediate(done, null, isTheirs ? rows[id] : undefined)
}

/** For OvoKit, which takes promises: what there is to pay, for the visitor who asks. A refunded order is over. */
exports.toPay = (id, session) =>
  new Promise((resolve, reject) => {
    exports.find(id, session, (error, order) => {
      if (error) return reject(error)
      resolve(order && order.status !== 'refunded' ? { reference: order.id, amount: order.total } : null)
    })
  })

/** The same event may come twice: marking is the same the second time. */
exports.mark = (id, status) => {
  if (rows[id] && rows[id].status !== 'refunded') rows[id].status = status
}

// The checkout page. Shows what the server says and nothing else: whether it is paid, how long the code lives and what
// can be done about it all come from there.

const root = document.getElementById('checkout')
const order = `/ovo/orders/${encodeURIComponent(root.dataset.order)}`
const element = (id) => document.getElementById(id)

const pollMillis = 3_000
/** A QRIS code lives this long; only for the length of the bar. */
const lifeMillis = 75_000

let view = null
/** The server's clock minus this page's, which the phone's own clock cannot disturb. */
let ahead = 0
let events = null
let polling = null
let isStarting = false

function show(status) {
  root.dataset.status = status
  for (const part of root.querySelectorAll('[data-when]')) part.hidden = !part.dataset.when.split(' ').includes(status)
}

function accept(next) {
  const isAnother = next.id !== view?.id
  view = next
  ahead = Date.parse(next.now) - performance.now()
  show(next.status)
  if (next.status === 'scan' && (isAnother || element('qr').dataset.payment !== next.id)) {
    element('qr').dataset.payment = next.id
    // The code before it is dead: it must not stand there until this one has come.
    element('qr').classList.add('coming')
    element('qr').src = `${order}/qr.svg?payment=${next.id}`
    element('save').href = `${order}/qr.png?payment=${next.id}`
  }
  tick()
  if (next.isFinal) stopListening()
}

/** Counts down by the server's clock. At the end the server is asked; this page never decides that a code is dead. */
function tick() {
  if (view?.status !== 'scan') return
  const left = Date.parse(view.expiresAt) - ahead - performance.now()
  const seconds = Math.max(0, Math.ceil(left / 1000))
  element('left').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  element('left').classList.toggle('soon', seconds <= 15)
  element('bar').style.width = `${Math.max(0, Math.min(100, (left / lifeMillis) * 100))}%`
  if (left <= 0) {
    show('checking')
    startPolling()
  }
}

async function call(method, path) {
  const response = await fetch(order + path, { method, headers: { 'content-type': 'application/json' } })
  const body = await response.json()
  if (response.ok) return body
  throw Object.assign(new Error(body.error.message), {
    code: body.error.code,
    wait: response.headers.get('retry-after'),
  })
}

async function start() {
  if (isStarting) return
  isStarting = true
  show('loading')
  try {
    accept(await call('POST', '/qris'))
    listen()
  } catch (error) {
    if (error.code === 'attempt-in-progress') {
      // The last code is dead here and not yet at OVO: a moment later it is.
      setTimeout(start, 1000 * Math.min(10, Number(error.wait) || 1))
    } else {
      fail(error)
    }
  } finally {
    isStarting = false
  }
}

async function refresh() {
  try {
    accept(await call('GET', '/payment'))
    element('offline').hidden = true
    return true
  } catch (error) {
    if (error.code === undefined) element('offline').hidden = navigator.onLine
    return error.code === 'payment-not-found' ? null : false
  }
}

function fail(error) {
  element('problem').textContent =
    error.code === undefined ? 'The shop cannot be reached. Is there a connection?' : error.message
  show('problem')
}

function listen() {
  stopListening()
  if (view === null || view.isFinal) return
  events = new EventSource(`${order}/payment/events`)
  events.onopen = stopPolling
  events.onmessage = ({ data }) => accept(JSON.parse(data))
  // The browser comes back by itself where it can; until then, ask.
  events.onerror = startPolling
}

function stopListening() {
  events?.close()
  events = null
  stopPolling()
}

function startPolling() {
  polling ??= setInterval(() => {
    if (!document.hidden) void refresh()
  }, pollMillis)
}

function stopPolling() {
  clearInterval(polling)
  polling = null
}

/** Back from the wallet app, or from a tunnel: the truth first, then the stream again. */
async function comeBack() {
  // A code that has expired may still turn out to be paid.
  if (view === null || ['paid', 'refunded'].includes(view.status)) return
  await refresh()
  if (events === null || events.readyState === EventSource.CLOSED) listen()
}

document.addEventListener('visibilitychange', () => {
  if (!document.hidden) void comeBack()
})
window.addEventListener('online', () => {
  element('offline').hidden = true
  void comeBack()
})
window.addEventListener('offline', () => {
  element('offline').hidden = view?.isFinal === true
})
element('qr').addEventListener('load', () => element('qr').classList.remove('coming'))
for (const button of root.querySelectorAll('[data-start]')) button.addEventListener('click', start)
element('cancel').addEventListener('click', async () => {
  try {
    accept(await call('POST', '/cancel'))
  } catch {
    await refresh()
  }
})
setInterval(tick, 250)

const known = await refresh()
if (known === null) await start()
else if (known) listen()
else fail(new Error('no answer'))

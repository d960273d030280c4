// The checkout page. Shows what the server says and nothing else: whether it is paid, how long the code or the prompt
// lives and what can be done about it all come from there. What the shopper types stays in its field, and goes from there
// to the server.

const root = document.getElementById('checkout')
const order = `/ovo/orders/${encodeURIComponent(root.dataset.order)}`
const element = (id) => document.getElementById(id)
const all = (selector) => root.querySelectorAll(selector)

const pollMillis = 3_000
/** How long a code and a prompt live; only for the length of the bar. */
const lifeMillis = { qris: 75_000, 'push-to-pay': 55_000 }

let view = null
/** The server's clock minus this page's, which the phone's own clock cannot disturb. */
let ahead = 0
let events = null
let polling = null
let isStarting = false
/** What the shopper has chosen to pay with, until the server has begun it. */
let chosen = null
/** When the attempt before may be over, by this page's clock, and who asks then. */
let freeAt = null
let waiting = null

function show(status, method = view?.method) {
  root.dataset.status = status
  for (const part of all('[data-method]')) part.hidden = part.dataset.method !== method
  for (const part of all('[data-when]')) part.hidden = !part.dataset.when.split(' ').includes(status)
}

function accept(next) {
  const isKnown = next.id === view?.id && next.status === view.status
  const isAnother = next.id !== view?.id
  view = next
  ahead = Date.parse(next.now) - performance.now()
  // The shopper has turned to the next attempt: what is over and known must not come in between.
  if (chosen !== null && isKnown && next.isFinal) return
  leaveWaiting()
  show(next.status)
  if (next.status === 'scan' && (isAnother || element('qr').dataset.payment !== next.id)) {
    element('qr').dataset.payment = next.id
    // The code before it is dead: it must not stand there until this one has come.
    element('qr').classList.add('coming')
    element('qr').src = `${order}/qr.svg?payment=${next.id}`
    element('save').href = `${order}/qr.png?payment=${next.id}`
  }
  if (next.method === 'push-to-pay') showPush(next)
  tick()
  if (next.isFinal) stopListening()
}

/** OVO prescribes words for some outcomes; where it does not, the page's own stand. */
function showPush({ text, maskedPhone, status }) {
  element('masked').textContent = maskedPhone
  for (const part of all('[data-text]')) {
    part.dataset.own ??= part.textContent
    const isShown = part.closest('[data-when]').dataset.when === status
    part.textContent = (isShown ? text?.en : undefined) ?? part.dataset.own
  }
  if (status === 'paid') element('phone').value = ''
}

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** Counts down by the server's clock. At the end the server is asked; this page never decides that a code is dead. */
function tick() {
  if (freeAt !== null) element('wait').textContent = clock(Math.max(0, Math.ceil((freeAt - performance.now()) / 1000)))
  const isOpen = view?.status === 'scan' || view?.status === 'confirm'
  if (!isOpen || chosen !== null) return
  const left = Date.parse(view.expiresAt) - ahead - performance.now()
  const seconds = Math.max(0, Math.ceil(left / 1000))
  for (const part of all('[data-left]')) {
    part.textContent = clock(seconds)
    part.classList.toggle('soon', seconds <= 15)
  }
  const share = (left / lifeMillis[view.method]) * 100
  for (const bar of all('[data-bar]')) bar.style.width = `${Math.max(0, Math.min(100, share))}%`
  if (left <= 0) {
    show('checking')
    startPolling()
  }
}

async function call(method, path, body) {
  const init = { method, headers: { 'content-type': 'application/json' } }
  const response = await fetch(order + path, body === undefined ? init : { ...init, body: JSON.stringify(body) })
  const answer = await response.json()
  if (response.ok) return answer
  const { code, message, text } = answer.error
  throw Object.assign(new Error(text?.en ?? message), { code, wait: Number(response.headers.get('retry-after')) })
}

/** Begins what was chosen. Asking twice begins nothing twice: the server joins the second to the first. */
async function start(method) {
  if (isStarting) return
  isStarting = true
  clearTimeout(waiting)
  chosen = method
  if (root.dataset.status !== 'waiting') show('loading')
  try {
    const next = await (method === 'qris'
      ? call('POST', '/qris')
      : call('POST', '/push-to-pay', { phone: element('phone').value }))
    chosen = null
    accept(next)
    listen()
  } catch (error) {
    if (error.code === 'attempt-in-progress') wait(error)
    else if (phoneProblems.has(error.code) && method === 'push-to-pay') askPhone(error)
    else fail(error)
  } finally {
    isStarting = false
  }
}

/** The last attempt can still be paid: the next begins as soon as it cannot. */
function wait({ wait: seconds }) {
  freeAt = seconds > 0 ? performance.now() + seconds * 1000 : null
  element('wait-part').hidden = freeAt === null
  // A number may be tried only so often, so a prompt is asked for when the time has come, and not before.
  const most = chosen === 'qris' ? 10 : 120
  waiting = setTimeout(start, 1000 * Math.max(1, Math.min(most, seconds || 15)), chosen)
  show('waiting')
  tick()
}

function leaveWaiting() {
  clearTimeout(waiting)
  freeAt = null
  chosen = null
}

const phoneProblems = new Set(['invalid-phone', 'phone-not-registered', 'too-many-requests'])

function askPhone(error) {
  chosen = 'push-to-pay'
  const tooOften = error?.code === 'too-many-requests' && error.wait > 0
  const patience = tooOften ? ` Try again in ${clock(error.wait)}, or pay with QRIS.` : ''
  element('phone-error').textContent = error === undefined ? '' : error.message + patience
  element('phone').setAttribute('aria-invalid', String(error !== undefined))
  show('phone')
  element('phone').focus()
}

const choose = (method) => (method === 'qris' ? start('qris') : askPhone())

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
  // What has expired or failed may still turn out to be paid.
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
for (const button of all('[data-start]')) button.addEventListener('click', () => void choose(button.dataset.start))
element('retry').addEventListener('click', () => void choose(chosen ?? root.dataset.startWith))
element('back').addEventListener('click', () => {
  leaveWaiting()
  if (view === null) void refresh()
  else show(view.status)
})
element('phone-form')?.addEventListener('submit', (event) => {
  event.preventDefault()
  void start('push-to-pay')
})
for (const button of all('[data-cancel]')) {
  button.addEventListener('click', async () => {
    try {
      accept(await call('POST', '/cancel'))
    } catch {
      await refresh()
    }
  })
}
setInterval(tick, 250)

const known = await refresh()
if (known === null) await choose(root.dataset.startWith)
else if (known) listen()
else fail(new Error('no answer'))

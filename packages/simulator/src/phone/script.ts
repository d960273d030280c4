import { PHONE_TEXTS } from './texts.ts'

/** The phone's script. Text from outside only ever becomes textContent. */
export const PHONE_SCRIPT: string = `const TEXTS = ${JSON.stringify(PHONE_TEXTS)}
const $ = (id) => document.getElementById(id)
const store = { get: (key) => { try { return localStorage.getItem(key) } catch { return null } }, set: (key, value) => { try { localStorage.setItem(key, value) } catch {} } }
let language = store.get('language') === 'en' ? 'en' : 'id'
let holder = store.get('holder') || ''
let state
let skew = 0
let scanned
let pin = ''
let busy = false
let shown = 'home'
let drawn = ''

const t = (key, value) => (TEXTS[language][key] || key).replace('{0}', value)
const rupiah = (amount) => 'Rp' + amount.toLocaleString('id-ID')
const time = (at) => new Date(at).toLocaleString(language === 'id' ? 'id-ID' : 'en-GB', { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', timeZone: 'Asia/Jakarta' })

function element(tag, className, text) {
  const made = document.createElement(tag)
  if (className) made.className = className
  if (text !== undefined) made.textContent = text
  return made
}

async function ask(path, input) {
  const answer = await fetch(path, input && { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(input) })
  const value = await answer.json()
  if (!answer.ok) throw new Error(value.error)
  return value
}

function show(screen) {
  shown = screen
  for (const id of ['home', 'confirm', 'pin', 'result']) $(id).hidden = id !== screen
  $('back').hidden = screen === 'home' || screen === 'result'
  document.querySelector('.screen:not([hidden])').scrollTop = 0
  if (screen === 'home') { scanned = undefined; refresh() }
  if (screen === 'confirm') $('accept').focus()
  if (screen === 'result') $('finish').focus()
}

function translate() {
  document.documentElement.lang = language
  for (const one of document.querySelectorAll('[data-text]')) one.textContent = t(one.dataset.text)
  document.title = t('title')
  $('title').textContent = t('title')
  $('language').textContent = t('language')
  $('back').setAttribute('aria-label', t('back'))
  $('content').placeholder = t('placeholder')
  drawn = ''
  drawPad()
  drawDots()
  if (state) draw()
}

function draw() {
  const picture = JSON.stringify([state.holder, state.customers, state.pushes, state.nearby, state.links, state.history])
  if (picture !== drawn) {
    drawn = picture
    $('holder').replaceChildren(...state.customers.map(({ phone, name }) => {
      const option = element('option', '', name + ' · ' + phone)
      option.value = phone
      option.selected = phone === state.holder.phone
      return option
    }))
    $('balance').textContent = rupiah(state.holder.balance)
    $('points').textContent = t('points', state.holder.points.toLocaleString('id-ID'))
    $('linked').hidden = state.links.length === 0
    $('links').replaceChildren(...rows(state.links.map(linkItem)))
    $('asked').hidden = state.pushes.length === 0
    $('askedNote').textContent = state.pushes.length ? t('asked') : ''
    $('pushes').replaceChildren(...rows(state.pushes.map(pushItem)))
    fill('nearby', state.nearby.map(nearbyItem), 'noNearby')
    fill('history', state.history.map(historyItem), 'noHistory')
  }
  tick()
}

function fill(id, items, emptyText) {
  $(id).replaceChildren(...(items.length ? rows(items) : [element('li', 'empty', t(emptyText))]))
}

function rows(items) {
  return items.map((item) => { const row = element('li'); row.append(item); return row })
}

function pushItem(push) {
  const item = element('button', 'item')
  item.type = 'button'
  const what = element('span', 'what')
  what.append(element('strong', '', push.merchant))
  const left = element('small')
  left.dataset.expires = push.expiresAt
  what.append(left)
  item.append(what, element('span', 'sum', rupiah(push.amount)))
  item.addEventListener('click', () => confirm(push))
  return item
}

function nearbyItem(qr) {
  const item = element('button', 'item')
  item.type = 'button'
  const image = element('img')
  image.src = '/phone/qr.svg?content=' + encodeURIComponent(qr.qrContent)
  image.alt = ''
  const what = element('span', 'what')
  what.append(element('strong', '', qr.merchant))
  const left = element('small')
  left.dataset.expires = qr.expiresAt
  what.append(left)
  item.append(image, what, element('span', 'sum', rupiah(qr.amount)))
  item.addEventListener('click', () => scan(qr.qrContent))
  return item
}

/** Asks once more before it unlinks: the merchant can take no payment from then on. */
function linkItem(link) {
  const item = element('div', 'item')
  const what = element('span', 'what')
  what.append(element('strong', '', link.merchant), element('small', '', t('linkedAt', time(link.linkedAt))))
  const button = element('button', 'plain', t('unlink'))
  button.type = 'button'
  button.setAttribute('aria-label', t('unlink') + ': ' + link.merchant)
  button.addEventListener('click', async () => {
    if (button.dataset.sure === undefined) { button.dataset.sure = ''; button.textContent = t('sure'); return }
    try { await ask('/_simulator/unlink', { phone: state.holder.phone, partner: link.partner }); refresh() } catch { button.textContent = t('offline') }
  })
  item.append(what, button)
  return item
}

function historyItem(entry) {
  const item = element('div', 'item')
  const what = element('span', 'what')
  what.append(element('strong', '', entry.merchant), element('small', '', t(entry.kind) + ' · ' + time(entry.at)))
  const isBack = entry.kind === 'refund'
  item.append(what, element('span', isBack ? 'sum in' : 'sum', (isBack ? '+' : '−') + rupiah(entry.amount)))
  return item
}

function tick() {
  const now = Date.now() + skew
  const left = (expiresAt) => { const seconds = Math.ceil((expiresAt - now) / 1000); return seconds > 0 ? t('left', seconds) : t('over') }
  for (const one of document.querySelectorAll('[data-expires]')) one.textContent = left(Number(one.dataset.expires))
  if (scanned) $('countdown').textContent = left(scanned.expiresAt)
}

async function refresh() {
  try {
    state = await ask('/phone/state?phone=' + encodeURIComponent(holder))
    skew = state.now - Date.now()
    draw()
  } catch { $('scanError').textContent = t('offline') }
}

async function scan(qrContent) {
  $('scanError').textContent = ''
  try {
    const found = await ask('/phone/scan', { qrContent })
    if (!found.ok) { $('scanError').textContent = t(found.reason); return }
    confirm(found)
  } catch { $('scanError').textContent = t('offline') }
}

/** A scanned QR, or a push, which has a merchantInvoice. */
function confirm(found) {
  scanned = found
  const isPush = found.merchantInvoice !== undefined
  $('avatar').textContent = isPush ? 'Rp' : 'QR'
  $('merchant').textContent = found.merchant
  $('amount').textContent = rupiah(found.amount)
  $('invoice').textContent = isPush ? t('invoice', found.merchantInvoice) : ''
  tick()
  show('confirm')
}

function target() {
  const { qrContent, merchantInvoice, partner } = scanned
  return merchantInvoice === undefined ? { qrContent } : { merchantInvoice, partner }
}

function press(key) {
  if (shown !== 'pin' || busy) return
  $('pinError').textContent = ''
  pin = key === 'erase' ? pin.slice(0, -1) : (pin + key).slice(0, 6)
  drawDots()
  if (pin.length === 6) pay()
}

function drawDots() {
  $('dots').setAttribute('aria-label', t('pinDots', pin.length))
  $('dots').replaceChildren(...Array.from({ length: 6 }, (_, index) => element('i', index < pin.length ? 'on' : '')))
}

function drawPad() {
  $('pad').replaceChildren(...['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', 'erase'].map((key) => {
    if (key === '') return element('span')
    const button = element('button', key === 'erase' ? 'bare' : '', key === 'erase' ? '⌫' : key)
    button.type = 'button'
    if (key === 'erase') button.setAttribute('aria-label', t('erase'))
    button.addEventListener('click', () => press(key))
    return button
  }))
}

async function pay() {
  busy = true
  try {
    const isPush = scanned.merchantInvoice !== undefined
    const done = await ask(isPush ? '/_simulator/pushes/approve' : '/_simulator/pay', { ...target(), phone: state.holder.phone, pin })
    if (done.ok) result('✓', 'paid', rupiah(scanned.amount), isPush ? t('invoice', done.merchantInvoice) : t('reference', done.referenceNo))
    else if (done.reason === 'wrong-pin') $('pinError').textContent = t('wrong-pin')
    else result('✕', 'failed', rupiah(scanned.amount), t(done.reason))
  } catch { result('✕', 'failed', rupiah(scanned.amount), t('offline')) }
  busy = false
  pin = ''
  drawDots()
}

async function decline() {
  try {
    const done = await ask(scanned.merchantInvoice === undefined ? '/_simulator/decline' : '/_simulator/pushes/reject', target())
    if (done.ok) result('✕', 'declined', rupiah(scanned.amount), '')
    else result('✕', 'failed', rupiah(scanned.amount), t(done.reason))
  } catch { result('✕', 'failed', rupiah(scanned.amount), t('over')) }
}

function result(mark, outcome, amount, detail) {
  $('mark').textContent = mark
  $('mark').classList.toggle('bad', mark !== '✓')
  $('outcome').textContent = t(outcome)
  $('paid').textContent = amount
  $('detail').textContent = detail
  show('result')
}

async function readPicture(file) {
  if (!file || !('BarcodeDetector' in window)) return
  const codes = await new BarcodeDetector({ formats: ['qr_code'] }).detect(await createImageBitmap(file)).catch(() => [])
  if (codes.length) scan(codes[0].rawValue)
  else $('scanError').textContent = t('noQr')
}

$('language').addEventListener('click', () => { language = language === 'id' ? 'en' : 'id'; store.set('language', language); translate() })
$('back').addEventListener('click', () => { pin = ''; drawDots(); show(shown === 'pin' ? 'confirm' : 'home') })
$('holder').addEventListener('change', () => { holder = $('holder').value; store.set('holder', holder); refresh() })
$('read').addEventListener('click', () => scan($('content').value))
$('accept').addEventListener('click', () => { pin = ''; drawDots(); $('pinError').textContent = ''; show('pin') })
$('decline').addEventListener('click', decline)
$('finish').addEventListener('click', () => { $('content').value = ''; show('home') })
$('picture').addEventListener('change', () => { readPicture($('picture').files[0]); $('picture').value = '' })
document.addEventListener('keydown', (event) => {
  if (shown !== 'pin') return
  if (/^[0-9]$/.test(event.key)) press(event.key)
  if (event.key === 'Backspace') press('erase')
})
$('upload').hidden = !('BarcodeDetector' in window)
$('drop').addEventListener('dragover', (event) => { event.preventDefault(); $('drop').classList.add('over') })
$('drop').addEventListener('dragleave', () => $('drop').classList.remove('over'))
$('drop').addEventListener('drop', (event) => { event.preventDefault(); $('drop').classList.remove('over'); readPicture(event.dataTransfer.files[0]) })
translate()
refresh()
setInterval(() => { if (shown === 'home' && !document.hidden) refresh(); else tick() }, 1000)
`

import { readFile } from 'node:fs/promises'
import jsqr from 'jsqr'
import { PNG } from 'pngjs'
import { describe, expect, test } from 'vitest'
import { asked, eachOnAPage, heading, inside, open, page, press, shop, wholePage } from './live-page.ts'

eachOnAPage()

describe('what a shopper does', () => {
  test('all of Push To Pay with the keyboard alone, and the focus is never lost', async () => {
    shop.refuse('A', {
      status: 422,
      code: 'phone-not-registered',
      text: { id: 'Tidak terdaftar.', en: "The phone number isn't registered to any OVO account." },
    })
    shop.starts('A', { method: 'push-to-pay', maskedPhone: '0812****7890', status: 'confirm', secondsLeft: 50 })
    await open('ovo-push-to-pay')
    await heading('Pay Rp196.000 with OVO')
    const field = page.getByLabel('Your OVO phone number')
    await page.keyboard.press('Tab')
    expect(await inside('root.activeElement.name')).toBe('phone')
    await page.keyboard.type('0812 3456 7890')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').getByText("isn't registered to any OVO account").waitFor()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.inputValue()).toBe('0812 3456 7890')
    shop.refuse('A', null)
    await page.keyboard.press('Enter')
    await heading('Look at your phone')
    expect(await wholePage()).toContain('0812****7890')
    expect(await wholePage()).not.toContain('34567890')
    const focused = () => inside<string>('root.activeElement?.textContent')
    expect(await focused()).toBe('Look at your phone')
    await page.keyboard.press('Tab')
    expect(await focused()).toBe('Cancel')
    await page.keyboard.press('Enter')
    await heading('Cancelled')
    // The stream says it before the answer does, until which the button waits.
    await page.getByRole('button', { disabled: false }).waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await heading('Pay Rp196.000 with OVO')
    await field.focus()
    await page.keyboard.press('Enter')
    await heading('Look at your phone')
    shop.say('A', { method: 'push-to-pay', status: 'paid', maskedPhone: '0812****7890' })
    await heading('Payment successful')
    // The number is nowhere in the page any more (G8).
    expect(await wholePage()).not.toContain('34567890')
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])')).toBe(
      '[{},{},""]',
    )
  })

  test('pays out of a linked account: to OVO’s page for the PIN, and back', async () => {
    const web = `${shop.url}/pin-page`
    shop.starts('A', { method: 'linked', status: 'pin', secondsLeft: 300, pinPage: { web, app: null } })
    await page.route(web, (route) => route.fulfill({ contentType: 'text/html', body: '<h1>OVO asks for a PIN</h1>' }))
    await open('ovo-linked-pay')
    const address = page.url()
    await heading('Pay Rp196.000 with OVO')
    expect(shop.requests).toEqual(['GET payment'])
    await page.getByRole('button', { name: 'Go on to OVO' }).dblclick({ noWaitAfter: true })
    await heading('OVO asks for a PIN')
    expect(asked('POST linked')).toBe(1)
    // Back without a PIN: the same payment, and the way to its page.
    await page.goto(address)
    await heading('Enter your PIN at OVO')
    expect(await page.getByRole('link', { name: 'Open OVO’s page' }).getAttribute('href')).toBe(web)
    shop.say('A', { method: 'linked', status: 'paid' })
    await heading('Payment successful')
  })

  test('is never sent to an address that is not OVO’s to give', async () => {
    for (const web of ['javascript:alert(1)', 'http://ovo.invalid/pin', 'data:text/html,x']) {
      shop.say('A', { method: 'linked', status: 'pin', secondsLeft: 300, pinPage: { web, app: null } })
      await open('ovo-linked-pay')
      await heading('Enter your PIN at OVO')
      expect(await page.getByRole('link').count()).toBe(0)
    }
  })

  test('tops up, in Indonesian: the fee is seen before anything is confirmed, and a double press sends once', async () => {
    await page.goto(shop.page('<ovo-top-up top-up="A" amount="196000"></ovo-top-up>', { lang: 'id', scheme: 'dark' }))
    await heading('Isi saldo OVO Rp196.000')
    await page.getByLabel('Nomor ponsel OVO tujuan').fill('081234567890')
    await page.getByRole('button', { name: 'Periksa nomor' }).dblclick()
    await heading('Periksa top up Anda')
    expect(asked('POST inquiry')).toBe(1)
    await page.getByRole('definition').filter({ hasText: 'Rp1.000' }).waitFor()
    await page.getByRole('definition').filter({ hasText: 'Rp197.000' }).waitFor()
    expect(asked('POST confirm')).toBe(0)
    shop.starts('A', { status: 'sending' })
    await page.getByRole('button', { name: 'Top up Rp196.000' }).dblclick()
    await heading('Sedang dikirim…')
    expect(asked('POST confirm')).toBe(1)
    shop.say('A', { status: 'succeeded' })
    await heading('Top up berhasil')
    expect(await page.evaluate('document.querySelector("ovo-top-up").shadowRoot.innerHTML')).not.toContain(
      '081234567890',
    )
  })

  test('links an account on OVO’s pages, in Indonesian, and unlinks it only after asking', async () => {
    const terms = `${shop.url}/terms`
    await page.route(terms, (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: '<h1>OVO’s terms</h1>' }),
    )
    shop.say('A', { status: 'none' })
    shop.starts('A', { status: 'away', page: terms })
    await page.goto(shop.page('<ovo-link base="/ovo/A"></ovo-link>', { lang: 'id' }))
    const address = page.url()
    await press('Aktifkan OVO')
    await page.getByLabel('Nomor ponsel OVO').fill('081234567890')
    await page.getByRole('button', { name: 'Lanjut ke OVO' }).dblclick({ noWaitAfter: true })
    await heading('OVO’s terms')
    expect(asked('POST ')).toBe(1)
    shop.starts('A', { status: 'linked' })
    // What OVO said is passed on until the shop has it, and then stands in no address any more.
    await page.route('**/link/return', (route) => route.abort(), { times: 1 })
    await page.goto(`${address}?basket=1&linkState=s&authCode=c#top`)
    await heading('Belum berhasil')
    await press('Coba lagi')
    await heading('Akun OVO berhasil ditautkan')
    expect(page.url()).toBe(`${address}?basket=1#top`)
    expect(asked('POST return')).toBe(1)
    await press('Putuskan tautan OVO')
    await heading('Putuskan tautan akun OVO?')
    await press('Tidak, tetap tautkan')
    await heading('Akun OVO berhasil ditautkan')
    expect(asked('POST unlink')).toBe(0)
    await press('Putuskan tautan OVO')
    shop.starts('A', { status: 'unlinked' })
    await page.getByRole('button', { name: 'Ya, putuskan tautan' }).dblclick()
    await heading('Tautan OVO sudah diputuskan')
    expect(asked('POST unlink')).toBe(1)
  })

  test('turns to another way when one is refused', async () => {
    shop.say('A', { method: 'push-to-pay', status: 'declined' })
    await open('ovo-payment-methods')
    await heading('Not confirmed')
    await press('Pay with QRIS')
    await heading('Scan to pay Rp196.000')
    expect(shop.requests).toContain('POST qris')
    // An element of one way alone has nothing to say of another that came to nothing.
    shop.say('A', { method: 'push-to-pay', status: 'declined' })
    await open('ovo-qris')
    await heading('Scan to pay Rp196.000')
  })

  test('chooses, and may begin with one at once', async () => {
    await open('ovo-payment-methods')
    await heading('Pay Rp196.000')
    await press('OVO app')
    await heading('Pay Rp196.000 with OVO')
    await press('Pay with QRIS')
    await heading('Scan to pay Rp196.000')
    await page.goto(
      shop.page('<ovo-payment-methods order="B" amount="5000" start-with="push-to-pay"></ovo-payment-methods>'),
    )
    await heading('Pay Rp5.000 with OVO')
  })

  test('a double press begins one payment', async () => {
    shop.say('A', { status: 'expired' })
    await open('ovo-qris')
    await page.getByRole('button', { name: 'Get a new code' }).dblclick()
    await heading('Scan to pay Rp196.000')
    expect(asked('POST qris')).toBe(1)
    shop.starts('B', { method: 'push-to-pay', status: 'confirm', secondsLeft: 50 })
    await page.goto(shop.page('<ovo-push-to-pay order="B"></ovo-push-to-pay>'))
    await page.getByLabel('Your OVO phone number').fill('081234567890')
    await page.getByRole('button', { name: 'Ask my phone' }).dblclick()
    await heading('Look at your phone')
    expect(asked('POST push-to-pay')).toBe(1)
  })

  test('what is still open is waited for, and begins by itself', async () => {
    await page.clock.install()
    shop.refuse('A', { status: 409, code: 'attempt-in-progress' })
    await open('ovo-qris')
    await heading('Almost there')
    await page.getByText(/Starts in 0:4\d/).waitFor()
    shop.refuse('A', null)
    await page.clock.runFor(16_000)
    await heading('Scan to pay Rp196.000')
  })

  test('cancels, thinks again, and has the same code', async () => {
    await open('ovo-qris')
    await page.getByRole('img').locator('path').waitFor()
    // One that does not get through takes no code away.
    await page.route('**/cancel', (route) => route.abort(), { times: 1 })
    await Promise.all([page.waitForEvent('requestfailed'), press('Cancel')])
    await heading('Scan to pay Rp196.000')
    await press('Cancel')
    await heading('Cancelled')
    await press('Pay after all')
    await heading('Scan to pay Rp196.000')
    await page.getByRole('img').locator('path').waitFor()
  })

  test('saves the picture, which is the code: as a file, and on a phone through its own sheet', async () => {
    await open('ovo-qris')
    await page.getByRole('img').locator('path').waitFor()
    const [download] = await Promise.all([page.waitForEvent('download'), press('Save the QR picture')])
    expect(download.suggestedFilename()).toBe('qris-A.png')
    const { data, width, height } = PNG.sync.read(await readFile(await download.path()))
    expect(jsqr.default(new Uint8ClampedArray(data), width, height)?.data).toMatch(/^000201/)
    await page.evaluate(`navigator.canShare = () => true
      navigator.share = async ({ files: [file] }) => { window.shared = file.name + ' ' + file.type }`)
    await press('Save the QR picture')
    await expect.poll(() => page.evaluate('window.shared')).toBe('qris-A.png image/png')
  })
})

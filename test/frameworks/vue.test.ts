import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { type AppPage, type AppStage, openAppStage } from './app-page.ts'
import { bundleForPage, loadForServer } from './bundle-app.ts'

interface ServerSide {
  render(order: { readonly id: string; readonly total: number }): Promise<string>
}

let stage: AppStage
let app: AppPage
let script = ''
let server: ServerSide
beforeAll(async () => {
  const loads = [openAppStage(), bundleForPage('vue-client.js'), loadForServer<ServerSide>('vue-server.js')] as const
  ;[stage, script, server] = await Promise.all(loads)
})
afterAll(() => stage.close())
afterEach(() => app.close())

const asked = (): number => stage.shop.requests.length
const begun = (since: number): string[] => stage.shop.requests.slice(since).filter((what) => what.startsWith('POST'))

test('what a server wrote comes to life with its words, without a word of complaint, begins one payment, and is paid', async () => {
  const written = await server.render({ id: 'H', total: 196_000 })
  expect(written).toMatch(
    /^<ovo-payment-methods order="H" amount="196000".*><a slot="paid" href="\/">Back to the shop<\/a><\/ovo-payment-methods>$/,
  )
  app = await stage.open(script, { wrote: written })
  await app.run(`hydrate({ id: 'H', total: 196_000 }); null`)
  await app.page.getByRole('button', { name: 'QRIS' }).click()
  await app.page.getByRole('img').locator('path').waitFor()
  expect(begun(0)).toEqual(['POST qris'])
  stage.shop.say('H', { status: 'paid' })
  await app.page.getByText('We start packing.').first().waitFor()
  await app.page.getByRole('link', { name: 'Back to the shop' }).waitFor()
  expect(await app.run('heard')).toEqual(['paid 196000'])
  expect(app.complaints).toEqual([])
})

test('what it said before it was taken over can be asked for', async () => {
  stage.shop.say('L', { status: 'paid' })
  app = await stage.open(script, { wrote: await server.render({ id: 'L', total: 196_000 }) })
  await app.page.getByText('We have received Rp196.000.').first().waitFor()
  await app.run(`hydrate({ id: 'L', total: 196_000 }); null`)
  await app.page.getByText('We start packing.').first().waitFor()
  expect(await app.run(`document.querySelector('[order]').told.get('ovo-paid').amount`)).toBe(196_000)
  expect(app.complaints).toEqual([])
})

test('begins once, with its properties, the latest handlers and a ref', async () => {
  const before = asked()
  app = await stage.open(script)
  const give = (props: string): Promise<unknown> => app.run(`show({ order: 'A', methods: ['qris'], ${props} })`)
  await app.run('window.show = mount(); null')
  await give(`texts: { id: { paidText: 'Segera kami kemas.' } }, locale: 'id', onChange: () => heard.push('first')`)
  await app.heading('Pindai untuk membayar Rp196.000')
  await app.page.getByRole('img').locator('path').waitFor()
  expect(begun(before)).toEqual(['POST qris'])
  expect(await app.run('heard')).toEqual(['first'])
  const given = '[element().order, element().methods, element().locale, element().texts]'
  expect(await app.run(given)).toEqual(['A', 'qris', 'id', { id: { paidText: 'Segera kami kemas.' } }])

  // Another handler, another language, other words: the same payment.
  const asks = asked()
  await give(`onChange: () => heard.push('second'), texts: { en: { paidText: 'We pack.' } }`)
  await app.heading('Scan to pay Rp196.000')
  expect(asked()).toBe(asks)
  stage.shop.say('A', { status: 'checking' })
  await app.heading('Checking with OVO…')
  expect(await app.run('heard')).toEqual(['first', 'second'])

  // None at all, and no words either.
  await give('')
  stage.shop.say('A', { status: 'paid' })
  await app.page.getByText('We have received Rp196.000.').first().waitFor()
  await app.page.getByRole('link', { name: 'Back to the shop' }).waitFor()
  expect(await app.run('heard')).toEqual(['first', 'second'])
  expect(app.complaints).toEqual([])
})

test('shows another payment with another order, and leaves nothing behind when it goes', async () => {
  const before = asked()
  app = await stage.open(script)
  await app.run(`window.show = mount(); show({ order: 'B', methods: ['qris'] })`)
  await app.heading('Scan to pay Rp196.000')
  stage.shop.say('C', { status: 'paid', amount: 5_000 })
  await app.run(`show({ order: 'C', methods: ['qris'] })`)
  await app.page.getByText('We have received Rp5.000.').first().waitFor()
  await app.run(`show({ order: 'B', methods: ['qris'] })`)
  await app.heading('Scan to pay Rp196.000')
  expect(begun(before)).toEqual(['POST qris'])

  await app.run('window.gone = element(); show(null)')
  await expect.poll(() => app.run('gone.isConnected')).toBe(false)
  const asks = asked()
  stage.shop.cut()
  await app.page.clock.install()
  await app.page.clock.runFor(20_000)
  expect(asked()).toBe(asks)
  expect(app.complaints).toEqual([])
})

test('templates that are compiled in the page know the elements by the app’s own configuration', async () => {
  // Vue asks for `unsafe-eval` there.
  app = await stage.open(await bundleForPage('vue-in-page.js', { compilesInPage: true }), { bypassCSP: true })
  await app.heading('Scan to pay Rp196.000')
  stage.shop.say('D', { status: 'paid' })
  await app.page.getByText('We start packing.').first().waitFor()
  await app.page.getByRole('link', { name: 'Back to the shop' }).waitFor()
  expect(app.complaints).toEqual([])
})

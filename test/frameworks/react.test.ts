import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type AppPage, type AppStage, openAppStage } from './app-page.ts'
import { bundleForPage, loadForServer } from './bundle-app.ts'

interface ServerSide {
  render(order: { readonly id: string; readonly total: number }): string
}

let stage: AppStage
let app: AppPage
beforeAll(async () => {
  stage = await openAppStage()
})
afterAll(() => stage.close())
afterEach(() => app.close())

describe.each(['18', '19'] as const)('React %s', (react) => {
  let script = ''
  let server: ServerSide
  beforeAll(async () => {
    script = await bundleForPage('react-client.tsx', { react })
    server = await loadForServer<ServerSide>('react-server.tsx', { react })
  })

  /** Orders of its own for each test. */
  const order = (name: string): string => `react-${react}-${name}`
  const asked = (): number => stage.shop.requests.length
  const begun = (since: number): string[] => stage.shop.requests.slice(since).filter((what) => what.startsWith('POST'))

  test('what a server wrote comes to life without a word of complaint, begins one payment, and is paid', async () => {
    const written = server.render({ id: order('H'), total: 196_000 })
    expect(written).toBe(
      `<ovo-payment-methods order="${order('H')}" amount="196000" methods="qris push-to-pay"><a slot="paid" href="/">Back to the shop</a></ovo-payment-methods>`,
    )
    const before = asked()
    app = await stage.open(script, { wrote: written })
    await app.run(`hydrate({ id: '${order('H')}', total: 196_000 }) && null`)
    await app.page.getByRole('button', { name: 'QRIS' }).click()
    await app.page.getByRole('img').locator('path').waitFor()
    expect(begun(before)).toEqual(['POST qris'])
    stage.shop.say(order('H'), { status: 'paid' })
    await app.page.getByRole('link', { name: 'Back to the shop' }).waitFor()
    expect(await app.run('heard')).toEqual(['refetch'])
    expect(app.complaints).toEqual([])
  })

  test('what it said before it was taken over is heard then, once', async () => {
    stage.shop.say(order('L'), { status: 'paid' })
    app = await stage.open(script, { wrote: server.render({ id: order('L'), total: 196_000 }) })
    await app.page.getByText('We have received Rp196.000.').first().waitFor()
    await app.run(`hydrate({ id: '${order('L')}', total: 196_000 }) && null`)
    await expect.poll(() => app.run('heard')).toEqual(['refetch'])
    // And not what it said of another order.
    stage.shop.say(order('M'), { status: 'checking' })
    await app.run(`document.querySelector('[order]').order = '${order('M')}'`)
    await app.heading('Checking with OVO…')
    expect(await app.run(`[...document.querySelector('[order]').told.keys()]`)).toEqual(['ovo-change'])
    expect(await app.run('heard')).toEqual(['refetch'])
    expect(app.complaints).toEqual([])
  })

  test('under StrictMode it begins once, with its properties, the latest handlers and a ref', async () => {
    const before = asked()
    app = await stage.open(script)
    const give = (props: string): Promise<unknown> =>
      app.run(`show({ order: '${order('A')}', methods: ['qris'], ${props} })`)
    await app.run('window.show = mount(); null')
    await give(`texts: { id: { paidText: 'Segera kami kemas.' } }, locale: 'id', onChange: () => heard.push('first')`)
    await app.heading('Pindai untuk membayar Rp196.000')
    await app.page.getByRole('img').locator('path').waitFor()
    expect(begun(before)).toEqual(['POST qris'])
    expect(await app.run('heard')).toEqual(['first'])
    expect(
      await app.run('[element.current.order, element.current.methods, element.current.locale, element.current.texts]'),
    ).toEqual([order('A'), 'qris', 'id', { id: { paidText: 'Segera kami kemas.' } }])

    // Another handler, another language, other words: the same payment.
    const asks = asked()
    await give(`onChange: () => heard.push('second'), headingLevel: 3, texts: { en: { paidText: 'We pack.' } }`)
    await app.page.getByRole('heading', { name: 'Scan to pay Rp196.000', level: 3 }).waitFor()
    expect(asked()).toBe(asks)
    stage.shop.say(order('A'), { status: 'checking' })
    await app.heading('Checking with OVO…')
    expect(await app.run('heard')).toEqual(['first', 'second'])

    // None at all.
    await give(`texts: { en: { paidText: 'We pack.' } }`)
    stage.shop.say(order('A'), { status: 'paid' })
    await app.page.getByText('We pack.').first().waitFor()
    await app.page.getByRole('link', { name: 'Back to the shop' }).waitFor()
    expect(await app.run('heard')).toEqual(['first', 'second'])
    expect(app.complaints).toEqual([])
  })

  test('shows another payment with another order, and leaves nothing behind when it goes', async () => {
    const before = asked()
    app = await stage.open(script)
    await app.run(`window.show = mount(); show({ order: '${order('B')}', methods: ['qris'] })`)
    await app.heading('Scan to pay Rp196.000')
    stage.shop.say(order('C'), { status: 'paid', amount: 5_000 })
    await app.run(`show({ order: '${order('C')}', methods: ['qris'] })`)
    await app.page.getByText('We have received Rp5.000.').first().waitFor()
    await app.run(`show({ order: '${order('B')}', methods: ['qris'] })`)
    await app.heading('Scan to pay Rp196.000')
    expect(begun(before)).toEqual(['POST qris'])

    await app.run('window.gone = element.current; show(null)')
    await expect.poll(() => app.run('gone.isConnected || element.current !== null')).toBe(false)
    const asks = asked()
    stage.shop.cut()
    await app.page.clock.install()
    await app.page.clock.runFor(20_000)
    expect(asked()).toBe(asks)
    expect(app.complaints).toEqual([])
  })
})

import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type CrashStage, openStage, type Scene } from '../support/crash-stage.ts'

/** The shop's own worker may have taken what is due, and be at it still. */
const soon = { timeout: 10_000 }

let stage: CrashStage
let scene: Scene
beforeAll(async () => {
  stage = await openStage('embedded')
})
afterAll(() => stage.close())
afterEach(() => scene.close())

describe.each(['embedded', 'postgres'] as const)('a shop killed with SIGKILL, on %s', (kind) => {
  test('between scan and callback: the order is paid after the restart (G1, G4, G5)', async () => {
    scene = await stage.scene(kind)
    const { sim } = scene
    const first = await scene.open()
    const payment = await first.start('ORDER-1', 25_000)
    await first.kill()
    await sim.pay({ qrContent: payment.qr ?? '' })
    await sim.idle()
    expect(sim.callbacks.every(({ status }) => status === undefined)).toBe(true)
    const second = await scene.open()
    await scene.advance(21_000, second)
    await expect.poll(() => second.find('ORDER-1'), soon).toMatchObject([{ id: payment.id, status: 'paid' }])
    await expect.poll(async () => (await scene.heard()).map(({ type }) => type), soon).toEqual(['paid'])
    await expect(second.start('ORDER-1', 25_000)).rejects.toMatchObject({ code: 'already-paid' })
    expect(sim.books().shop).toBe(25_000)
  })

  test('between the sending of generate and its answer: nothing is payable, the order is free (G1, G6)', async () => {
    scene = await stage.scene(kind)
    const { sim } = scene
    const first = await scene.open({ dieAt: 'after send qr-mpm-generate #1' })
    await expect(first.start('ORDER-1', 25_000)).rejects.toMatchObject({ code: 'died' })
    await first.gone
    const [lost] = sim.transactions()
    const second = await scene.open()
    const stored = await second.find('ORDER-1')
    expect(stored).toMatchObject([{ status: 'created', qr: null, partnerReferenceNo: lost?.partnerReferenceNo }])
    await scene.advance(31_000, second)
    await expect.poll(() => second.find('ORDER-1'), soon).toMatchObject([{ status: 'failed', reason: 'no-answer' }])
    const again = await second.start('ORDER-1', 25_000)
    expect(again.partnerReferenceNo).not.toBe(lost?.partnerReferenceNo)
    await sim.pay({ qrContent: again.qr ?? '' })
    await sim.idle()
    await scene.advance(1_000, second)
    const statuses = async () => (await second.find('ORDER-1')).map(({ status }) => status)
    await expect.poll(statuses, soon).toEqual(['failed', 'paid'])
    expect(sim.books().shop).toBe(25_000)
  })
})

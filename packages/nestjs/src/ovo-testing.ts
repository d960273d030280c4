import type { INestApplicationContext } from '@nestjs/common'
import { memoryStore, type Ovo, type Payment } from '@ovokit/core'
import {
  type LinkedPayResult,
  type PayResult,
  type PushResult,
  type Simulator,
  type SimulatorOptions,
  startSimulator,
} from '@ovokit/simulator'
import type { OvoModuleOptions } from './ovo-module-options.ts'
import { getOvoToken } from './tokens.ts'

export interface OvoTestingOptions {
  readonly simulator?: SimulatorOptions
  /** Over what the simulator needs: a store of your own, a merchant's dialect. */
  readonly options?: Partial<OvoModuleOptions>
}

/**
 * An OVO of the test's own, and a clock for both sides that moves when you say so.
 *
 * ```ts
 * const testing = await OvoTesting.start()
 * const module = await Test.createTestingModule({ imports: [AppModule] })
 *   .overrideProvider(getOvoOptionsToken()).useValue(testing.options)
 *   .compile()
 * ```
 */
export class OvoTesting {
  /** OVO's side: pay, decline, faults, books. */
  readonly simulator: Simulator
  /** For `OvoModule`: the simulator's address and credentials, and a store in memory on its clock. */
  readonly options: OvoModuleOptions
  #ovo: Ovo | null = null

  private constructor(simulator: Simulator, options: OvoModuleOptions) {
    this.simulator = simulator
    this.options = options
  }

  static async start({ simulator: simulatorOptions, options = {} }: OvoTestingOptions = {}): Promise<OvoTesting> {
    const simulator = await startSimulator(simulatorOptions)
    const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId, pushToPay } = simulator.partner()
    const topUp = { senderInstitutionID: '999' }
    const snap = { clientId, clientSecret, privateKey, merchantId, terminalId, channelId, topUp }
    return new OvoTesting(simulator, {
      environment: { snap: simulator.url, pushToPay: simulator.url },
      store: memoryStore({ timeOffset: () => simulator.clock.offset() }),
      encryptionKey: simulatedEncryptionKey,
      merchants: { default: { snap: { ...snap, ovoPublicKey: simulator.ovoPublicKey }, pushToPay } },
      // Time is moved by hand: `advance` and `settle` do what is due.
      worker: false,
      ...options,
    })
  }

  /** Tells the test which application it is about, and OVO where it listens, if it does. */
  async attach(app: INestApplicationContext & { getUrl?(): Promise<string> }, notifyPath?: string): Promise<void> {
    this.#ovo = app.get<Ovo>(getOvoToken())
    if (notifyPath === undefined || app.getUrl === undefined) return
    const { port } = new URL(await app.getUrl())
    this.simulator.partner().setCallbackUrl(`http://127.0.0.1:${port}${notifyPath}`)
  }

  /** The customer pays: scans the QR, approves the prompt, or types the PIN. Your handlers have run when it resolves. */
  async pay(payment: Payment): Promise<void> {
    const result = await this.#asCustomer(payment)
    if (!result.ok) throw new Error(`the simulator refused to pay: ${result.reason}`)
    if (payment.method === 'push-to-pay') await this.#ovo?.payments.settled(payment.id)
    // As for a browser that comes back from the PIN page.
    if (payment.method === 'linked') await this.#ovo?.payments.check(payment.id)
    await this.settle()
  }

  async #asCustomer(payment: Payment): Promise<PayResult | PushResult | LinkedPayResult> {
    switch (payment.method) {
      case 'qris':
        if (payment.qr === null) throw new Error('this payment has no QR to pay')
        return this.simulator.pay({ qrContent: payment.qr.content })
      case 'push-to-pay':
        await this.simulator.nextPush({ merchantInvoice: payment.merchantInvoice })
        return this.simulator.approvePush({ merchantInvoice: payment.merchantInvoice })
      case 'linked':
        return this.simulator.approveLinked({ partnerReferenceNo: payment.partnerReferenceNo })
    }
  }

  /** Moves the clock of both sides, and does what is due then. */
  async advance(millis: number): Promise<void> {
    await this.simulator.clock.advance(millis)
    await this.settle()
  }

  /** Lets callbacks arrive and everything due be done, handlers included. */
  async settle(): Promise<void> {
    await this.simulator.idle()
    await this.#ovo?.runDue()
  }

  async close(): Promise<void> {
    await this.simulator.close()
  }
}

const simulatedEncryptionKey = 'a7'.repeat(32)

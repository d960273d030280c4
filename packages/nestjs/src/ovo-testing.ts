import type { INestApplicationContext } from '@nestjs/common'
import { memoryStore, type Ovo, type Payment } from '@ovokit/core'
import { type Simulator, type SimulatorOptions, startSimulator } from '@ovokit/simulator'
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
    const { clientId, clientSecret, privateKey, merchantId, terminalId, channelId } = simulator.partner()
    const snap = { clientId, clientSecret, privateKey, merchantId, terminalId, channelId }
    return new OvoTesting(simulator, {
      environment: { snap: simulator.url },
      store: memoryStore({ timeOffset: () => simulator.clock.offset() }),
      encryptionKey: simulatedEncryptionKey,
      merchants: { default: { snap: { ...snap, ovoPublicKey: simulator.ovoPublicKey } } },
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

  /** The customer pays; the callback has been answered when it resolves. */
  async pay({ qr }: { readonly qr: Payment['qr'] } | { readonly qr: { readonly content: string } }): Promise<void> {
    if (qr === null) throw new Error('this payment has no QR to pay')
    const result = await this.simulator.pay({ qrContent: qr.content })
    if (!result.ok) throw new Error(`the simulator refused to pay: ${result.reason}`)
    await this.settle()
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

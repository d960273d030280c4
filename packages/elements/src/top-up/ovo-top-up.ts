import { elementRequest } from '../client/element-request.ts'
import type { TopUpView } from '../client/wire.ts'
import { define } from '../define.ts'
import { OvoElement } from '../render/ovo-element.ts'
import type { Screen } from '../render/screen.ts'
import { createTopUpClient } from './top-up-client.ts'
import { topUpScreen } from './top-up-screens.ts'
import { startTopUpSession, type TopUpSession } from './top-up-session.ts'
import { type TopUpTextName, topUpTexts } from './top-up-texts.ts'

/**
 * `<ovo-top-up top-up="…">`: asks for a number, shows whom it reaches and what it costs, and sends it when the shopper
 * has confirmed that.
 *
 * @fires ovo-change - its `detail` is the top-up as the shop says it, at every change
 * @fires ovo-topped-up - the same, when it has arrived
 */
export class OvoTopUp extends OvoElement<TopUpTextName> {
  static readonly observedAttributes: readonly string[] = ['top-up', 'base', 'amount', 'locale']

  protected override readonly room = 'facts'
  #session: TopUpSession | null = null

  protected override begin(): void {
    const topUp = this.getAttribute('top-up')
    if (topUp === null) return
    this.#session = startTopUpSession({
      client: createTopUpClient(elementRequest(this, this.token), topUp),
      onChange: () => this.draw(),
      onView: (view) => this.#tell(view),
    })
    this.draw()
  }

  protected override end(): void {
    this.#session?.stop()
    this.#session = null
  }

  protected override screen(): Screen | null {
    const session = this.#session
    if (session === null) return null
    return topUpScreen({ session, words: this.wordsOf(topUpTexts), locale: this.locale, amount: this.wholeAmount })
  }

  protected override banner(): string | null {
    const state = this.#session?.state
    const isOver = state === undefined || state.step === 'succeeded' || state.step === 'problem'
    return isOver || state.isReached ? null : this.wordsOf(topUpTexts).offline
  }

  #tell(view: TopUpView): void {
    this.tell('ovo-change', view)
    if (view.status === 'succeeded') this.tell('ovo-topped-up', view)
  }
}

define('ovo-top-up', OvoTopUp)

import type { ShopRequest } from '../client/shop-request.ts'
import type { TopUpView } from '../client/wire.ts'
import { define } from '../define.ts'
import type { Scene } from '../render/common-screens.ts'
import { factsStyles } from '../render/facts.ts'
import { OvoElement } from '../render/ovo-element.ts'
import type { Screen } from '../render/screen.ts'
import { createTopUpClient, type TopUpClient } from './top-up-client.ts'
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
export class OvoTopUp extends OvoElement<TopUpTextName, TopUpClient, TopUpSession> {
  static readonly observedAttributes: readonly string[] = ['top-up', 'base', 'amount', 'locale', 'heading-level']

  declare topUp: string | null
  declare amount: string | number | null

  protected override get ownTexts(): typeof topUpTexts {
    return topUpTexts
  }

  protected override get ownStyles(): string {
    return factsStyles
  }

  protected override get room(): 'facts' {
    return 'facts'
  }

  protected override connect(request: ShopRequest): TopUpClient | null {
    return this.topUp === null ? null : createTopUpClient(request, this.topUp)
  }

  protected override begin(client: TopUpClient, onChange: () => void): TopUpSession {
    return startTopUpSession({ client, onChange, onNews: (view) => this.#tell(view) })
  }

  protected override screen(scene: Scene<TopUpTextName, TopUpSession>): Screen {
    return topUpScreen({ ...scene, amount: this.wholeAmount })
  }

  #tell(view: TopUpView): void {
    this.tell('ovo-change', view)
    if (view.status === 'succeeded') this.tell('ovo-topped-up', view)
  }
}

define('ovo-top-up', OvoTopUp)

declare global {
  interface HTMLElementTagNameMap {
    'ovo-top-up': OvoTopUp
  }
}

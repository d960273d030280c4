import { isOfMedusa } from '../client/element-request.ts'
import type { ShopRequest } from '../client/shop-request.ts'
import { define } from '../define.ts'
import type { Scene } from '../render/common-screens.ts'
import { factsStyles } from '../render/facts.ts'
import { OvoElement } from '../render/ovo-element.ts'
import type { Screen } from '../render/screen.ts'
import { createLinkClient, type LinkClient } from './link-client.ts'
import { linkScreen } from './link-screens.ts'
import { type LinkSession, startLinkSession } from './link-session.ts'
import { type LinkTextName, linkTexts } from './link-texts.ts'

/** What core puts into the address that OVO's pages lead back to. */
const stateName = 'linkState'

/**
 * `<ovo-link>`: the OVO account of whoever is logged in at the shop: to be activated, linked with its balance, and
 * unlinked once that is confirmed.
 *
 * @fires ovo-change - its `detail` is the link as the shop says it, at every change
 */
export class OvoLink extends OvoElement<LinkTextName, LinkClient, LinkSession> {
  static readonly observedAttributes: readonly string[] = ['base', 'publishable-key', 'locale', 'heading-level']

  declare publishableKey: string | null

  protected override get ownTexts(): typeof linkTexts {
    return linkTexts
  }

  protected override get ownStyles(): string {
    return factsStyles
  }

  protected override get room(): 'form' {
    return 'form'
  }

  protected override connect(request: ShopRequest): LinkClient {
    return createLinkClient(request, isOfMedusa(this) ? '/store/ovo/link' : '/link')
  }

  protected override begin(client: LinkClient, onChange: () => void): LinkSession {
    return startLinkSession({
      client,
      onChange,
      returned: new URLSearchParams(location.search).has(stateName) ? location.href : null,
      onReturned: forgetReturn,
      openPage: (address) => location.assign(address),
      onNews: (view) => this.tell('ovo-change', view),
    })
  }

  protected override screen(scene: Scene<LinkTextName, LinkSession>): Screen {
    return linkScreen(scene)
  }
}

/** What OVO has put into the address is for the shop alone: not for its history, its analytics, or the next reload. */
function forgetReturn(): void {
  const address = new URL(location.href)
  for (const name of [stateName, 'authCode', 'errorResponse', 'state']) address.searchParams.delete(name)
  history.replaceState(history.state, '', address)
}

define('ovo-link', OvoLink)

declare global {
  interface HTMLElementTagNameMap {
    'ovo-link': OvoLink
  }
}

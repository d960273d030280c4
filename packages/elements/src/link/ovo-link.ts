import { elementRequest, isOfMedusa } from '../client/element-request.ts'
import type { LinkView } from '../client/wire.ts'
import { define } from '../define.ts'
import { OvoElement } from '../render/ovo-element.ts'
import type { Screen } from '../render/screen.ts'
import { createLinkClient, type LinkClient } from './link-client.ts'
import { linkScreen } from './link-screens.ts'
import { type LinkSession, startLinkSession } from './link-session.ts'
import { type LinkTextName, linkTexts } from './link-texts.ts'

/** What core puts into the address that OVO's pages lead back to. */
const stateName = 'linkState'
/** What is good once, and would only stay in the browser's history. */
const onceNames = [stateName, 'state', 'authCode', 'errorResponse']

/**
 * `<ovo-link>`: the OVO account of whoever is logged in at the shop: to be activated, linked with its balance, and
 * unlinked once that is confirmed.
 *
 * @fires ovo-change - its `detail` is the link as the shop says it, at every change
 */
export class OvoLink extends OvoElement<LinkTextName> {
  static readonly observedAttributes: readonly string[] = ['base', 'publishable-key', 'locale']

  protected override readonly room = 'form'
  #session: LinkSession | null = null
  #client: LinkClient | null = null

  /** A client of the shop's own, for routes that are elsewhere. */
  set client(client: LinkClient | null) {
    this.#client = client
    if (this.isConnected) this.connectedCallback()
  }

  get client(): LinkClient | null {
    return this.#client
  }

  protected override begin(): void {
    const request = elementRequest(this, this.token)
    this.#session = startLinkSession({
      client: this.#client ?? createLinkClient(request, isOfMedusa(this) ? '/store/ovo/link' : '/link'),
      returned: new URLSearchParams(location.search).has(stateName) ? location.href : null,
      onTaken: forgetReturn,
      openPage: (address) => location.assign(address),
      onChange: () => this.draw(),
      onView: (view: LinkView) => this.tell('ovo-change', view),
    })
    this.draw()
  }

  protected override end(): void {
    this.#session?.stop()
    this.#session = null
  }

  protected override screen(): Screen | null {
    const session = this.#session
    return session === null ? null : linkScreen({ session, words: this.wordsOf(linkTexts), locale: this.locale })
  }

  protected override banner(): string | null {
    const state = this.#session?.state
    return state === undefined || state.step === 'problem' || state.isReached ? null : this.wordsOf(linkTexts).offline
  }
}

/** Takes the return out of the page's address. */
function forgetReturn(): void {
  const address = new URL(location.href)
  for (const name of onceNames) address.searchParams.delete(name)
  history.replaceState(history.state, '', address)
}

define('ovo-link', OvoLink)

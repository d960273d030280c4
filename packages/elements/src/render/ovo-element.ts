import { type CustomerToken, elementRequest } from '../client/element-request.ts'
import type { PageState } from '../client/session.ts'
import type { ShopRequest } from '../client/shop-request.ts'
import type { CommonTextName } from '../texts/common-texts.ts'
import { type TextOverrides, type Texts, wordsOf } from '../texts/texts.ts'
import type { Scene } from './common-screens.ts'
import { icon, problem } from './icons.ts'
import { localeOf } from './locale-of.ts'
import { patch } from './patch.ts'
import { drawScreen, type Screen, saysOf } from './screen.ts'
import { stylesWith } from './styles.ts'
import { h } from './vnode.ts'

/** On a server there are no elements; there the classes are only names. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as typeof HTMLElement)

/** Attributes that change how an element looks, and not what it is about. */
const looks: ReadonlySet<string> = new Set(['locale', 'amount', 'heading-level'])

interface AnySession {
  readonly state: PageState<string, { readonly isFinal: boolean }>
  retry(): void
  stop(): void
}

/** What every element does: lives as long as it stands in the page, draws its screen, says it, and keeps the focus. */
export abstract class OvoElement<Name extends string, Client, Session extends AnySession> extends Base {
  /** The properties of the attributes. Not set: as if the attribute was not there. */
  declare base: string | null
  declare locale: string | null
  declare theme: string | null
  declare headingLevel: string | number | null

  #texts: TextOverrides<Name | CommonTextName> = {}
  #client: Client | null = null
  #token: CustomerToken | null = null
  #session: Session | null = null
  #left = new AbortController()
  readonly #told = new Map<string, object>()
  #isAsked = false

  /** Words of the shop's own, by language and name. */
  get texts(): TextOverrides<Name | CommonTextName> {
    return this.#texts
  }

  set texts(texts: TextOverrides<Name | CommonTextName> | null | undefined) {
    this.#texts = texts ?? {}
    this.#draw()
  }

  /** A client of the shop's own, instead of the one that the attributes describe. */
  get client(): Client | null {
    return this.#client
  }

  set client(given: Client | null | undefined) {
    const client = given ?? null
    if (client === this.#client) return
    this.#client = client
    this.#restart()
  }

  /** Says who is signed in, where the shop knows that by a token: asked at each request, and kept nowhere. */
  get token(): CustomerToken | null {
    return this.#token
  }

  set token(given: CustomerToken | null | undefined) {
    const token = given ?? null
    if (token === this.#token) return
    this.#token = token
    this.#restart()
  }

  /** The last `detail` of each of its events about what it shows now, for whoever begins to listen after they were fired. */
  get told(): ReadonlyMap<string, object> {
    return this.#told
  }

  /** The texts of all its screens. */
  protected abstract readonly ownTexts: Texts<Name | CommonTextName>
  /** The look of what others do not show. */
  protected abstract readonly ownStyles: string
  /** How much room it keeps for what it may have to show. */
  protected abstract readonly room: 'code' | 'form' | 'facts'
  /** What it talks to, as its attributes say; `null` when they do not say enough. */
  protected abstract connect(request: ShopRequest): Client | null
  /** Begins to live. Called again when what it is about changes. */
  protected abstract begin(client: Client, onChange: () => void): Session
  /** What is to be seen. */
  protected abstract screen(scene: Scene<Name, Session>): Screen

  /** Whole rupiah, as the page says it; `null` when it does not. */
  protected get wholeAmount(): number | null {
    const amount = Number(this.getAttribute('amount') || Number.NaN)
    return Number.isSafeInteger(amount) ? amount : null
  }

  protected tell(type: string, detail: object): void {
    this.#told.set(type, detail)
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }))
  }

  connectedCallback(): void {
    if (this.shadowRoot === null) this.attachShadow({ mode: 'open' }).adoptedStyleSheets = stylesWith(this.ownStyles)
    // What was set before the element was known hides the property that it was meant for.
    const own = this as unknown as Record<string, unknown>
    for (const name of Object.keys(own)) {
      if (!(name in this.constructor.prototype)) continue
      const value = own[name]
      delete own[name]
      own[name] = value
    }
    this.#restart()
  }

  disconnectedCallback(): void {
    this.#end()
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after) return
    if (looks.has(name)) this.#draw()
    else this.#restart()
  }

  #end(): void {
    this.#session?.stop()
    this.#session = null
    this.#left.abort()
    this.#told.clear()
  }

  /** Whoever makes an element by script sets its attributes and properties in the same breath. */
  #restart(): void {
    if (this.#isAsked || !this.isConnected) return
    this.#isAsked = true
    queueMicrotask(() => {
      this.#isAsked = false
      this.#end()
      if (!this.isConnected) return
      this.#left = new AbortController()
      const request = elementRequest(this, { token: this.#token, left: this.#left.signal })
      const client = this.#client ?? this.connect(request)
      if (client !== null) this.#session = this.begin(client, () => this.#draw())
      this.#draw()
    })
  }

  #draw(): void {
    const [root, session] = [this.shadowRoot, this.#session]
    if (root === null) return
    if (session === null) return void root.replaceChildren()
    const locale = localeOf(this)
    const words = wordsOf(this.ownTexts, locale, this.#texts[locale])
    const screen = this.screen({ session, words, locale })
    const { silence, step, view } = session.state
    // What is over, or has said itself that nobody can be reached, needs no banner.
    const banner = silence === null || step === 'problem' || view?.isFinal === true ? '' : words[silence]
    const hadFocus = root.activeElement !== null
    const headingLevel = Number(/^[1-6]$/.exec(this.getAttribute('heading-level') ?? '') ?? 2)
    patch(root, [
      h(
        'div',
        // Not on the tag itself: React compares that with what the server wrote.
        {
          class: 'panel',
          part: 'panel',
          lang: locale,
          'data-room': this.room,
          'data-screen': screen.name.split(' ')[0],
        },
        banner !== '' && h('p', { class: 'banner', part: 'banner' }, icon(problem), banner),
        drawScreen(screen, { headingLevel }),
        h('div', { class: 'unseen', role: 'status' }, `${banner} ${saysOf(screen)}`.trim()),
      ),
    ])
    // What had the focus is gone: it goes on to what came instead, and not back to the top of the page.
    if (hadFocus && root.activeElement === null)
      (root.querySelector<HTMLElement>('[data-focus]') ?? root.querySelector<HTMLElement>('.title'))?.focus()
  }
}

import type { CustomerToken } from '../client/element-request.ts'
import { type Locale, localeOf, type TextOverrides, type Texts } from '../texts/texts.ts'
import { icon } from './icons.ts'
import { patch } from './patch.ts'
import type { Screen } from './screen.ts'
import { sharedStyles } from './styles.ts'
import { h } from './vnode.ts'

/** On a server there are no elements; there the classes are only names. */
const Base: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as typeof HTMLElement)

/** What every element does: lives as long as it stands in the page, draws its screen, says it, and keeps the focus. */
export abstract class OvoElement<Name extends string> extends Base {
  #texts: TextOverrides<Name> = {}
  #token: CustomerToken | null = null
  #isAsked = false
  #name = ''

  /** Words of the shop's own, by language and name. */
  get texts(): TextOverrides<Name> {
    return this.#texts
  }

  set texts(texts: TextOverrides<Name>) {
    this.#texts = texts
    this.draw()
  }

  /** Says who is signed in, where the shop knows that by a token: asked at each request, and kept nowhere. */
  get token(): CustomerToken | null {
    return this.#token
  }

  set token(token: CustomerToken | null) {
    this.#token = token
    if (this.isConnected) this.connectedCallback()
  }

  protected get locale(): Locale {
    return localeOf(this)
  }

  protected wordsOf(texts: Texts<Name>): Readonly<Record<Name, string>> {
    return { ...texts[this.locale], ...this.#texts[this.locale] }
  }

  /** Begins to live with the attributes as they are. Called again when they change. */
  protected abstract begin(): void
  protected abstract end(): void
  /** What is to be seen; `null` before it lives. */
  protected abstract screen(): Screen | null
  /** How much room it keeps for what it may have to show. */
  protected abstract readonly room: 'qr' | 'form' | 'facts'
  /** What stands above it when the shop cannot be reached; `null` while it can. */
  protected abstract banner(): string | null

  /** Whole rupiah, as the page says it; `null` when it does not. */
  protected get wholeAmount(): number | null {
    const amount = Number(this.getAttribute('amount') ?? Number.NaN)
    return Number.isSafeInteger(amount) ? amount : null
  }

  protected tell(type: string, detail: object): void {
    this.dispatchEvent(new CustomEvent(type, { detail, bubbles: true, composed: true }))
  }

  connectedCallback(): void {
    if (this.shadowRoot === null) this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [sharedStyles()]
    // Whoever makes an element by script sets its attributes and properties in the same breath.
    if (this.#isAsked) return
    this.#isAsked = true
    queueMicrotask(() => {
      this.#isAsked = false
      this.end()
      if (this.isConnected) this.begin()
    })
  }

  disconnectedCallback(): void {
    this.end()
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.isConnected) return
    if (name === 'locale') this.draw()
    else this.connectedCallback()
  }

  protected draw(): void {
    const root = this.shadowRoot
    const screen = this.screen()
    if (root === null || screen === null) return
    const hadFocus = root.activeElement !== null
    const isNew = screen.name !== this.#name
    const banner = this.banner()
    const { locale } = this
    patch(root, [
      h(
        'div',
        { class: 'panel', part: 'panel', lang: locale, 'data-room': this.room },
        h('div', {}, banner !== null && h('p', { class: 'banner', part: 'banner' }, icon('problem'), banner)),
        h('div', { class: `screen ${screen.tone ?? ''}`.trim(), key: screen.name }, ...screen.content),
        h('div', { class: 'unseen', role: 'status' }, [banner ?? '', screen.says].join(' ').trim()),
      ),
    ])
    this.#name = screen.name
    if (isNew) this.dataset.screen = screen.name.split(' ')[0] ?? ''
    // What had the focus is gone: it goes on to what came instead, and not back to the top of the page.
    if (isNew && hadFocus && root.activeElement === null)
      (root.querySelector<HTMLElement>('[data-focus]') ?? root.querySelector<HTMLElement>('.title'))?.focus()
  }
}

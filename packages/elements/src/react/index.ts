'use client'

import {
  createElement,
  type ForwardedRef,
  type ForwardRefExoticComponent,
  forwardRef,
  type ReactElement,
  type ReactNode,
  type RefAttributes,
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react'
import type { CustomerToken } from '../client/element-request.ts'
import type { PaymentClient } from '../client/payment-client.ts'
import type { LinkView, ShopperView, TopUpView } from '../client/wire.ts'
import type { LinkClient } from '../link/link-client.ts'
import type { LinkTextName } from '../link/link-texts.ts'
import type { OvoLink as OvoLinkElement } from '../link/ovo-link.ts'
import type { OvoLinkedPay as OvoLinkedPayElement } from '../payment/ovo-linked-pay.ts'
import type { OvoPaymentMethods as OvoPaymentMethodsElement } from '../payment/ovo-payment-methods.ts'
import type { OvoPushToPay as OvoPushToPayElement } from '../payment/ovo-push-to-pay.ts'
import type { OvoQris as OvoQrisElement } from '../payment/ovo-qris.ts'
import type { PaymentTextName } from '../payment/payment-texts.ts'
import type { TextOverrides } from '../texts/texts.ts'
import type { OvoTopUp as OvoTopUpElement } from '../top-up/ovo-top-up.ts'
import type { TopUpClient } from '../top-up/top-up-client.ts'
import type { TopUpTextName } from '../top-up/top-up-texts.ts'
import '../index.ts'

/** What every element takes. `className`, `id` and `style` go to the element itself. */
interface AnyProps<Name extends string, Client> {
  /** Where the routes are. @default '/ovo' */
  readonly base?: string
  /** The token of whoever is signed in, where the shop knows its customers by tokens. */
  readonly token?: CustomerToken
  readonly locale?: 'id' | 'en'
  readonly theme?: 'light' | 'dark'
  readonly texts?: TextOverrides<Name>
  /** Of the titles, 1 to 6. @default 2 */
  readonly headingLevel?: number
  /** Asks the shop, instead of what the attributes describe. Keep it the same between renders: another one begins anew. */
  readonly client?: Client
  readonly className?: string
  readonly id?: string
  readonly style?: Readonly<Record<string, string | number>>
  /** What the shop adds: children with a `slot`. */
  readonly children?: ReactNode
}

/** An order of Express or NestJS, or a cart of Medusa. */
export interface PaymentProps extends AnyProps<PaymentTextName, PaymentClient> {
  readonly order?: string
  readonly cart?: string
  readonly publishableKey?: string
  /** Whole rupiah, for what is shown before anything has begun. */
  readonly amount?: number
  readonly onChange?: (view: ShopperView) => void
  /** Says that the page shows it as paid; goods are given for what the server heard. */
  readonly onPaid?: (view: ShopperView) => void
}

export interface PaymentMethodsProps extends PaymentProps {
  /** In the order in which they are offered. */
  readonly methods?: readonly ShopperView['method'][]
  readonly startWith?: ShopperView['method']
}

export interface TopUpProps extends AnyProps<TopUpTextName, TopUpClient> {
  readonly topUp: string
  readonly amount?: number
  readonly onChange?: (view: TopUpView) => void
  readonly onToppedUp?: (view: TopUpView) => void
}

export interface LinkProps extends AnyProps<LinkTextName, LinkClient> {
  /** Of a Medusa store. */
  readonly publishableKey?: string
  readonly onChange?: (view: LinkView) => void
}

type Handlers = Readonly<Record<string, ((detail: never) => void) | undefined>>

interface AnyElement extends HTMLElement {
  texts: object
  client: unknown
  token: CustomerToken | null
  readonly told: ReadonlyMap<string, object>
}

/** Before the element begins to live; on a server nothing does. */
const useBeforeLife = typeof document === 'undefined' ? useEffect : useLayoutEffect

/** Puts an element into the tree: attributes by React, words, client and events by hand, which React 18 does not do. */
function useElement<Element extends AnyElement>(
  tag: string,
  {
    texts,
    client,
    token,
    className,
    headingLevel,
    children,
    ...attributes
  }: AnyProps<never, unknown> & Readonly<Record<string, unknown>>,
  handlers: Handlers,
  given: ForwardedRef<Element>,
): ReactElement {
  const ref = useRef<AnyElement>(null)
  useImperativeHandle(given, () => ref.current as Element, [])
  const latest = useRef({ handlers, token })
  useEffect(() => {
    latest.current = { handlers, token }
  })
  const hasToken = token !== undefined
  useBeforeLife(() => {
    // One function for the element's whole life: another would make it begin anew.
    if (ref.current !== null) ref.current.token = hasToken ? () => latest.current.token?.() ?? null : null
  }, [hasToken])
  useBeforeLife(() => {
    if (ref.current !== null) ref.current.texts = texts ?? {}
  }, [texts])
  useBeforeLife(() => {
    if (ref.current !== null) ref.current.client = client ?? null
  }, [client])
  const heard = useRef(new Map<string, object>())
  useEffect(() => {
    const element = ref.current
    const left = new AbortController()
    for (const type of Object.keys(latest.current.handlers)) {
      const hear = (detail: object): void => {
        heard.current.set(type, detail)
        latest.current.handlers[type]?.(detail as never)
      }
      element?.addEventListener(type, (event) => hear((event as CustomEvent).detail), { signal: left.signal })
      // What a server wrote lives before React takes it over.
      const told = element?.told.get(type)
      if (told !== undefined && told !== heard.current.get(type)) hear(told)
    }
    return () => left.abort()
  }, [])
  return createElement(tag, { ...attributes, class: className, 'heading-level': headingLevel, ref }, children)
}

function usePayment<Element extends AnyElement>(
  tag: string,
  props: PaymentMethodsProps,
  given: ForwardedRef<Element>,
): ReactElement {
  const { publishableKey, startWith, methods, onChange, onPaid, ...rest } = props
  const attributes = { 'publishable-key': publishableKey, 'start-with': startWith, methods: methods?.join(' ') }
  return useElement(tag, { ...rest, ...attributes }, { 'ovo-change': onChange, 'ovo-paid': onPaid }, given)
}

/** Its `ref` is the element itself. */
type ElementComponent<Props, Element> = ForwardRefExoticComponent<Props & RefAttributes<Element>>

/** `<ovo-qris>` */
export const OvoQris: ElementComponent<PaymentProps, OvoQrisElement> = forwardRef((props, ref) =>
  usePayment('ovo-qris', props, ref),
)
/** `<ovo-push-to-pay>` */
export const OvoPushToPay: ElementComponent<PaymentProps, OvoPushToPayElement> = forwardRef((props, ref) =>
  usePayment('ovo-push-to-pay', props, ref),
)
/** `<ovo-linked-pay>` */
export const OvoLinkedPay: ElementComponent<PaymentProps, OvoLinkedPayElement> = forwardRef((props, ref) =>
  usePayment('ovo-linked-pay', props, ref),
)
/** `<ovo-payment-methods>` */
export const OvoPaymentMethods: ElementComponent<PaymentMethodsProps, OvoPaymentMethodsElement> = forwardRef(
  (props, ref) => usePayment('ovo-payment-methods', props, ref),
)

/** `<ovo-top-up>` */
export const OvoTopUp: ElementComponent<TopUpProps, OvoTopUpElement> = forwardRef(
  ({ topUp, onChange, onToppedUp, ...rest }, ref) =>
    useElement(
      'ovo-top-up',
      { ...rest, 'top-up': topUp },
      { 'ovo-change': onChange, 'ovo-topped-up': onToppedUp },
      ref,
    ),
)

/** `<ovo-link>` */
export const OvoLink: ElementComponent<LinkProps, OvoLinkElement> = forwardRef(
  ({ publishableKey, onChange, ...rest }, ref) =>
    useElement('ovo-link', { ...rest, 'publishable-key': publishableKey }, { 'ovo-change': onChange }, ref),
)

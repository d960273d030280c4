'use client'

import { createElement, type ReactElement, type ReactNode, useEffect, useRef } from 'react'
import type { CustomerToken } from '../client/element-request.ts'
import type { LinkView, ShopperView, TopUpView } from '../client/wire.ts'
import type { LinkTextName } from '../link/link-texts.ts'
import type { PaymentTextName } from '../payment/payment-texts.ts'
import type { TextOverrides } from '../texts/texts.ts'
import type { TopUpTextName } from '../top-up/top-up-texts.ts'
import '../index.ts'

/** What every element takes. `className`, `id` and `style` go to the element itself. */
interface AnyProps<Name extends string> {
  /** Where the routes are. @default '/ovo' */
  readonly base?: string
  /** The token of whoever is signed in, where the shop knows its customers by tokens. */
  readonly token?: CustomerToken
  readonly locale?: 'id' | 'en'
  readonly theme?: 'light' | 'dark'
  readonly texts?: TextOverrides<Name>
  readonly className?: string
  readonly id?: string
  readonly style?: Readonly<Record<string, string | number>>
  /** What the shop adds: children with a `slot`. */
  readonly children?: ReactNode
}

/** An order of Express or NestJS, or a cart of Medusa. */
export interface PaymentProps extends AnyProps<PaymentTextName> {
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

export interface TopUpProps extends AnyProps<TopUpTextName> {
  readonly topUp: string
  readonly amount?: number
  readonly onChange?: (view: TopUpView) => void
  readonly onToppedUp?: (view: TopUpView) => void
}

export interface LinkProps extends AnyProps<LinkTextName> {
  /** Of a Medusa store. */
  readonly publishableKey?: string
  readonly onChange?: (view: LinkView) => void
}

type Handlers = Readonly<Record<string, ((detail: never) => void) | undefined>>

/** Puts an element into the tree: attributes by React, texts and events by hand, which React 18 does not do. */
function useElement(
  tag: string,
  {
    attributes,
    texts,
    token,
    handlers,
    children,
  }: {
    readonly attributes: Readonly<Record<string, unknown>>
    readonly texts: object | undefined
    readonly token: CustomerToken | undefined
    readonly handlers: Handlers
    readonly children: ReactNode
  },
): ReactElement {
  const ref = useRef<HTMLElement & { texts: object; token: CustomerToken | null }>(null)
  const latest = useRef({ handlers, token })
  useEffect(() => {
    latest.current = { handlers, token }
  })
  const hasToken = token !== undefined
  useEffect(() => {
    // One function for the element's whole life: another would make it begin anew.
    if (ref.current !== null && hasToken) ref.current.token = () => latest.current.token?.() ?? null
  }, [hasToken])
  useEffect(() => {
    if (ref.current !== null) ref.current.texts = texts ?? {}
  }, [texts])
  useEffect(() => {
    const element = ref.current
    const left = new AbortController()
    for (const type of Object.keys(latest.current.handlers)) {
      const hear = (event: Event): void => latest.current.handlers[type]?.((event as CustomEvent).detail as never)
      element?.addEventListener(type, hear, { signal: left.signal })
    }
    return () => left.abort()
  }, [])
  return createElement(tag, { ...attributes, ref }, children)
}

function usePayment(tag: string, props: PaymentMethodsProps): ReactElement {
  const { publishableKey, startWith, methods, className, texts, token, onChange, onPaid, children, ...rest } = props
  return useElement(tag, {
    attributes: {
      ...rest,
      'publishable-key': publishableKey,
      'start-with': startWith,
      methods: methods?.join(' '),
      class: className,
    },
    texts,
    token,
    handlers: { 'ovo-change': onChange, 'ovo-paid': onPaid },
    children,
  })
}

/** `<ovo-qris>` */
export const OvoQris = (props: PaymentProps): ReactElement => usePayment('ovo-qris', props)
/** `<ovo-push-to-pay>` */
export const OvoPushToPay = (props: PaymentProps): ReactElement => usePayment('ovo-push-to-pay', props)
/** `<ovo-linked-pay>` */
export const OvoLinkedPay = (props: PaymentProps): ReactElement => usePayment('ovo-linked-pay', props)
/** `<ovo-payment-methods>` */
export const OvoPaymentMethods = (props: PaymentMethodsProps): ReactElement => usePayment('ovo-payment-methods', props)

/** `<ovo-top-up>` */
export function OvoTopUp({
  topUp,
  className,
  texts,
  token,
  onChange,
  onToppedUp,
  children,
  ...rest
}: TopUpProps): ReactElement {
  return useElement('ovo-top-up', {
    attributes: { ...rest, 'top-up': topUp, class: className },
    texts,
    token,
    handlers: { 'ovo-change': onChange, 'ovo-topped-up': onToppedUp },
    children,
  })
}

/** `<ovo-link>` */
export function OvoLink({
  publishableKey,
  className,
  texts,
  token,
  onChange,
  children,
  ...rest
}: LinkProps): ReactElement {
  return useElement('ovo-link', {
    attributes: { ...rest, 'publishable-key': publishableKey, class: className },
    texts,
    token,
    handlers: { 'ovo-change': onChange },
    children,
  })
}

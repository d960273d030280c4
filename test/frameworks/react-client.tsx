import { Payment } from 'docs:React.tsx'
import { OvoPaymentMethods, type PaymentMethodsProps } from '@ovokit/elements/react'
import { createRef, StrictMode } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, hydrateRoot } from 'react-dom/client'

const place = document.getElementById('root') as HTMLElement
const element = createRef<HTMLElementTagNameMap['ovo-payment-methods']>()
const heard: string[] = []

/** What the test says by hand: hydrates what the server wrote, or renders with what it wants to see rendered. */
Object.assign(window, {
  element,
  heard,
  hydrate: (order: { id: string; total: number }) =>
    hydrateRoot(
      place,
      <StrictMode>
        <Payment order={order} refetch={() => heard.push('refetch')} />
      </StrictMode>,
    ),
  mount: () => {
    const root = createRoot(place)
    // At once, with the effects: what the test says next may be heard by these handlers only.
    return (props: PaymentMethodsProps | null) =>
      flushSync(() =>
        root.render(
          <StrictMode>
            {props === null ? null : (
              <OvoPaymentMethods ref={element} {...props}>
                <a slot="paid" href="/">
                  Back to the shop
                </a>
              </OvoPaymentMethods>
            )}
          </StrictMode>,
        ),
      )
  },
})

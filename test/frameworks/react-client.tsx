import { Payment } from 'docs:React.tsx'
import { OvoPaymentMethods, type PaymentMethodsProps } from '@ovokit/elements/react'
import { createRef, StrictMode } from 'react'
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
    return (props: PaymentMethodsProps | null) =>
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
      )
  },
})

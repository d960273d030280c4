import { Payment } from 'docs:React.tsx'
import { StrictMode } from 'react'
import { renderToString } from 'react-dom/server'

/** The manual's own component, as a server writes it. */
export const render = (order: { id: string; total: number }): string =>
  renderToString(
    <StrictMode>
      <Payment order={order} refetch={() => {}} />
    </StrictMode>,
  )

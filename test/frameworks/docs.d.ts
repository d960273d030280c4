/** What docs/elements.md shows under "React". */
declare module 'docs:React.tsx' {
  import type { ReactElement } from 'react'
  export const Payment: (props: {
    readonly order: { readonly id: string; readonly total: number }
    readonly refetch: () => void
  }) => ReactElement
}

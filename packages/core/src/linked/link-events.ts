import type { EpochMillis } from '../values/jakarta-time.ts'

/** Everything that can happen to a link. Secrets are sealed before they become part of an event. */
export type LinkEvent =
  /** OVO gave the address of its pages. */
  | { readonly type: 'page-given'; readonly sealedLinkageToken: string; readonly sealedPage: string }
  /** OVO refused to bind, or refused the code. */
  | { readonly type: 'refused'; readonly reason: string; readonly responseCode: string | null }
  /** Binding may have arrived, its answer did not. Nobody saw a page. */
  | { readonly type: 'lost'; readonly reason: string }
  | { readonly type: 'unsent'; readonly reason: string }
  /** The customer came back with a code and the right `state`. */
  | { readonly type: 'returned'; readonly sealedAuthCode: string }
  /** The customer came back with an error and the right `state`. */
  | { readonly type: 'declined'; readonly code: string }
  /** The time on OVO's pages, or for the code, is over. */
  | { readonly type: 'lapsed' }
  | { readonly type: 'abandoned' }
  /** The customer began again. */
  | { readonly type: 'superseded'; readonly by: string }
  | {
      readonly type: 'issued'
      readonly sealedAccessToken: string
      readonly sealedRefreshToken: string | null
      readonly expiresAt: EpochMillis | null
    }
  /** No clear answer: it is asked again. */
  | { readonly type: 'inconclusive'; readonly reason: string }
  /** A call was refused because of the customer's token. `generation` is the token's that was refused. */
  | { readonly type: 'token-refused'; readonly generation: number; readonly responseCode: string | null }
  /** OVO no longer knows the link. */
  | { readonly type: 'revoked'; readonly responseCode: string | null }
  | { readonly type: 'unlinking' }
  /** The first of unbinding's two calls worked. */
  | { readonly type: 'confirming'; readonly sealedToken: string }
  | { readonly type: 'unlinked' }
  | { readonly type: 'raised' }

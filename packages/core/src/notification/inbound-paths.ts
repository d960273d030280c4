/** What OVO calls at the shop, below wherever `handle` is mounted, and again below `/merchants/{name}`. */
export const inboundPaths: readonly string[] = [
  '/v1.0/qr/qr-mpm-notify',
  '/v1.0/debit/notify',
  '/v1.0/access-token/b2b',
]

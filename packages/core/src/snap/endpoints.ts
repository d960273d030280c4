/** The calls OvoKit makes over SNAP. */
export type SnapOperation = 'token.b2b' | 'qris.generate' | 'qris.query' | 'qris.refund'

/** What the protocol fixes about one call. */
export interface SnapEndpoint {
  /** Path on OVO's host. `SnapDialect.paths` may replace it. */
  readonly path: string
  /** Two digits, the middle of every responseCode of this call. */
  readonly serviceCode: string
  /** What is signed: client id and time; or the request with the client secret; or the request with the RSA key. */
  readonly signature: 'token' | 'symmetric' | 'asymmetric'
  /** A read may be asked again freely. A write whose answer is lost may have happened. */
  readonly effect: 'read' | 'write'
}

/**
 * Everything the protocol fixes about each call, in one place. All are POST.
 *
 * @see docs/protocol/snap.md#endpoints
 */
export const snapEndpoints: Readonly<Record<SnapOperation, SnapEndpoint>> = {
  'token.b2b': {
    path: '/OVOSNAP/v1.0/access-token/b2b',
    serviceCode: '73',
    signature: 'token',
    effect: 'read',
  },
  'qris.generate': {
    path: '/OVOSNAP/v1.0/qr/qr-mpm-generate',
    serviceCode: '47',
    signature: 'symmetric',
    effect: 'write',
  },
  'qris.query': {
    path: '/OVOSNAP/v1.0/qr/qr-mpm-query',
    serviceCode: '51',
    signature: 'symmetric',
    effect: 'read',
  },
  'qris.refund': {
    path: '/OVOSNAP/v1.0/qr/qr-mpm-refund',
    serviceCode: '78',
    signature: 'symmetric',
    effect: 'write',
  },
}

/** OVO's hosts for every SNAP product. */
export const snapHosts: Readonly<Record<'staging' | 'production', string>> = {
  staging: 'https://app.byte-stack.net',
  production: 'https://apigw.ovo.id',
}

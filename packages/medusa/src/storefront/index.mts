export { createOvoStorefront, type OvoAccount, type OvoStorefront, type OvoStorefrontOptions } from './client.mts'
export { type MountOptions, mountOvoPayment } from './mount.mts'
export { OvoStorefrontError } from './storefront-error.mts'
export type { Locale } from './texts.mts'

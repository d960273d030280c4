export { createOvoStorefront, type OvoStorefront, type OvoStorefrontOptions } from './client.mts'
export { mountOvoPayment, type MountOptions } from './mount.mts'
export { OvoStorefrontError } from './storefront-error.mts'
export type { Locale } from './texts.mts'

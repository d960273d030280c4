import type { MedusaContainer } from '@medusajs/framework/types'
import { ContainerRegistrationKeys, Modules, ProductStatus } from '@medusajs/framework/utils'
import {
  createApiKeysWorkflow,
  createInventoryLevelsWorkflow,
  createProductsWorkflow,
  createRegionsWorkflow,
  createShippingOptionsWorkflow,
  createShippingProfilesWorkflow,
  createStockLocationsWorkflow,
  createUserAccountWorkflow,
  linkSalesChannelsToApiKeyWorkflow,
  linkSalesChannelsToStockLocationWorkflow,
  updateStoresWorkflow,
} from '@medusajs/medusa/core-flows'
import { catalogue } from './catalogue.ts'

/** What a storefront needs to know of the store. */
export interface Seeded {
  readonly publishableKey: string
  readonly regionId: string
}

/** For the demonstration only. */
export const admin = { email: 'admin@toko.test', password: 'kopi-susu' } as const

/** Fills an empty store: Indonesia in rupiah, a shelf of goods, one way to deliver, an admin. Run again, it only looks. */
export async function seed({ container }: { readonly container: MedusaContainer }): Promise<Seeded> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: regions } = await query.graph({ entity: 'region', fields: ['id'], filters: { name: 'Indonesia' } })
  const { data: keys } = await query.graph({ entity: 'api_key', fields: ['token'], filters: { type: 'publishable' } })
  const [region, key] = [regions[0], keys[0]]
  if (region !== undefined && key !== undefined) return { publishableKey: key.token, regionId: region.id }

  const { data: channels } = await query.graph({ entity: 'sales_channel', fields: ['id'] })
  const { data: stores } = await query.graph({ entity: 'store', fields: ['id'] })
  const channel = channels[0]?.id as string
  await updateStoresWorkflow(container).run({
    input: {
      selector: { id: stores[0]?.id as string },
      update: {
        name: 'Toko Kopi',
        supported_currencies: [{ currency_code: 'idr', is_default: true }],
        default_sales_channel_id: channel,
      },
    },
  })
  const { result: made } = await createRegionsWorkflow(container).run({
    input: {
      regions: [
        {
          name: 'Indonesia',
          currency_code: 'idr',
          countries: ['id'],
          payment_providers: ['pp_ovo-qris_ovo', 'pp_ovo-push-to-pay_ovo', 'pp_ovo-linked_ovo', 'pp_system_default'],
        },
      ],
    },
  })
  await deliver(container, channel)
  await stock(container, channel)
  await createAdmin(container)
  const token = await createKey(container, channel)
  return { publishableKey: token, regionId: made[0]?.id as string }
}

/** One warehouse, one way to deliver, for a price. */
async function deliver(container: MedusaContainer, channel: string): Promise<void> {
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  const fulfillment = container.resolve(Modules.FULFILLMENT)
  const { result: locations } = await createStockLocationsWorkflow(container).run({
    input: { locations: [{ name: 'Gudang Jakarta', address: { city: 'Jakarta', country_code: 'id', address_1: '' } }] },
  })
  const location = locations[0]?.id as string
  const stockLocation = { [Modules.STOCK_LOCATION]: { stock_location_id: location } }
  await link.create({ ...stockLocation, [Modules.FULFILLMENT]: { fulfillment_provider_id: 'manual_manual' } })
  const { result: profiles } = await createShippingProfilesWorkflow(container).run({
    input: { data: [{ name: 'Default', type: 'default' }] },
  })
  const set = await fulfillment.createFulfillmentSets({
    name: 'Indonesia',
    type: 'shipping',
    service_zones: [{ name: 'Indonesia', geo_zones: [{ country_code: 'id', type: 'country' }] }],
  })
  await link.create({ ...stockLocation, [Modules.FULFILLMENT]: { fulfillment_set_id: set.id } })
  await createShippingOptionsWorkflow(container).run({
    input: [
      {
        name: 'Kurir',
        price_type: 'flat',
        provider_id: 'manual_manual',
        service_zone_id: set.service_zones[0]?.id as string,
        shipping_profile_id: profiles[0]?.id as string,
        type: { label: 'Kurir', description: 'Two days', code: 'kurir' },
        prices: [{ currency_code: 'idr', amount: 12_000 }],
      },
    ],
  })
  await linkSalesChannelsToStockLocationWorkflow(container).run({ input: { id: location, add: [channel] } })
}

async function stock(container: MedusaContainer, channel: string): Promise<void> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data: profiles } = await query.graph({ entity: 'shipping_profile', fields: ['id'] })
  const { data: locations } = await query.graph({ entity: 'stock_location', fields: ['id'] })
  await createProductsWorkflow(container).run({
    input: {
      products: catalogue.map(({ title, handle, description, amount }) => ({
        title,
        handle,
        description,
        status: ProductStatus.PUBLISHED,
        shipping_profile_id: profiles[0]?.id as string,
        sales_channels: [{ id: channel }],
        options: [{ title: 'Size', values: ['One'] }],
        variants: [{ title: 'One', sku: handle, options: { Size: 'One' }, prices: [{ currency_code: 'idr', amount }] }],
      })),
    },
  })
  const { data: items } = await query.graph({ entity: 'inventory_item', fields: ['id', 'sku'] })
  const quantity = new Map(catalogue.map(({ handle, inStock }) => [handle, inStock]))
  await createInventoryLevelsWorkflow(container).run({
    input: {
      inventory_levels: items.map((item) => ({
        inventory_item_id: item.id,
        location_id: locations[0]?.id as string,
        stocked_quantity: quantity.get(item.sku ?? '') ?? 0,
      })),
    },
  })
}

async function createAdmin(container: MedusaContainer): Promise<void> {
  const { authIdentity, error } = await container
    .resolve(Modules.AUTH)
    .register('emailpass', { body: { ...admin } } as never)
  if (authIdentity === undefined) throw new Error(error ?? 'the admin could not be registered')
  await createUserAccountWorkflow(container).run({
    input: { authIdentityId: authIdentity.id, userData: { email: admin.email, first_name: 'Admin' } },
  })
}

async function createKey(container: MedusaContainer, channel: string): Promise<string> {
  const { result } = await createApiKeysWorkflow(container).run({
    input: { api_keys: [{ title: 'Storefront', type: 'publishable', created_by: '' }] },
  })
  const key = result[0]
  if (key === undefined) throw new Error('the storefront got no key')
  await linkSalesChannelsToApiKeyWorkflow(container).run({ input: { id: key.id, add: [channel] } })
  return key.token
}

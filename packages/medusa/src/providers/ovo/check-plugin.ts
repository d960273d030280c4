import { MedusaError } from '@medusajs/framework/utils'

/**
 * The provider is of no use without the plugin, which holds the credentials and hears OVO. Looked at when Medusa starts,
 * and not when the first shopper pays.
 *
 * @throws {MedusaError} `invalid_data`
 */
export function checkPluginIsThere(configModule: unknown): void {
  const plugins = (configModule as { plugins?: readonly (string | { resolve?: string })[] } | undefined)?.plugins ?? []
  const names = plugins.map((plugin) => (typeof plugin === 'string' ? plugin : (plugin.resolve ?? '')))
  if (names.some((name) => name === '@ovokit/medusa' || name.includes('ovokit'))) return
  throw new MedusaError(
    MedusaError.Types.INVALID_DATA,
    "The OVO payment provider needs its plugin: add { resolve: '@ovokit/medusa', options: { … } } to plugins in medusa-config.",
  )
}

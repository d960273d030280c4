import { fileURLToPath } from 'node:url'
import { bundleForBrowsers } from './bundle.ts'

/** Inside this repository: the same folder, made out of the sources as they are now. */
export const browserFiles: string = fileURLToPath(new URL('../.browser/', import.meta.url))

bundleForBrowsers(browserFiles)

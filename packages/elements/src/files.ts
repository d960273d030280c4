import { fileURLToPath } from 'node:url'

/**
 * The folder with the elements as a page loads them, for a server to serve: `ovo-elements.js` has all of them,
 * `ovo-qris.js` and the others one each. They load what they share from beside them.
 */
export const browserFiles: string = fileURLToPath(new URL('./browser/', import.meta.url))

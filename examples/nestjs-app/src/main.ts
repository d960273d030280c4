import { createShop } from './create-shop.ts'
import { port, publicUrl } from './settings.ts'

const app = await createShop()
await app.listen(port())
console.log(`the shop is at ${publicUrl()}, its API at /docs, its health at /health`)

import '@ovokit/elements'
import { createApp } from 'vue'

const template = '<ovo-qris :order="order" :texts="texts"><a slot="paid" href="/">Back to the shop</a></ovo-qris>'
const texts = { en: { paidText: 'We start packing.' } }

const app = createApp({ template, data: () => ({ order: 'D', texts }) })
app.config.compilerOptions.isCustomElement = (tag) => tag.startsWith('ovo-')
app.mount('#root')

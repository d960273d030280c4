import Payment from 'docs:Vue.vue'
import { createSSRApp } from 'vue'
import { renderToString } from 'vue/server-renderer'

/** The manual's own component, as a server writes it. */
export const render = (order) => renderToString(createSSRApp(Payment, { order }))

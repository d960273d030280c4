import Payment from 'docs:Vue.vue'
import { createApp, createSSRApp, h, shallowRef } from 'vue'
import Bench from './vue-bench.vue'

const place = document.getElementById('root')
const heard = []

/** What the test says by hand: hydrates what the server wrote, or renders with what it wants to see rendered. */
Object.assign(window, {
  heard,
  hydrate: (order) => {
    createSSRApp(Payment, { order, onPaid: (view) => heard.push(`paid ${view.amount}`) }).mount(place)
  },
  mount: () => {
    const [given, bench] = [shallowRef(null), shallowRef(null)]
    createApp({ render: () => h(Bench, { given: given.value, ref: bench }) }).mount(place)
    Object.assign(window, { element: () => bench.value.element })
    return (props) => {
      given.value = props
    }
  },
})

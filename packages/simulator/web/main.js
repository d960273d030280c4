import { bench } from './bench/bench.js'
import { memory } from './memory.js'
import { Phone } from './phone/phone.js'
import { confirmScreen } from './phone/screens/confirm.js'
import { homeScreen } from './phone/screens/home.js'
import { pinScreen } from './phone/screens/pin.js'
import { resultScreen } from './phone/screens/result.js'
import { unlinkScreen } from './phone/screens/unlink.js'

/** @param {string} id */
const place = (id) => {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`the page has no ${id}`)
  return found
}

const phone = new Phone(place('phone'), {
  home: homeScreen,
  confirm: confirmScreen,
  pin: pinScreen,
  result: resultScreen,
  unlink: unlinkScreen,
})
bench(phone, place('bench'))
phone.speak(memory.read('language') === 'en' ? 'en' : 'id')
await phone.refresh()

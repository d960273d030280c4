// What the shop itself says. What is said about paying with OVO comes with the elements.
const words = {
  // What does not stand in the page, which is written in Indonesian.
  id: {
    buy: 'Beli {title}, {price}',
    total: 'Bayar {price}',
    thanks: 'Terima kasih! Pesanan #{number}',
    notThisWay: 'Pesanan ini tidak bisa dibayar dengan cara itu. Pilih cara lain.',
    broken: 'Toko sedang tidak bisa dihubungi. Coba lagi sebentar lagi.',
  },
  en: {
    otherLanguage: 'Indonesia',
    account: 'OVO account',
    buy: 'Buy {title}, {price}',
    total: 'Pay {price}',
    choose: 'Choose how to pay.',
    qrisHint: 'Scan with OVO or another app',
    push: 'OVO app',
    pushHint: 'Confirm the request on your phone',
    linked: 'Linked OVO account',
    linkedHint: 'Only your PIN, on OVO’s page',
    pay: 'Pay',
    otherWay: 'Choose another way to pay',
    signInFirst: 'Sign in first, so that the shop knows whose OVO account it is.',
    email: 'E-mail',
    signIn: 'Sign in',
    thanks: 'Thank you! Order #{number}',
    packing: 'We are packing your coffee.',
    again: 'Shop on',
    notThisWay: 'This order cannot be paid that way. Choose another.',
    broken: 'The shop cannot be reached. Try again in a moment.',
  },
}

const page = document.documentElement
for (const { dataset, textContent } of document.querySelectorAll('[data-say]')) words.id[dataset.say] = textContent

/** Writes a text into an element, now and whenever the language changes. */
export function say(element, name, values = {}) {
  Object.assign(element.dataset, { say: name, values: JSON.stringify(values) })
  element.textContent = words[page.lang][name].replace(/\{(\w+)\}/g, (_, value) => values[value])
}

/** Speaks Indonesian or English from now on; elements speak what the page does, and hear of a change by `locale`. */
export function speak(language) {
  page.lang = language === 'en' ? 'en' : 'id'
  localStorage.setItem('language', page.lang)
  for (const element of document.querySelectorAll('[data-say]'))
    say(element, element.dataset.say, JSON.parse(element.dataset.values ?? '{}'))
  for (const element of document.querySelectorAll('[publishable-key]')) element.setAttribute('locale', page.lang)
}

export const rupiah = (amount) => `Rp${amount.toLocaleString('id-ID')}`

import type { Link, LinkAttempt, LinkResult, Ovo } from '@ovokit/core'

/** Where the shop takes customers back from OVO's pages. */
export const returnUrl = 'http://127.0.0.1:9/account/ovo/return'

/** A person with an OVO account, as OVO's pages ask for them. */
export interface Person {
  readonly phone: string
  readonly pin: string
}

/** Does what a customer does on OVO's linking pages, and gives the address that the browser is sent back to. */
export async function walkPages(page: string, { phone, pin }: Person): Promise<URL> {
  await submit(page, 'terms')
  await submit(page, 'otp', phone.slice(-4))
  return backOf(await submit(page, 'pin', pin))
}

/** The same for one who types the wrong PIN until OVO gives up. */
export async function failPages(page: string, { phone, pin }: Person): Promise<URL> {
  const wrong = [...pin].map((digit) => (Number(digit) + 1) % 10).join('')
  await submit(page, 'terms')
  await submit(page, 'otp', phone.slice(-4))
  await submit(page, 'pin', wrong)
  await submit(page, 'pin', wrong)
  return backOf(await submit(page, 'pin', wrong))
}

async function submit(page: string, step: string, typed = ''): Promise<string> {
  const answer = await fetch(page, { method: 'POST', body: new URLSearchParams({ step, typed }) })
  return answer.text()
}

function backOf(html: string): URL {
  const href = /href="(http[^"]+)"/.exec(html)?.[1]
  if (href === undefined) throw new Error('the page leads nowhere')
  return new URL(href.replaceAll('&amp;', '&').replaceAll('&quot;', '"'))
}

export const begin = (ovo: Ovo, customer: string, { phone }: Pick<Person, 'phone'>): Promise<LinkAttempt> =>
  ovo.links.start({ customer, phone, returnUrl })

/** Links a customer's account from the shop's page to OVO's and back. */
export async function link(ovo: Ovo, customer: string, person: Person): Promise<Link> {
  const { page } = await begin(ovo, customer, person)
  const url = await walkPages(page, person)
  const result: LinkResult = await ovo.links.complete({ customer, url })
  if (result.outcome !== 'linked') throw new Error(`the account was not linked: ${result.outcome}`)
  return result.link
}

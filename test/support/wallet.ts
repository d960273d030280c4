import type { Link, LinkAttempt, LinkResult, Ovo, StartedLinkedPayment } from '@ovokit/core'
import type { Simulator } from '@ovokit/simulator'
import { keepSecret } from '../secrets/capture.ts'

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
  return kept(backOf(await submit(page, 'pin', pin)))
}

/** The same for one who types the wrong PIN until OVO gives up. */
export async function failPages(page: string, { phone, pin }: Person): Promise<URL> {
  const wrong = pin.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10))
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

/** What the browser carries back is good for linking an account: nobody may see it. */
export function kept(url: URL): URL {
  for (const name of ['authCode', 'linkState']) keepSecret('way back', url.searchParams.get(name) ?? name)
  return url
}

export const begin = (ovo: Ovo, customer: string, { phone }: Pick<Person, 'phone'>): Promise<LinkAttempt> =>
  ovo.links.start({ customer, phone, returnUrl })

/** The address of the PIN page, which is for the customer's own browser. */
export function pageOf({ pinPage }: StartedLinkedPayment): string {
  if (pinPage === null) throw new Error('this payment has no PIN page')
  keepSecret('way back', pinPage.web.split('/').at(-1) ?? '')
  return pinPage.web
}

/** Links a customer's account, from the shop's page to OVO's and back. */
export async function link(
  { ovo, sim }: { readonly ovo: Ovo; readonly sim: Pick<Simulator, 'approveLink'> },
  customer: string,
  person: Pick<Person, 'phone'>,
): Promise<Link> {
  const { page } = await begin(ovo, customer, person)
  const back = await sim.approveLink({ page })
  if (!back.ok) throw new Error(`OVO's pages ended with ${back.reason}`)
  const result: LinkResult = await ovo.links.complete({ customer, url: kept(new URL(back.returnUrl)) })
  if (result.outcome !== 'linked') throw new Error(`the account was not linked: ${result.outcome}`)
  return result.link
}

import type { IncomingMessage, ServerResponse } from 'node:http'
import {
  button,
  codeField,
  languageOf,
  masked,
  PAGE_HEADERS,
  type PageInput,
  page,
  paragraph,
  wayBack,
} from '../webview/page.ts'
import { say } from '../webview/texts.ts'
import type { Language } from '../words.ts'
import { type Linking, type LinkStep, MAX_WRONG_CODES, returnOf } from '../world/links.ts'
import type { World } from '../world/world.ts'

interface LinkingCall {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly id: string
  readonly searchParams: URLSearchParams
  readonly body: string
}

/** OVO's pages on which an account is linked: terms, OTP, PIN, and how it ended. They need no script. */
export function serveLinking(world: World, { request, response, id, searchParams, body }: LinkingCall): true {
  const language = languageOf(searchParams)
  const linking = world.links.find(id)
  if (linking === undefined) {
    const title = say(language, 'noLink')
    response
      .writeHead(404, PAGE_HEADERS)
      .end(page({ language, title, body: wayBack(language, undefined), outcome: 'bad' }))
    return true
  }
  if (request.method === 'POST') {
    const form = new URLSearchParams(body)
    // A page that was sent twice belongs to the step that it showed.
    if (form.get('step') === linking.step) world.links.submit(linking, form.get('typed') ?? '')
  }
  const merchant = world.partners.byClientId(linking.clientId)?.merchantName ?? linking.clientId
  const shown = PAGES[linking.step](linking, { language, merchant })
  response.writeHead(200, PAGE_HEADERS).end(page({ language, ...shown }))
  return true
}

interface Reader {
  readonly language: Language
  readonly merchant: string
}

const PAGES: Readonly<Record<LinkStep, (linking: Linking, reader: Reader) => Omit<PageInput, 'language'>>> = {
  terms: (linking, { language, merchant }) => ({
    step: 1,
    title: say(language, 'termsTitle'),
    body:
      paragraph(say(language, 'termsText', { merchant, phone: masked(linking.phone) })) +
      `<p><a href="#akhir">${say(language, 'toEnd')}</a></p>` +
      `<div class="terms">${terms(language)}</div><div id="akhir">${form(linking, { language, fields: '' })}</div>`,
  }),
  otp: (linking, { language }) => ({
    step: 2,
    title: say(language, 'otpTitle'),
    body:
      paragraph(say(language, 'otpText', { phone: masked(linking.phone) })) +
      form(linking, { language, fields: codeField('otp', { language, wrong: linking.wrong, isAll: true }) }),
  }),
  pin: (linking, { language }) => ({
    step: 3,
    title: say(language, 'pinTitle'),
    body:
      paragraph(say(language, 'pinText')) +
      form(linking, { language, fields: codeField('pin', { language, wrong: linking.wrong, isAll: true }) }),
  }),
  linked: (linking, { language, merchant }) => ({
    outcome: 'good',
    title: say(language, 'linkedTitle'),
    body:
      paragraph(say(language, 'linkedText', { merchant, phone: masked(linking.phone) })) +
      wayBack(language, returnOf(linking)),
  }),
  failed: (linking, { language }) => ({
    outcome: 'bad',
    title: say(language, 'notLinkedTitle'),
    body:
      paragraph(say(language, linking.wrong < MAX_WRONG_CODES ? 'tooLate' : 'blocked')) +
      wayBack(language, returnOf(linking)),
  }),
}

const terms = (language: Language): string =>
  Array.from({ length: 40 }, (_, n) => `<p>${n + 1}. ${say(language, 'term')}</p>`).join('')

const form = ({ step }: Linking, { language, fields }: { language: Language; fields: string }): string =>
  `<form method="post"><input type="hidden" name="step" value="${step}">${fields}${button(say(language, 'further'))}</form>`

import type { Language } from '../words.ts'
import { MAX_WRONG_CODES } from '../world/links.ts'
import { say } from './texts.ts'

/** Nothing from elsewhere, no script, and forms that only lead back here. */
export const PAGE_HEADERS = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
} as const

/** OVO's pages begin in Indonesian; `?lang=en` is the other language, and stays while the pages go on. */
export const languageOf = (search: URLSearchParams): Language => (search.get('lang') === 'en' ? 'en' : 'id')

/** A picture beside an outcome, drawn on a grid of 24. */
const MARKS = {
  good: 'M5 12.5l4.5 4.5L19 7.5',
  bad: 'M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17zM12 7.5v5.2M12 16.2v.1',
  warn: 'M12 3.5a8.5 8.5 0 110 17 8.5 8.5 0 010-17zM12 7.5V12l3 2',
} as const

export interface PageInput {
  readonly language: Language
  /** Text. */
  readonly title: string
  /** HTML. */
  readonly body: string
  /** An outcome has a picture over its title. */
  readonly outcome?: keyof typeof MARKS
  /** Where the customer is: 1 to 3. */
  readonly step?: number
}

/** A page of OVO's as a customer's browser gets it, dressed like the phone. */
export function page({ language, title, body, outcome, step }: PageInput): string {
  const other = language === 'id' ? 'en' : 'id'
  const mark =
    outcome === undefined
      ? ''
      : `<span class="badge big"><svg class="icon" viewBox="0 0 24 24" aria-hidden="true"><path d="${MARKS[outcome]}"/></svg></span>`
  const where = step === undefined ? '' : `<p class="step" data-step="${step}">${say(language, 'step', { step })}</p>`
  return (
    `<!doctype html><html lang="${language}"><head><meta charset="utf-8">` +
    '<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">' +
    '<meta name="color-scheme" content="light dark"><meta name="theme-color" content="#ffd23f">' +
    `<title>${escaped(title)} · Simulator</title><link rel="icon" href="/phone/icon.svg">` +
    ['base', 'controls', 'frame', 'webview']
      .map((name) => `<link rel="stylesheet" href="/phone/style/${name}.css">`)
      .join('') +
    '</head><body><main class="frame">' +
    `<p class="mark">${escaped(say(language, 'mark'))}</p>` +
    `<header class="bar"><p class="shop">ovo.example</p><a href="?lang=${other}" lang="${other}" hreflang="${other}">${other === 'en' ? 'English' : 'Indonesia'}</a></header>` +
    `<div class="screen"><section class="flow ${outcome ?? ''}">${where}${mark}<h1 class="title">${escaped(title)}</h1>${body}</section></div>` +
    '</main></body></html>'
  )
}

export const paragraph = (text: string, look = 'text'): string => `<p class="${look}">${escaped(text)}</p>`

/**
 * A field for an OTP, or for a PIN, which nobody can read over a shoulder. Has the focus where it is all of the page, or
 * what was typed was wrong.
 */
export function codeField(
  kind: 'otp' | 'pin',
  { language, wrong, isAll }: { language: Language; wrong: number; isAll: boolean },
): string {
  const error =
    wrong === 0
      ? ''
      : `<p class="error" role="alert" id="error">${say(language, `${kind}Wrong`)} ${say(language, 'wrongLeft', { left: MAX_WRONG_CODES - wrong })}</p>`
  const input =
    kind === 'otp'
      ? 'inputmode="numeric" maxlength="4" autocomplete="one-time-code"'
      : 'type="password" inputmode="numeric" maxlength="6" autocomplete="off"'
  const state = wrong === 0 ? 'aria-describedby="hint"' : 'aria-invalid="true" aria-describedby="error hint"'
  return (
    `<label for="typed">${say(language, kind)}</label>` +
    `<input class="code" id="typed" name="typed" ${input} ${state} required${isAll || wrong > 0 ? ' autofocus' : ''}>` +
    `${error}<p class="hint" id="hint">${say(language, `${kind}Hint`)}</p>`
  )
}

export const button = (text: string, look: 'button' | 'button other' = 'button'): string =>
  `<button class="${look}">${escaped(text)}</button>`

/** What a page ends with: the way back, or what to do where there is none. */
export const wayBack = (language: Language, address: string | undefined): string =>
  address === undefined
    ? paragraph(say(language, 'again'))
    : `<div class="actions"><a class="button" href="${escaped(address)}">${say(language, 'toShop')}</a></div>`

export const facts = (rows: ReadonlyArray<readonly [name: string, value: string]>): string =>
  `<dl class="facts">${rows.map(([name, value]) => `<div><dt>${escaped(name)}</dt><dd>${escaped(value)}</dd></div>`).join('')}</dl>`

export const masked = (phone: string): string => `${phone.slice(0, 4)}****${phone.slice(-4)}`

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

import type { Language, Text } from '../text.ts'
import type { Journey, MockupScreen } from './mockup-screen.ts'

/** What every page is drawn for. */
export interface MockupShop {
  readonly name: string
  /** The shop's own style sheet. */
  readonly css: string
  readonly language: Language
}

const inHtml = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`)

const head = (language: Language, css: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Mock-up</title><style>${css}</style>`

const plain = `
body { margin: 0; min-height: 100vh; background: #f4f2f8; color: #1d1a26; font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header { padding: 16px; font-weight: 700; font-size: 18px; background: #fff; border-bottom: 1px solid #e3e0ea; }
main { padding: 16px; }
.ovo-page { display: grid; gap: 20px; align-content: center; min-height: 620px; padding: 24px; border: 2px dashed #8d8799; border-radius: 14px; text-align: center; background: #fff; }
.ovo-page small { color: #5c5768; }
.ovo-page strong { font-size: 22px; }
.ovo-page span { padding: 14px; border-radius: 10px; background: #4c2a86; color: #fff; font-weight: 650; }
`

/** One screen, as the shop's page would have it. */
export function screenPage({ shows }: MockupScreen, { name, css, language }: MockupShop): string {
  const start = `${head(language, plain + css)}<script type="module" src="/elements/ovo-elements.js"></script></head><body><header>${inHtml(name)}</header><main>`
  if ('ovo' in shows) {
    const owner: Text = { en: 'OVO’s own page, in a web view', id: 'Halaman milik OVO, di webview' }
    return `${start}<div class="ovo-page"><small>${owner[language]}</small><strong>${shows.ovo[language]}</strong><span>${shows.action[language]}</span></div></main></body></html>`
  }
  const { tag } = shows
  const subject = { 'ovo-link': '', 'ovo-top-up': 'top-up="SAMPLE-1"' }[tag as string] ?? 'order="SAMPLE-1"'
  return `${start}<${tag} ${subject} amount="196000" base="/ovo"></${tag}></main></body></html>`
}

const frames = `
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.35 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: #1d1a26; background: #fff; }
figure { margin: 0; display: grid; gap: 12px; justify-items: center; break-inside: avoid; }
.phone { width: 390px; padding: 12px; border-radius: 46px; background: #17141d; }
.phone img { display: block; width: 100%; border-radius: 34px; }
figcaption { width: 390px; text-align: center; }
figcaption b { display: block; }
figcaption span { color: #5c5768; }
.alone figure { display: inline-grid; padding: 24px; }
`

const figure = ({ caption }: MockupScreen, picture: string): string =>
  `<figure><div class="phone"><img src="${picture}" alt=""></div><figcaption><b>${inHtml(caption.id)}</b><span>${inHtml(caption.en)}</span></figcaption></figure>`

/** A screen in a phone, with what it is in both languages. */
export const framePage = (screen: MockupScreen, picture: string): string =>
  `${head('id', frames)}</head><body class="alone">${figure(screen, picture)}</body></html>`

const sheets = `
@page { size: A4 landscape; margin: 12mm; }
section { break-before: page; }
section:first-of-type { break-before: auto; }
h1 { margin: 0 0 4mm; font-size: 20px; }
h1 small { font-weight: 400; color: #5c5768; }
.row { display: grid; grid-template-columns: repeat(4, 1fr); gap: 6mm; break-inside: avoid; margin-bottom: 8mm; }
.phone, figcaption { width: 100%; }
.phone { padding: 5px; border-radius: 20px; }
.phone img { border-radius: 15px; }
figcaption { font-size: 11px; }
`

/** All journeys, four screens to a sheet. */
export function sheetsPage(
  shop: MockupShop,
  journeys: readonly { readonly journey: Journey; readonly pictures: readonly string[] }[],
): string {
  const section = ({ journey, pictures }: (typeof journeys)[number]): string => {
    const figures = journey.screens.map((screen, index) => figure(screen, pictures[index] ?? ''))
    const rows = []
    for (let at = 0; at < figures.length; at += 4) rows.push(figures.slice(at, at + 4).join(''))
    const heading = (more: string): string =>
      `<h1>${inHtml(shop.name)}: ${inHtml(journey.title.id)} <small>${inHtml(journey.title.en)}${more}</small></h1>`
    return rows
      .map(
        (row, index) =>
          `<section>${heading(rows.length > 1 ? ` (${index + 1}/${rows.length})` : '')}<div class="row">${row}</div></section>`,
      )
      .join('')
  }
  return `${head('id', frames + sheets)}</head><body>${journeys.map(section).join('')}</body></html>`
}

import { escapeHtml } from '../evidence/to-html.ts'
import type { Language } from '../text.ts'
import type { PlacedScreen } from './journeys.ts'
import { both, type OvoPage, type ShopPage } from './mockup-screen.ts'

/** What every page is drawn for. */
export interface MockupShop {
  readonly name: string
  /** The shop's own style sheet, and the folder that its fonts and pictures are in; `null`: none. */
  readonly css: { readonly text: string; readonly folder: string } | null
  /** Of the screens; captions are in both. */
  readonly language: Language
}

export const htmlHead = (language: Language, title: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>`

/** A shop's page as plain as can be. Its colours are the elements' own, so that a theme of theirs reaches it too. */
const plain = `
:root { color-scheme: light; }
body { margin: 0; min-height: 100vh; background: light-dark(#f1eff5, #100e15); color: var(--ovo-text, light-dark(#1d1a26, #f1eef7)); font: var(--ovo-font, 400 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif); overflow-wrap: anywhere; }
header { display: flex; align-items: center; gap: 10px; min-height: 54px; box-sizing: border-box; padding: 8px 16px; font-weight: 700; font-size: 18px; line-height: 1.25; background: var(--ovo-surface, light-dark(#fff, #1b1822)); border-bottom: 1px solid light-dark(#e3e0ea, #2a2634); }
header::before { content: ""; flex: none; width: 22px; height: 22px; border-radius: 7px; background: var(--ovo-accent, light-dark(#4c2a86, #c9b3ff)); }
main { display: grid; gap: 12px; padding: 12px; }
h1 { margin: 4px 4px 0; font-size: 20px; line-height: 1.25; }
.card { padding: 16px; border-radius: var(--ovo-radius, 14px); background: var(--ovo-surface, light-dark(#fff, #1b1822)); }
.card, .card dl div { display: flex; justify-content: space-between; gap: 16px; }
.card b { white-space: nowrap; }
.card small, .card dt { color: var(--ovo-soft, light-dark(#5c5768, #b9b3c6)); }
.card dl { flex: 1; margin: 0; }
.card dl div { padding-block: 12px; border-bottom: 1px solid var(--ovo-faint, light-dark(#f3f1f7, #2a2634)); }
.card dl div:last-child { border: 0; }
.card dt small { display: block; }
.card dd { margin: 0; text-align: end; font-weight: 600; white-space: nowrap; }
`

/** OVO's pages are OVO's to draw: what stands here is a place kept for one, and must not be taken for it. */
const placeholder = `
body { margin: 0; min-height: 100vh; display: grid; grid-template-rows: auto 1fr; background: #fff; color: #1d1a26; font: 400 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; text-align: center; }
header { padding: 14px 16px; background: #3f3b48; color: #fff; font-weight: 700; }
header small { display: block; font-weight: 400; }
main { display: grid; gap: 18px; align-content: center; justify-items: center; margin: 14px; padding: 28px 24px; border: 2px dashed #8d8799; border-radius: 14px; background: repeating-linear-gradient(135deg, #f6f5f8 0 14px, #fff 14px 28px); }
main > * { background: #fff; padding: 4px 10px; border-radius: 8px; }
h1 { margin: 0; font-size: 22px; line-height: 1.3; }
p { margin: 0; color: #5c5768; max-width: 260px; }
.control { min-width: 150px; padding: 12px 18px; border: 2px dashed #5c5768; border-radius: 10px; font-weight: 650; letter-spacing: .04em; }
`

const isOvos = both('OVO’s own page, in a web view', 'Halaman milik OVO, di webview')
const order = both('Order SAMPLE-1', 'Pesanan SAMPLE-1')
const goods = both('2 items', '2 barang')

function ovoPage({ ovo, about, control }: OvoPage, language: Language): string {
  const owner = `<header>Ditampilkan oleh OVO · Shown by OVO<small>${isOvos[language]}</small></header>`
  const body = `<h1>${escapeHtml(ovo[language])}</h1><p>${escapeHtml(about[language])}</p><div class="control">${escapeHtml(control[language])}</div>`
  return `${htmlHead(language, 'OVO')}<style>${placeholder}</style></head><body>${owner}<main>${body}</main></body></html>`
}

const shopCard = ({ rows }: ShopPage, language: Language): string =>
  `<div class="card"><dl>${rows
    .map(({ name, value, more }) => {
      const small = more === undefined ? '' : `<small>${escapeHtml(more[language])}</small>`
      return `<div><dt>${escapeHtml(name[language])}${small}</dt><dd>${escapeHtml(value[language])}</dd></div>`
    })
    .join('')}</dl></div>`

/** One screen, as the shop's page would have it; or the place of one of OVO's. */
export function screenPage({ journey, screen }: PlacedScreen, { name, css, language }: MockupShop): string {
  const { shows } = screen
  if ('ovo' in shows) return ovoPage(shows, language)
  const theme = css === null ? '' : '<link rel="stylesheet" href="/shop.css">'
  const head = `${htmlHead(language, name)}<style>${plain}</style>${theme}<script type="module" src="/elements/ovo-elements.js"></script></head>`
  const heading = 'shop' in shows ? shows.shop : journey.place
  const place = heading === null ? '' : `<h1>${escapeHtml(heading[language])}</h1>`
  const start = `${head}<body><header>${escapeHtml(name)}</header><main>${place}`
  if ('shop' in shows) return `${start}${shopCard(shows, language)}</main></body></html>`
  const { tag } = shows
  const isPayment = tag !== 'ovo-link' && tag !== 'ovo-top-up'
  const basket =
    isPayment && heading !== null
      ? `<div class="card"><span>${order[language]}<br><small>${goods[language]}</small></span><b>Rp196.000</b></div>`
      : ''
  const subject = tag === 'ovo-top-up' ? 'top-up="SAMPLE-1"' : isPayment ? 'order="SAMPLE-1"' : ''
  return `${start}${basket}<${tag} ${subject} amount="196000" base="/ovo"></${tag}></main></body></html>`
}

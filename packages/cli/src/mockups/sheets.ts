import { escapeHtml } from '../evidence/to-html.ts'
import type { Text } from '../text.ts'
import type { PlacedScreen } from './journeys.ts'
import { type Mandate, sources } from './mandates.ts'
import { both, type Journey } from './mockup-screen.ts'
import { htmlHead } from './screen-page.ts'

/** A screen with its picture, as a data URL. */
export interface DrawnScreen extends PlacedScreen {
  readonly picture: string
}

const font = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'

const phones = `
* { box-sizing: border-box; }
body { margin: 0; font: 15px/1.35 ${font}; color: #1d1a26; background: #fff; }
figure { margin: 0; }
.phone { position: relative; padding: 8.2% 3.1% 5.2%; border-radius: 9.5% / 4.6%; background: #17141d; }
.phone::before { content: ""; position: absolute; inset: 1.4% 36% auto; height: 1.35%; border-radius: 9px; background: #3a3543; }
.phone img { display: block; width: 100%; border-radius: 5% / 2.6%; }
figcaption { text-align: center; text-wrap: balance; }
figcaption b, figcaption span, figcaption i { display: block; }
figcaption b { display: inline; }
figcaption span { color: #5c5768; }
figcaption i { font-style: normal; font-size: .85em; color: #4c2a86; }
`

const twice = ({ id, en }: Text): string =>
  `<b>${escapeHtml(id)}</b>${id === en ? '' : `<span>${escapeHtml(en)}</span>`}`

const owners = {
  ovo: 'Ditampilkan oleh OVO · Shown by OVO',
  shop: 'Halaman toko sendiri (contoh) · The shop’s own page (example)',
}

function figure({ screen, number, picture }: DrawnScreen): string {
  const { shows, caption } = screen
  const owner = 'ovo' in shows ? `<i>${owners.ovo}</i>` : 'shop' in shows ? `<i>${owners.shop}</i>` : ''
  return `<figure><div class="phone"><img src="${picture}" alt="${escapeHtml(caption.en)}"></div><figcaption>${number} ${twice(caption)}${owner}</figcaption></figure>`
}

const alone = 'figure { display: inline-grid; gap: 12px; padding: 24px; } .phone, figcaption { width: 416px; }'

/** A screen in a phone, with what it is in both languages. */
export const framePage = (drawn: DrawnScreen): string =>
  `${htmlHead('id', drawn.file)}<style>${phones}${alone}</style></head><body>${figure(drawn)}</body></html>`

const paper = `
@page { size: 297mm 210mm; margin: 0; }
.sheet { position: relative; display: grid; grid-template-rows: auto 1fr; width: 297mm; height: 210mm; padding: 12mm 14mm 16mm; overflow: hidden; break-after: page; }
.sheet:last-child { break-after: auto; }
.sheet footer { position: absolute; inset: auto 14mm 8mm; display: flex; justify-content: space-between; font-size: 10px; color: #5c5768; }
h1 { margin: 0 0 5mm; font-size: 22px; line-height: 1.2; }
h1 span, h2 span { font-weight: 400; color: #5c5768; }
.row { display: flex; gap: 7mm; justify-content: center; align-self: center; }
.row figure { display: grid; gap: 3mm; width: 62mm; align-content: start; }
.row .phone img { max-height: 132mm; object-fit: contain; object-position: top; background: #fff; }
.row figcaption { font-size: 11px; }
table { width: 100%; align-self: start; border-collapse: collapse; font-size: 11px; line-height: 1.3; }
th, td { padding: 1.1mm 3mm 1.1mm 0; border-bottom: 1px solid #ddd9e4; text-align: start; vertical-align: top; }
th { font-size: 10px; color: #5c5768; font-weight: 600; }
td b { font-weight: 600; display: block; }
td span { color: #5c5768; }
.number { text-align: end; padding-inline: 3mm 0; white-space: nowrap; font-variant-numeric: tabular-nums; }
.document { white-space: nowrap; }
.cover { grid-row: 1 / -1; display: grid; grid-template-columns: 1fr 116mm; gap: 14mm; align-content: center; }
.cover h1 { font-size: 40px; margin: 0 0 8mm; overflow-wrap: anywhere; }
.cover h2 { margin: 0 0 3mm; font-size: 22px; line-height: 1.25; }
.cover h2 span { display: block; font-size: 18px; }
.cover p { margin: 0 0 3mm; font-size: 12px; }
.cover p span { display: block; color: #5c5768; }
.cover .when { margin-block: 8mm; font-size: 14px; }
.cover table { align-self: center; font-size: 13px; }
`

const notes: readonly Text[] = [
  both(
    'The screens are drawn out of the very components that the customers get.',
    'Layar digambar dari komponen yang sama dengan yang dilihat pelanggan.',
  ),
  both(
    'Pages in a dashed frame are OVO’s own, shown by OVO in its web view; only their place is marked here.',
    'Halaman berbingkai putus-putus adalah milik OVO, ditampilkan oleh OVO di webview; di sini hanya ditandai tempatnya.',
  ),
  both(
    'All data is sample data: names and numbers are made up, and the QR cannot be paid.',
    'Semua data adalah contoh: nama dan nomor dikarang, dan kode QR tidak dapat dibayar.',
  ),
]

const mostOnSheet = 4
const mostInTable = 13

/** As many parts as are needed and no more, each as large as the others, or one smaller. */
function parted<Item>(items: readonly Item[], most: number): readonly (readonly Item[])[] {
  const parts = Math.ceil(items.length / most)
  const start = (part: number): number => Math.ceil((part * items.length) / parts)
  return Array.from({ length: parts }, (_, part) => items.slice(start(part), start(part + 1)))
}

const counted = (part: number, parts: number): string => (parts > 1 ? ` (${part + 1}/${parts})` : '')

interface Document {
  readonly shop: string
  readonly date: Date
  readonly drawn: readonly DrawnScreen[]
  readonly mandates: readonly Mandate[]
}

/** The document for OVO: cover with contents, all journeys, and where each thing is that OVO asks for. */
export function sheetsPage({ shop, date, drawn, mandates }: Document): {
  readonly html: string
  readonly pages: number
} {
  const journeys = [...new Set(drawn.map(({ journey }) => journey))]
  const pageOf = new Map<string, number>()
  const bodies: string[] = []
  const contents: string[] = []
  const firstPage = 2
  const add = (body: string): number => bodies.push(body) + firstPage - 1
  const list = (title: Text, count: string, page: number): void =>
    void contents.push(
      `<tr><td>${twice(title)}</td><td class="number">${count}</td><td class="number">${page}</td></tr>`,
    )

  for (const journey of journeys) {
    const parts = parted(
      drawn.filter((one) => one.journey === journey),
      mostOnSheet,
    )
    for (const [part, screens] of parts.entries()) {
      const page = add(journeySheet(journey, screens, counted(part, parts.length)))
      if (part === 0) list(journey.title, String(parts.flat().length), page)
      for (const { path } of screens) pageOf.set(path, page)
    }
  }
  const tables = parted(
    mandates.filter(({ on }) => pageOf.has(on)),
    mostInTable,
  )
  for (const [part, rows] of tables.entries()) {
    const page = add(mandateSheet(rows, { drawn, pageOf, count: counted(part, tables.length) }))
    if (part === 0) list(asked, '', page)
  }
  const pages = bodies.length + 1
  const html = [coverSheet({ shop, date, contents }), ...bodies]
    .map((body, index) => `<section class="sheet">${body}${footer(shop, index + 1, pages)}</section>`)
    .join('')
  return {
    html: `${htmlHead('id', titleOf(shop))}<style>${phones}${paper}</style></head><body>${html}</body></html>`,
    pages,
  }
}

const titleOf = (shop: string): string => `${shop}: rancangan UI/UX OVO · OVO UI/UX mock-up`
const asked = both('What OVO asks for, and where it is', 'Yang diminta OVO, dan letaknya')

const footer = (shop: string, page: number, pages: number): string =>
  `<footer><span>${escapeHtml(titleOf(shop))}</span><span>${page} / ${pages}</span></footer>`

function coverSheet({ shop, date, contents }: { shop: string; date: Date; contents: readonly string[] }): string {
  const days = ['id-ID', 'en-GB'].map((locale) =>
    date.toLocaleDateString(locale, { dateStyle: 'long', timeZone: 'Asia/Jakarta' }),
  )
  const head =
    '<tr><th>Alur · Journey</th><th class="number">Layar · Screens</th><th class="number">Hlm. · Page</th></tr>'
  return `<div class="cover"><div>
<h1>${escapeHtml(shop)}</h1>
<h2>Rancangan UI/UX pembayaran OVO<span>UI/UX mock-up of paying with OVO</span></h2>
<p class="when"><b>Untuk ditinjau OVO</b> · For OVO’s review<span>${[...new Set(days)].join(' · ')}</span></p>
${notes.map(({ id, en }) => `<p>${id}<span>${en}</span></p>`).join('')}
</div><table>${head}${contents.join('')}</table></div>`
}

const heading = ({ id, en }: Text, count: string): string =>
  `${escapeHtml(id)} <span>${id === en ? '' : `· ${escapeHtml(en)}`}${count}</span>`

const journeySheet = ({ title }: Journey, screens: readonly DrawnScreen[], count: string): string =>
  `<h1>${heading(title, count)}</h1><div class="row">${screens.map(figure).join('')}</div>`

function mandateSheet(
  rows: readonly Mandate[],
  { drawn, pageOf, count }: { drawn: readonly DrawnScreen[]; pageOf: ReadonlyMap<string, number>; count: string },
): string {
  const head =
    '<tr><th>Diminta · Asked for</th><th>Dokumen · Document</th><th>Layar · Screen</th><th class="number">Hlm. · Page</th></tr>'
  const cells = rows.map(({ asks, source, on }) => {
    const found = drawn.find(({ path }) => path === on)
    const where = found === undefined ? '' : `${found.number}  ${escapeHtml(found.screen.caption.id)}`
    return `<tr><td>${twice(asks)}</td><td class="document">${twice(sources[source])}</td><td>${where}</td><td class="number">${pageOf.get(on)}</td></tr>`
  })
  return `<h1>${heading(asked, count)}</h1><table>${head}${cells.join('')}</table>`
}

import { mkdir, readdir, readFile } from 'node:fs/promises'
import { extname, join, resolve } from 'node:path'
import { CliError, usageError } from '../cli-error.ts'
import type { Run } from '../command.ts'
import { withShop } from '../config/open-shop.ts'
import { escapeHtml, htmlPage } from '../evidence/to-html.ts'
import { replaceSecret } from '../files.ts'
import { callText } from '../log/describe-call.ts'
import { checklistOf, type UatProduct, uatProducts } from './checklist.ts'
import { type Evidence, nameOf, type Picture } from './evidence.ts'
import { toPdf } from './to-pdf.ts'

const types: Readonly<Record<string, string>> = { '.png': 'image/png', '.jpg': 'image/jpeg', '.jpeg': 'image/jpeg' }

export const run: Run = (context, input) => {
  const product = uatProducts.find((one) => one === (input.text('product') ?? 'qris')) as UatProduct
  const platform = input.text('platform') ?? 'web'
  if (!/^[a-z0-9-]{1,30}$/.test(platform))
    throw usageError({
      en: '--platform is a word such as web, android or ios',
      id: '--platform adalah kata seperti web, android, ios',
    })
  const [folder, drawn] = [input.text('screenshots'), input.text('mockups')]
  const out = resolve(context.folder, input.text('out') ?? 'uat')
  return withShop(context, async ({ ovo }) => {
    const pictures = folder === undefined ? [] : await readPictures(resolve(context.folder, folder), false)
    const mockups = drawn === undefined ? [] : await readPictures(resolve(context.folder, drawn), true)
    const calls = await ovo.log.list({ limit: 10_000 })
    const evidence = checklistOf(product).map((check): Evidence => {
      const call = calls.filter((one) => one.operation === check.operation && check.isEvidence(one)).at(-1)
      const taken = pictures.filter(({ name }) => new RegExp(`^${check.id}(?!\\d)`).test(name))
      return {
        check,
        log: call === undefined ? null : callText(ovo, call, 'curl'),
        pictures: taken.length > 0 ? taken : mockups.filter(({ name }) => check.mockups.includes(name)),
      }
    })
    const title = `UAT: ${product} on ${platform}`
    await mkdir(out, { recursive: true, mode: 0o700 })
    const files = ['html', 'pdf'].map((end) => join(out, `uat-${product}-${platform}.${end}`))
    const [html = '', pdf = ''] = files
    await replaceSecret(html, htmlPage(title, evidence.map(section).join('\n')))
    await replaceSecret(pdf, await toPdf(title, evidence))
    const missing = evidence.flatMap(({ check, log, pictures: shown }) => [
      ...(log === null ? [`${check.id}  log: ${check.title}`] : []),
      ...(shown.length === 0 ? [`${check.id}  screenshot: ${check.title}`] : []),
    ])
    const onlyDrawn = evidence.flatMap(({ check, pictures: shown }) =>
      shown.some(({ isMockup }) => isMockup) ? [`${check.id}  ${check.title}`] : [],
    )
    return {
      exit: missing.length === 0 ? 'done' : 'failed',
      lines: [
        ...files,
        ...missing.map((line) => ({ en: `missing  ${line}`, id: `belum ada  ${line}` })),
        ...onlyDrawn.map((line) => ({ en: `mock-up only  ${line}`, id: `hanya mock-up  ${line}` })),
      ],
      data: { files, missing, onlyDrawn },
    }
  })
}

function section({ check, log, pictures }: Evidence): string {
  const shown = pictures.map(({ type, bytes, ...picture }) => {
    const said = escapeHtml(nameOf(picture))
    return `<figure><img alt="${said}" src="data:${type};base64,${Buffer.from(bytes).toString('base64')}"><figcaption>${said}</figcaption></figure>`
  })
  const text = log === null ? '<p class="missing">not in the API log</p>' : `<pre>${escapeHtml(log)}</pre>`
  return `<h2>${escapeHtml(`${check.id}  ${check.title}`)}</h2>\n${text}\n${shown.join('\n')}`
}

async function readPictures(folder: string, isMockup: boolean): Promise<readonly Picture[]> {
  const names = await readdir(folder).catch(() => {
    throw new CliError('failed', 'no-folder', {
      en: `there is no folder ${folder} with screenshots`,
      id: `tidak ada folder ${folder} berisi tangkapan layar`,
    })
  })
  const pictures = names.sort().flatMap((name) => {
    const type = types[extname(name).toLowerCase()]
    return type === undefined ? [] : [{ name, type, isMockup }]
  })
  return Promise.all(pictures.map(async (one) => ({ ...one, bytes: await readFile(join(folder, one.name)) })))
}

import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { CliError, usageError } from '../cli-error.ts'
import type { Context, Input, Run } from '../command.ts'
import { readNamed } from '../files.ts'
import type { Language, Line } from '../text.ts'
import { drawMockups, type Mockups } from './draw-mockups.ts'
import { allScreens, isPictureName, journeys } from './journeys.ts'
import { openBrowser } from './open-browser.ts'
import type { MockupShop } from './screen-page.ts'

const pdfName = 'mockups.pdf'
const longestName = 40

export const run: Run = async (context, input) => {
  const wanted = wantedOf(input)
  const shop = await readShop(context, input)
  const folder = resolve(context.folder, input.text('out') ?? 'mockups')
  const earlier = await earlierIn(folder)
  if (earlier.length > 0 && !input.flag('replace')) {
    throw new CliError('failed', 'file-exists', {
      en: `${folder} has mock-ups already: say --replace to draw them anew, or --out with another folder`,
      id: `${folder} sudah berisi mock-up: pakai --replace untuk menggambar ulang, atau --out ke folder lain`,
    })
  }
  const browser = await openBrowser(context, input)
  try {
    const drawn = await drawMockups(browser, {
      shop,
      wanted,
      date: new Date(),
      onScreen: (file) => context.progress(file),
    })
    // What was drawn before and is not any more must not be sent along.
    await Promise.all(earlier.map((name) => rm(join(folder, name))))
    await Promise.all(drawn.screens.map(({ file, png }) => writeFile(join(folder, file), png)))
    await writeFile(join(folder, pdfName), drawn.pdf)
    const isGood = drawn.missing.length === 0 && drawn.tooWide.length === 0
    return { exit: isGood ? 'done' : 'failed', lines: linesOf(drawn, folder, shop), data: dataOf(drawn, folder) }
  } finally {
    await browser.close()
  }
}

function wantedOf(input: Input): typeof allScreens {
  const wanted = input.texts('journey')
  const names = journeys.map(({ name }) => name)
  if (!wanted.every((name) => names.includes(name))) {
    const list = names.join(', ')
    throw usageError({ en: `no such journey; there are ${list}`, id: `alur itu tidak ada; yang ada: ${list}` })
  }
  return wanted.length === 0 ? allScreens : allScreens.filter(({ journey }) => wanted.includes(journey.name))
}

async function readShop({ folder }: Context, input: Input): Promise<MockupShop> {
  const name = (input.text('shop') ?? 'Toko Contoh').trim()
  if (name === '' || [...name].length > longestName || /\p{Cc}/u.test(name)) {
    throw usageError({
      en: `--shop is a name of 1 to ${longestName} characters: it stands on every screen`,
      id: `--shop adalah nama sepanjang 1 sampai ${longestName} karakter: nama itu ada di setiap layar`,
    })
  }
  const file = input.text('css')
  const css =
    file === undefined ? null : { text: String(await readNamed(folder, file)), folder: dirname(resolve(folder, file)) }
  return { name, css, language: (input.text('screens') ?? 'id') as Language }
}

/** Makes the folder before anything is drawn for it, and says what an earlier drawing left there. */
async function earlierIn(folder: string): Promise<readonly string[]> {
  try {
    await mkdir(folder, { recursive: true })
    return (await readdir(folder)).filter((name) => name === pdfName || isPictureName(name))
  } catch (cause) {
    throw new CliError(
      'failed',
      'folder-unusable',
      {
        en: `${folder} cannot be made or read as a folder: say --out with another place`,
        id: `${folder} tidak dapat dibuat atau dibaca sebagai folder: pakai --out ke tempat lain`,
      },
      { cause },
    )
  }
}

function linesOf(drawn: Mockups, folder: string, { language }: MockupShop): readonly Line[] {
  const { pdf, pages, screens, missing, tooWide, notLoaded } = drawn
  const size = `${(pdf.length / 1e6).toFixed(1)} MB`
  return [
    {
      en: `${screens.length} screens, and ${pdfName} for OVO (${pages} pages, ${size}), in ${folder}`,
      id: `${screens.length} layar, dan ${pdfName} untuk OVO (${pages} halaman, ${size}), di ${folder}`,
    },
    ...missing.map(({ on, asks, says }) => ({
      en: `cannot be read on ${on}: ${says.map((words) => words[language]).join(', ')} (${asks.en})`,
      id: `tidak terbaca di ${on}: ${says.map((words) => words[language]).join(', ')} (${asks.id})`,
    })),
    ...tooWide.map(({ file }) => ({ en: `wider than a phone: ${file}`, id: `lebih lebar dari ponsel: ${file}` })),
    ...notLoaded.map((url) => ({
      en: `not loaded for the style sheet: ${url} (put it beside the file)`,
      id: `tidak dimuat untuk stylesheet: ${url} (letakkan di samping berkasnya)`,
    })),
  ]
}

const dataOf = ({ pages, screens, missing, tooWide, notLoaded }: Mockups, folder: string) => ({
  folder,
  pdf: join(folder, pdfName),
  pages,
  notLoaded,
  screens: screens.map(({ file, path, number, screen: { caption }, text }) => ({ file, path, number, caption, text })),
  missing: missing.map(({ on, asks }) => ({ on, asks })),
  tooWide: tooWide.map(({ file }) => file),
})

import { generateKeyPair } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { basename, dirname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { convertSigningKey } from '@ovokit/core/credentials'
import { askChoice, askText } from '../ask.ts'
import type { Context, Input, Run } from '../command.ts'
import { setEnv } from '../config/env-file.ts'
import { type NewFile, readIfThere, secretMode, writeNew } from '../files.ts'
import { packageFile } from '../package-file.ts'
import { readPort } from '../read-port.ts'
import type { Line } from '../text.ts'
import { version } from '../version.ts'
import { type Framework, type FrameworkPlan, frameworkNames, frameworks } from './frameworks.ts'
import { simulatorEnv } from './simulator-env.ts'

const fileMode = 0o644
const apart = '.env.ovo'

export const run: Run = async (context, input) => {
  const framework = await chooseFramework(context, input)
  const plan = frameworks[framework]
  const folder = resolve(context.folder, await chooseFolder(context, input, framework))
  const shopPort = readPort(input, 'port', plan.port)
  const simulatorPort = readPort(input, 'simulator-port', 4600)
  const shop = (await readIfThere(join(folder, 'package.json'))) === null ? plan.shop : null
  const files = [
    ...(await templates(folder, { ...plan.connection, ...shop?.files }, shopPort)),
    ...(shop === null ? [] : projectFiles(folder, shop)),
    ...(await settingsFiles(folder, { shopPort, simulatorPort })),
  ]
  for (const path of new Set(files.map((file) => dirname(file.path)))) await mkdir(path, { recursive: true })
  await writeNew(context.folder, files)
  const names = files.map(({ path }) => relative(context.folder, path))
  const urls = { shop: `http://127.0.0.1:${shopPort}`, phone: `http://127.0.0.1:${simulatorPort}/phone` }
  return {
    lines: [
      ...names.map((name) => ({ en: `written: ${name}`, id: `ditulis: ${name}` })),
      '',
      ...nextSteps({
        plan,
        isNew: shop !== null,
        isApart: names.some((name) => basename(name) === apart),
        folder: relative(context.folder, folder) || '.',
        urls,
      }),
    ],
    data: { framework, folder, files: names, ...urls },
  }
}

async function chooseFramework(context: Context, input: Input): Promise<Framework> {
  const given = frameworkNames.find((name) => name === input.text('framework'))
  if (given !== undefined || !context.isInteractive) return given ?? 'express'
  return askChoice(
    context,
    { en: 'What is the shop made with?', id: 'Toko dibuat dengan apa?' },
    {
      express: { en: 'Express', id: 'Express' },
      nestjs: { en: 'NestJS', id: 'NestJS' },
      medusa: { en: 'Medusa (a store that is there)', id: 'Medusa (toko yang sudah ada)' },
    },
  )
}

async function chooseFolder(context: Context, input: Input, framework: Framework): Promise<string> {
  const byDefault = framework === 'medusa' ? '.' : 'ovo-shop'
  const [given] = input.words
  if (given !== undefined || !context.isInteractive) return given ?? byDefault
  return askText(context, { en: 'In which folder?', id: 'Di folder mana?' }, byDefault)
}

function templates(
  folder: string,
  wanted: Readonly<Record<string, readonly string[]>>,
  port: number,
): Promise<readonly NewFile[]> {
  return Promise.all(
    Object.entries(wanted).map(async ([name, parts]) => {
      const texts = await Promise.all(parts.map((part) => readFile(packageFile(`templates/${part}`), 'utf8')))
      return { path: join(folder, name), text: texts.join('').replaceAll('__PORT__', String(port)), mode: fileMode }
    }),
  )
}

function projectFiles(folder: string, shop: NonNullable<FrameworkPlan['shop']>): readonly NewFile[] {
  const own = `^${version()}`
  const pin = (wanted: Readonly<Record<string, string>>): object =>
    Object.fromEntries(Object.entries(wanted).map(([name, range]) => [name, range === '*' ? own : range]))
  const manifest = {
    name:
      basename(folder)
        .toLowerCase()
        .replaceAll(/[^a-z0-9-]+/g, '-') || 'ovo-shop',
    private: true,
    type: 'module',
    scripts: shop.scripts,
    dependencies: pin(shop.dependencies),
    devDependencies: pin(shop.devDependencies),
  }
  return [
    { path: join(folder, 'package.json'), text: `${JSON.stringify(manifest, null, 2)}\n`, mode: fileMode },
    {
      path: join(folder, '.gitignore'),
      text: 'node_modules/\ndist/\n.env\n*.pem\novo-data/\novo-keys/\n',
      mode: fileMode,
    },
  ]
}

/** In a project with a `.env`, the names go into a file of their own: whose values count is the shop's to say. */
async function settingsFiles(
  folder: string,
  ports: { readonly shopPort: number; readonly simulatorPort: number },
): Promise<readonly NewFile[]> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const name = (await readIfThere(join(folder, '.env'))) === null ? '.env' : apart
  return [
    { path: join(folder, 'simulator-key.pem'), text: convertSigningKey({ privateKey }).privateKey, mode: secretMode },
    { path: join(folder, name), text: setEnv('', simulatorEnv(ports)), mode: secretMode },
  ]
}

function nextSteps(of: {
  readonly plan: FrameworkPlan
  readonly isNew: boolean
  /** The settings wait in a file of their own. */
  readonly isApart: boolean
  readonly folder: string
  readonly urls: { readonly shop: string; readonly phone: string }
}): readonly Line[] {
  const { plan, isNew, isApart, folder, urls } = of
  if (!isNew) {
    return [
      `npm install ${plan.packages.join(' ')} && npm install --save-dev @ovokit/cli`,
      ...(isApart
        ? [{ en: 'cat .env.ovo >> .env   once you have looked at it', id: 'cat .env.ovo >> .env   setelah diperiksa' }]
        : []),
      { en: 'keep .env* and *.pem out of the repository, then', id: 'jangan commit .env* dan *.pem, lalu' },
      plan.remains,
      {
        en: "npx ovokit simulate   plays OVO; the customer's phone is at",
        id: 'npx ovokit simulate   memainkan OVO; ponsel pelanggan ada di',
      },
      `  ${urls.phone}`,
    ]
  }
  return [
    `cd ${folder} && npm install`,
    {
      en: 'npm run ovo     plays OVO, in a terminal of its own',
      id: 'npm run ovo     memainkan OVO, di terminal tersendiri',
    },
    { en: 'npm start       the shop, in another', id: 'npm start       tokonya, di terminal lain' },
    {
      en: `then buy at ${urls.shop} and pay at ${urls.phone} (PIN 123456)`,
      id: `lalu beli di ${urls.shop} dan bayar di ${urls.phone} (PIN 123456)`,
    },
  ]
}

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuildOptions, build, type Plugin } from 'esbuild'
import { compileScript, parse } from 'vue/compiler-sfc'
import { repositoryRoot } from '../../tools/lib/files.mjs'
import { codeBlocks } from '../../tools/lib/markdown.mjs'

const here = fileURLToPath(new URL('.', import.meta.url))
const manual = readFileSync(join(repositoryRoot, 'docs/elements.md'), 'utf8')

/** What the manual shows in one language under one of its headings. */
export function shownIn(heading: string, language: string): string {
  const section = manual.split(/^## /m).find((text) => text.startsWith(`${heading}\n`)) ?? ''
  const [block, ...others] = codeBlocks(section, language)
  if (block === undefined || others.length > 0) throw new Error(`not one block of ${language} under "${heading}"`)
  return block.code
}

/** Imports of `docs:React.tsx` get what docs/elements.md shows under "React". */
const fromDocs: Plugin = {
  name: 'from-docs',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^docs:/ }, ({ path }) => ({ path: path.slice(5), namespace: 'docs' }))
    onLoad({ filter: /\.tsx$/, namespace: 'docs' }, ({ path }) => {
      return { contents: shownIn(path.replace('.tsx', ''), 'tsx'), loader: 'tsx', resolveDir: here }
    })
  },
}

/** What `@vitejs/plugin-vue` does with a file, told what the manual tells it. */
function vueFiles(side: Side): Plugin {
  const isCustomElement = (tag: string): boolean => tag.startsWith('ovo-')
  const compilerOptions = { isCustomElement }
  const templateOptions = { ssr: side === 'server', ssrCssVars: [], compilerOptions }
  const compile = (source: string, filename: string) => {
    const { descriptor, errors } = parse(source, { filename, templateParseOptions: compilerOptions })
    if (errors[0] !== undefined) throw errors[0]
    const { content } = compileScript(descriptor, { id: filename, inlineTemplate: true, templateOptions })
    return { contents: content, loader: 'js', resolveDir: here } as const
  }
  return {
    name: 'vue-files',
    setup: ({ onLoad }) => {
      onLoad({ filter: /\.vue$/, namespace: 'docs' }, ({ path }) =>
        compile(shownIn(path.replace('.vue', ''), 'vue'), path),
      )
      onLoad({ filter: /\.vue$/ }, ({ path }) => compile(readFileSync(path, 'utf8'), path))
    },
  }
}

type Side = 'browser' | 'server'

/** React 19 is installed here, React 18 in packages/elements. */
const reacts: Readonly<Record<string, string>> = { 18: 'packages/elements', 19: 'test/frameworks' }

/** Versions of what an app is bundled with. */
export interface AppOptions {
  readonly react?: '18' | '19'
  /** Vue with its compiler, for templates that are text. */
  readonly compilesInPage?: boolean
}

function optionsFor(side: Side, file: string, { react = '19', compilesInPage = false }: AppOptions): BuildOptions {
  const modules = join(repositoryRoot, reacts[react] ?? '', 'node_modules')
  const vue = { vue: join(here, 'node_modules/vue/dist/vue.esm-bundler.js') }
  return {
    entryPoints: [join(here, file)],
    bundle: true,
    write: false,
    logLevel: 'warning',
    jsx: 'automatic',
    conditions: ['ovokit-source'],
    alias: {
      react: join(modules, 'react'),
      'react-dom': join(modules, 'react-dom'),
      ...(compilesInPage ? vue : {}),
    },
    // What is said to a developer is to be heard.
    define: {
      'process.env.NODE_ENV': '"development"',
      __VUE_OPTIONS_API__: 'true',
      __VUE_PROD_DEVTOOLS__: 'false',
      __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true',
    },
    plugins: [fromDocs, vueFiles(side)],
  }
}

async function bundle(options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({ ...options, write: false })
  return outputFiles[0]?.text ?? ''
}

/** An app as one script for a page. */
export const bundleForPage = (file: string, options: AppOptions = {}): Promise<string> =>
  bundle({ ...optionsFor('browser', file, options), platform: 'browser', format: 'esm' })

/** An app's server side: what its file exports, bundled for Node and run there. */
export async function loadForServer<Exports>(file: string, options: AppOptions = {}): Promise<Exports> {
  const code = await bundle({ ...optionsFor('server', file, options), platform: 'node', format: 'cjs' })
  const module = { exports: {} }
  new Function('module', 'exports', 'require', '__dirname', code)(
    module,
    module.exports,
    createRequire(join(here, file)),
    dirname(join(here, file)),
  )
  return module.exports as Exports
}

/**
 * Type-checks the TypeScript of README.md, each package's README.md and docs against the sources, so that no reader copies
 * what cannot compile. A block is a module of its own. ` ```ts continues ` goes on where the block before it ended,
 * ` ```tsx part ` is a part of a file that is not ours and is left out, and `<!-- context: declare const … -->` above a
 * fence declares what the reader's own code has.
 *
 *     node tools/check-snippets.mjs [folder of the repository]
 */
import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import ts from 'typescript'
import { isMain, listFiles, report, repositoryRoot } from './lib/files.mjs'
import { codeBlocks } from './lib/markdown.mjs'

/**
 * @typedef {object} Snippet
 * @property {string} page
 * @property {'mts' | 'tsx'} ending
 * @property {string} text - with everything that it stands on
 * @property {(line: number) => number} lineIn - from a line of `text` to the line of the page
 */

/**
 * @param {string} root
 * @returns {{ problems: string[], count: number }}
 */
export function checkSnippets(root) {
  const pages = listFiles(root, (path) => /^(README\.md|packages\/[^/]+\/README\.md|docs\/.+\.md)$/.test(path))
  const snippets = pages.flatMap((page) => {
    const text = readFileSync(join(root, page), 'utf8')
    return [...snippetsOf(page, text), ...componentsOf(page, text)]
  })
  const files = new Map(
    snippets.map((snippet, index) => [
      join(root, dirname(snippet.page), `.snippet-${index}.${snippet.ending}`),
      snippet,
    ]),
  )
  const config = ts.readConfigFile(join(root, 'tsconfig.base.json'), ts.sys.readFile)
  const { options } = ts.parseJsonConfigFileContent({ ...config.config, files: [] }, ts.sys, root)
  // What a reader sees is a part of a program: it may leave a name unused, and is written as their framework's guide does.
  Object.assign(options, { noUnusedLocals: false, noUnusedParameters: false, erasableSyntaxOnly: false })
  Object.assign(options, { isolatedDeclarations: false, declaration: false, noEmit: true })
  Object.assign(options, { jsx: ts.JsxEmit.Preserve })
  const host = ts.createCompilerHost(options)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (path) => files.has(path) || fileExists.call(host, path)
  host.readFile = (path) => files.get(path)?.text ?? readFile.call(host, path)
  host.getSourceFile = (path, target, ...rest) => {
    const text = files.get(path)?.text
    return text === undefined
      ? getSourceFile.call(host, path, target, ...rest)
      : ts.createSourceFile(path, text, target)
  }
  const program = ts.createProgram([...files.keys()], options, host)
  const problems = [...files].flatMap(([path, snippet]) => {
    const tree = program.getSourceFile(path)
    const found = [...program.getSyntacticDiagnostics(tree), ...program.getSemanticDiagnostics(tree)]
    return found.map(({ messageText, start = 0 }) => {
      const line = tree === undefined ? 0 : tree.getLineAndCharacterOfPosition(start).line
      return `${snippet.page}:${snippet.lineIn(line)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`
    })
  })
  return { problems: [...new Set(problems)], count: snippets.length }
}

/**
 * @param {string} page
 * @param {string} text
 * @returns {Snippet[]}
 */
function snippetsOf(page, text) {
  /** @type {{ lines: string[], origins: number[] }} */
  let before = { lines: [], origins: [] }
  return codeBlocks(text, 'ts').map(({ code, context, note, line }) => {
    const base = note === 'continues' ? before : { lines: [], origins: [] }
    const own = code.split('\n')
    const declared = context.split('\n')
    const lines = [...base.lines, ...declared, ...own]
    const origins = [...base.origins, ...declared.map(() => line - 1), ...own.map((_, index) => line + index)]
    before = { lines, origins }
    return { page, ending: 'mts', text: `${lines.join('\n')}\nexport {}\n`, lineIn: (at) => origins[at] ?? line }
  })
}

/**
 * @param {string} page
 * @param {string} text
 * @returns {Snippet[]}
 */
function componentsOf(page, text) {
  return codeBlocks(text, 'tsx')
    .filter(({ note }) => note !== 'part')
    .map(({ code, line }) => ({ page, ending: 'tsx', text: `${code}\nexport {}\n`, lineIn: (at) => line + at }))
}

if (isMain(import.meta.url)) {
  const { problems, count } = checkSnippets(resolve(process.argv[2] ?? repositoryRoot))
  if (count === 0) problems.push('no TypeScript was found in any page: that cannot be right')
  report('check-snippets', problems, `${count} blocks of TypeScript compile`)
}

/**
 * Follows every reference to a page of this repository: `docs/….md#heading` in sources, and relative links in Markdown.
 * A reference to a heading that was renamed sends its reader nowhere.
 *
 *     node tools/check-links.mjs [folder of the repository]
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { isMain, listFiles, report, repositoryRoot } from './lib/files.mjs'
import { anchorsOf, localLinks } from './lib/markdown.mjs'

/**
 * @param {string} root
 * @returns {string[]}
 */
export function checkLinks(root) {
  const pages = listFiles(root, (path) => path.endsWith('.md'))
  // The tests of this very tool name pages that are not there, on purpose.
  const sources = listFiles(root, (path) => /\.(ts|tsx|mjs|js)$/.test(path) && !path.startsWith('test/tools/'))
  /** @type {Map<string, Set<string>>} */
  const anchors = new Map()

  /** @param {string} page - relative to root; @param {string} anchor */
  const hasAnchor = (page, anchor) => {
    const known = anchors.get(page) ?? anchorsOf(readFileSync(join(root, page), 'utf8'))
    anchors.set(page, known)
    return known.has(anchor)
  }

  /** @param {string} target - path relative to root, maybe with an anchor; @param {string} where */
  const follow = (target, where) => {
    const [path = '', anchor] = target.split('#')
    if (!existsSync(join(root, path))) return [`${where}: ${path} does not exist; correct the path, or write the page`]
    if (anchor === undefined || anchor === '' || statSync(join(root, path)).isDirectory()) return []
    if (hasAnchor(path, anchor)) return []
    return [
      `${where}: ${path} has no heading #${anchor}; it has ${[...(anchors.get(path) ?? [])].map((a) => `#${a}`).join(' ')}`,
    ]
  }

  const fromPages = pages.flatMap((page) =>
    localLinks(readFileSync(join(root, page), 'utf8')).flatMap(({ target, line }) => {
      const [path = '', anchor] = target.split('#')
      const absolute = path === '' ? join(root, page) : resolve(root, dirname(page), decodeURIComponent(path))
      const inside = relative(root, absolute)
      const where = `${page}:${line}`
      if (inside.startsWith('..')) return [`${where}: ${target} leaves the repository`]
      return follow(anchor === undefined ? inside : `${inside}#${anchor}`, where)
    }),
  )
  const fromSources = sources.flatMap((source) =>
    readFileSync(join(root, source), 'utf8')
      .split('\n')
      .flatMap((text, index) =>
        [...text.matchAll(/(?<![\w/.])docs\/[\w/.-]+?\.md(?:#[\w-]+)?/g)].flatMap(([target]) =>
          follow(target, `${source}:${index + 1}`),
        ),
      ),
  )
  return [...fromPages, ...fromSources]
}

if (isMain(import.meta.url)) {
  report(
    'check-links',
    checkLinks(resolve(process.argv[2] ?? repositoryRoot)),
    'every link and every @see leads somewhere',
  )
}

/**
 * Markdown's lines with fenced code blanked out, so that what stands in a block is not read as a heading or a link.
 *
 * @param {string} text
 * @returns {string[]}
 */
export function proseLines(text) {
  let isFenced = false
  return text.split('\n').map((line) => {
    const isFence = /^\s*(```|~~~)/.test(line)
    if (isFence) isFenced = !isFenced
    return isFenced || isFence ? '' : line
  })
}

/**
 * The anchors that GitHub gives a page's headings; a repeated heading gets a number.
 *
 * @param {string} text
 * @returns {Set<string>}
 */
export function anchorsOf(text) {
  /** @type {Map<string, number>} */
  const seen = new Map()
  const anchors = proseLines(text).flatMap((line) => {
    const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1]
    if (heading === undefined) return []
    const slug = heading
      .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-')
    const count = seen.get(slug) ?? 0
    seen.set(slug, count + 1)
    return [count === 0 ? slug : `${slug}-${count}`]
  })
  return new Set(anchors)
}

/**
 * Links to files of the repository, with the line each stands on. Addresses on the web are left out.
 *
 * @param {string} text
 * @returns {{ target: string, line: number }[]}
 */
export function localLinks(text) {
  return proseLines(text).flatMap((line, index) => {
    const bare = line.replaceAll(/`[^`]*`/g, '')
    return [...bare.matchAll(/\[[^\]]*\]\(([^)\s]+)[^)]*\)/g)]
      .map((match) => match[1] ?? '')
      .filter((target) => !/^[a-z]+:/i.test(target))
      .map((target) => ({ target, line: index + 1 }))
  })
}

/**
 * A page's fenced blocks of one language, each with the line of its first code line, what follows the language on the
 * fence, and the context that a `<!-- context: … -->` comment right above the fence gives.
 *
 * @param {string} text
 * @param {string} language
 */
export function codeBlocks(text, language) {
  const pattern = /(?:<!-- context:\s*([\s\S]*?)-->\s*\n)?^```(\w+)([^\n]*)\n([\s\S]*?)^```\s*$/gm
  return [...text.matchAll(pattern)]
    .filter((match) => match[2] === language)
    .map((match) => {
      const [whole, context = '', , note = '', code = ''] = match
      const before = text.slice(0, match.index + whole.indexOf(`\`\`\`${language}`))
      return { code, context, note: note.trim(), line: before.split('\n').length + 1 }
    })
}

/**
 * Takes out of our own style sheets what only their readers need. No minifier of scripts looks into a template, so each style
 * sheet says that it is one.
 */
export const minifyStyles = (code: string): string =>
  code.replace(/`\n\/\* css \*\/([^`]+)`/g, (_, css: string) => {
    const words = css.replace(/\/\*.*?\*\//gs, '').replace(/\s+/g, ' ')
    return JSON.stringify(
      words
        .replace(/ ?([{};,]) ?/g, '$1')
        .replace(/: /g, ':')
        .replace(/;\}/g, '}')
        .trim(),
    )
  })

import { parseEnv } from 'node:util'

/**
 * Writes names into the text of a `.env`: a name that is there, empty or not, gets its value where it stands; others
 * come at the end. Comments, order and everything else stay.
 */
export function setEnv(text: string, values: Readonly<Record<string, string>>): string {
  const left = new Map(Object.entries(values))
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n')
  const kept = lines.map((line) => {
    const name = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=/.exec(line)?.[1]
    const value = name === undefined ? undefined : left.get(name)
    if (name === undefined || value === undefined) return line
    left.delete(name)
    return `${name}=${quote(value)}`
  })
  const added = [...left].map(([name, value]) => `${name}=${quote(value)}`)
  const result = `${[...kept, ...added].join('\n')}\n`
  const read = parseEnv(result)
  // A value over several lines, or signs that no quotes can hold: better nothing than something else.
  const lost = Object.entries(values).find(([name, value]) => read[name] !== value)
  if (lost !== undefined) throw new Error(`${lost[0]} cannot be written into an .env file`)
  return result
}

function quote(value: string): string {
  if (/^[A-Za-z0-9_./:@+-]+$/.test(value)) return value
  const mark = ["'", '"', '`'].find((one) => !value.includes(one) && !(one === '"' && value.includes('\\'))) ?? "'"
  return `${mark}${value}${mark}`
}

import type { OrderPage } from './stage.ts'

const isColoured = process.stdout.isTTY === true && process.env.NO_COLOR === undefined
const paint =
  (code: number) =>
  (text: string): string =>
    isColoured ? `\u001b[${code}m${text}\u001b[0m` : text

export const bold: (text: string) => string = paint(1)
export const dim: (text: string) => string = paint(2)
export const green: (text: string) => string = paint(32)
export const red: (text: string) => string = paint(31)
export const violet: (text: string) => string = paint(35)

interface Line {
  readonly at: number
  readonly text: string
}

/** What happened to an order, attempt by attempt: states on the left, calls between shop and OVO on the right. */
export function timeline({ payments, topUps }: OrderPage): string {
  const attempts = [...payments, ...topUps]
  return attempts
    .map(({ history, calls }, index) => {
      const lines: Line[] = [
        ...history.map(({ at, recordId, event, from, to }) => ({
          at: Date.parse(at),
          text: state(recordId, event, from, to),
        })),
        ...calls.map(({ at, direction, operation, answer }) => ({
          at: Date.parse(at),
          text: `${direction === 'out' ? 'shop → OVO ' : 'OVO  → shop'}  ${operation.padEnd(23)} ${dim(String(answer))}`,
        })),
      ]
      // Sorting is stable: what was stored in the same millisecond stays in the order it was written.
      lines.sort((a, b) => a.at - b.at)
      const start = lines[0]?.at ?? 0
      const title = attempts.length > 1 ? [`    attempt ${index + 1}`] : []
      return [
        ...title,
        ...lines.map(({ at, text }) => `    ${dim(`+${((at - start) / 1000).toFixed(1)} s`.padStart(9))}  ${text}`),
      ].join('\n')
    })
    .join('\n')
}

const state = (recordId: string, event: string, from: string, to: string): string => {
  const subject = recordId.startsWith('ref_') ? 'money back: ' : ''
  if (from === to) return dim(`${subject}${event}`)
  return event === to ? `${subject}${bold(to)}` : `${subject}${event} ${dim('→')} ${bold(to)}`
}

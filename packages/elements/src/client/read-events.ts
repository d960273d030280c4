/** Server-sent events are kept alive every 15 s: whoever hears nothing for longer has lost the line. */
const silenceMillis = 40_000

/**
 * The data of server-sent events. `EventSource` sends no headers, which Medusa asks for, and does not notice a line that
 * is dead; so they are read by hand. Ends when the stream does, and when it has been silent for too long.
 */
export async function* readEvents({ body }: Pick<Response, 'body'>): AsyncGenerator<string, void> {
  if (body === null) return
  const reader = body.getReader()
  const decoder = new TextDecoder()
  const hangUp = (): void => void reader.cancel().catch(() => undefined)
  let text = ''
  try {
    for (;;) {
      const silence = setTimeout(hangUp, silenceMillis)
      const { done, value } = await reader.read().finally(() => clearTimeout(silence))
      if (done) return
      text += decoder.decode(value, { stream: true })
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const data = event.match(/^data: .*/gm)
        if (data !== null) yield data.map((line) => line.slice('data: '.length)).join('\n')
      }
    }
  } finally {
    hangUp()
  }
}

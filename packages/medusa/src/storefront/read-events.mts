/** The data of server-sent events. `EventSource` cannot send Medusa's publishable key, so they are read by hand. */
export async function* readEvents({ body }: Pick<Response, 'body'>): AsyncGenerator<string, void> {
  if (body === null) return
  const reader = body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  try {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return
      text += value
      const events = text.split('\n\n')
      text = events.pop() ?? ''
      for (const event of events) {
        const data = event.split('\n').filter((line) => line.startsWith('data: '))
        if (data.length > 0) yield data.map((line) => line.slice('data: '.length)).join('\n')
      }
    }
  } finally {
    void reader.cancel().catch(() => undefined)
  }
}

const inspect: unique symbol = Symbol.for('nodejs.util.inspect.custom')

/**
 * Keeps a piece of text out of logs: printing, inspecting, serialising or joining it shows `[secret]`. Only
 * {@link Secret.reveal} gives the text.
 */
export class Secret {
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  /** Gives the text, for signing only. */
  reveal(): string {
    return this.#text
  }

  toString(): string {
    return '[secret]'
  }

  toJSON(): string {
    return '[secret]'
  }

  [inspect](): string {
    return '[secret]'
  }
}

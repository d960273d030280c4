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

  // Defined here because a declaration file cannot name a symbol that is made at run time.
  static {
    Object.defineProperty(Secret.prototype, Symbol.for('nodejs.util.inspect.custom'), { value: () => '[secret]' })
  }
}

/** A JSON object from outside, read field by field. Every complaint names the field and what it should be. */
export class Input {
  readonly #fields: Readonly<Record<string, unknown>>

  constructor(json: string) {
    const parsed: unknown = json.trim() === '' ? {} : parse(json)
    if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
      throw new TypeError('send a JSON object')
    }
    this.#fields = parsed as Readonly<Record<string, unknown>>
  }

  /** The fields of an object inside; none when it was not sent. */
  object(name: string): Input {
    const value = this.#fields[name] ?? {}
    if (typeof value !== 'object' || Array.isArray(value)) throw new TypeError(`${name} must be an object`)
    return new Input(JSON.stringify(value))
  }

  text(name: string): string {
    const value = this.optionalText(name)
    if (value === undefined) throw new TypeError(`send ${name}, a text`)
    return value
  }

  optionalText(name: string): string | undefined {
    const value = this.#fields[name]
    if (value === undefined || value === null) return undefined
    if (typeof value !== 'string') throw new TypeError(`${name} must be a text`)
    return value
  }

  number(name: string): number {
    const value = this.optionalNumber(name)
    if (value === undefined) throw new TypeError(`send ${name}, a number`)
    return value
  }

  optionalNumber(name: string): number | undefined {
    const value = this.#fields[name]
    if (value === undefined || value === null) return undefined
    if (typeof value !== 'number') throw new TypeError(`${name} must be a number`)
    return value
  }

  /** @default false */
  flag(name: string): boolean {
    const value = this.#fields[name] ?? false
    if (typeof value !== 'boolean') throw new TypeError(`${name} must be true or false`)
    return value
  }

  /** The listed fields that were sent, all texts. */
  texts<Name extends string>(...names: readonly Name[]): { [K in Name]?: string } {
    const found: { [K in Name]?: string } = {}
    for (const name of names) {
      const value = this.optionalText(name)
      if (value !== undefined) found[name] = value
    }
    return found
  }
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw new TypeError('send valid JSON')
  }
}

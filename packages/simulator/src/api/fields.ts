import { Refusal } from '../wire/response-code.ts'

/** A field of a request body. A dot goes one object deeper. Every field of these APIs is a text. */
export interface FieldRule {
  readonly name: string
  readonly mandatory?: true
  readonly format: RegExp
}

/** The fields of a request that passed their rules, by name; a field that was not sent is missing. */
export type Fields = Readonly<Partial<Record<string, string>>>

/** Reads the known fields of a body and refuses the first one that is missing or malformed. Other fields are ignored. */
export function readFields(body: string, rules: readonly FieldRule[]): Fields {
  const root = parseObject(body)
  const fields: Record<string, string> = {}
  for (const { name, mandatory, format } of rules) {
    const value = name.split('.').reduce<unknown>((at, key) => (isObject(at) ? at[key] : undefined), root)
    if (value === undefined || value === null || value === '') {
      if (mandatory === true) throw new Refusal('mandatoryField', name)
      continue
    }
    if (typeof value !== 'string' || !format.test(value)) throw new Refusal('fieldFormat', name)
    fields[name] = value
  }
  return fields
}

function parseObject(body: string): Readonly<Record<string, unknown>> {
  let root: unknown
  try {
    root = JSON.parse(body)
  } catch {
    throw new Refusal('badRequest')
  }
  if (!isObject(root)) throw new Refusal('badRequest')
  return root
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

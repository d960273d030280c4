import { Refusal } from '../wire/response-code.ts'

/** A field of a request body. A dot goes one object deeper. It is a text, unless it says otherwise. */
export interface FieldRule {
  readonly name: string
  readonly mandatory?: true
  readonly format: RegExp
  /** A whole number passes as well as a text: ASPI's table and its sample disagree. */
  readonly number?: true
}

/** A list of objects, each with the same fields. They are read as `name.0.field`, `name.1.field` and so on. */
export interface ListRule {
  readonly name: string
  readonly items: readonly FieldRule[]
}

/** Whole rupiah as SNAP writes them. */
export const AMOUNT: RegExp = /^(0|[1-9]\d{0,12})\.00$/

/** How an Indonesian mobile number may be written. */
export const ANY_PHONE: RegExp = /^(08|628)\d{7,12}$/

/** The fields of a request that passed their rules, by name; a field that was not sent is missing. */
export type Fields = Readonly<Partial<Record<string, string>>>

/** Reads the known fields of a body and refuses the first one that is missing or malformed. Other fields are ignored. */
export function readFields(body: string, rules: ReadonlyArray<FieldRule | ListRule>): Fields {
  const root = parseObject(body)
  const fields: Record<string, string> = {}
  for (const rule of rules.flatMap((one) => ('items' in one ? spread(one, root) : [one]))) {
    const { name, mandatory, format } = rule
    const value = valueAt(root, name)
    if (isLeftOut(value)) {
      if (mandatory === true) throw new Refusal('mandatoryField', name)
      continue
    }
    const text = rule.number === true && Number.isSafeInteger(value) ? String(value) : value
    if (typeof text !== 'string' || !format.test(text)) throw new Refusal('fieldFormat', name)
    fields[name] = text
  }
  return fields
}

/** The rules of a list, once for each object that is in it. */
function spread({ name, items }: ListRule, root: unknown): FieldRule[] {
  const list = valueAt(root, name)
  if (isLeftOut(list)) return []
  if (!Array.isArray(list) || !list.every(isObject)) throw new Refusal('fieldFormat', name)
  return list.flatMap((_, index) => items.map((rule) => ({ ...rule, name: `${name}.${index}.${rule.name}` })))
}

function valueAt(root: unknown, name: string): unknown {
  return name
    .split('.')
    .reduce<unknown>(
      (at, key) => (Array.isArray(at) ? (at as unknown[])[Number(key)] : isObject(at) ? at[key] : undefined),
      root,
    )
}

const isLeftOut = (value: unknown): boolean => value === undefined || value === null || value === ''

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

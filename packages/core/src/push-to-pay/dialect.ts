import { ConfigurationError } from '../errors/errors.ts'

/**
 * The points on which OVO's Push To Pay pages, its published sample and public integrations differ. Each has one switch
 * and a default that works as far as anybody can tell from outside; OVO's onboarding contact knows the truth.
 *
 * @see docs/protocol/open-questions.md#push-to-pay
 */
export interface PushToPayDialect {
  /**
   * What the HMAC covers. The text of OVO Push To Pay Technical Documentation v1.7.1 adds the request body; the sample
   * that it publishes to check a generator with does not, and neither does any public integration.
   * @default 'app-id+random'
   */
  readonly hmacCovers: 'app-id+random' | 'app-id+random+body'

  /**
   * How `referenceNumber` is written: `"000001"`, `"1"` or `1`. The OVO Push To Pay FAQ writes 000001; public
   * integrations do all three.
   * @default 'padded-string'
   */
  readonly referenceNumberForm: 'padded-string' | 'string' | 'number'

  /**
   * The `date` of a status check. The OVO Push To Pay FAQ: the original push's; public integrations send the moment of
   * asking.
   * @default 'original'
   */
  readonly statusDate: 'original' | 'now'

  /**
   * Whether a reversal carries the customer's number. Two public integrations leave it out and two send it; OVO's pages
   * do not say. Left out, because the numbers name the push by themselves.
   * @default 'omitted'
   */
  readonly reversalPhone: 'omitted' | 'sent'

  /**
   * The `random` header. OVO's documentation: Unix time in seconds, ten digits. One public integration sends random
   * letters instead, against the document, which is no choice here.
   * @default 'unix-seconds'
   */
  readonly random: 'unix-seconds'
}

/** The dialect that OvoKit speaks until it is told otherwise. */
export const defaultPushToPayDialect: PushToPayDialect = {
  hmacCovers: 'app-id+random',
  referenceNumberForm: 'padded-string',
  statusDate: 'original',
  reversalPhone: 'omitted',
  random: 'unix-seconds',
}

const choices: { readonly [Field in keyof PushToPayDialect]: readonly PushToPayDialect[Field][] } = {
  hmacCovers: ['app-id+random', 'app-id+random+body'],
  referenceNumberForm: ['padded-string', 'string', 'number'],
  statusDate: ['original', 'now'],
  reversalPhone: ['omitted', 'sent'],
  random: ['unix-seconds'],
}

/**
 * Fills what is not given with the defaults.
 *
 * @throws ConfigurationError `invalid-configuration` with every unknown field and every value out of place.
 */
export function resolvePushToPayDialect(partial: Partial<PushToPayDialect> = {}): PushToPayDialect {
  const given = Object.entries(partial).filter(([, value]) => value !== undefined)
  const problems = given.flatMap(([field, value]) => problemsOf(field, value))
  if (problems.length > 0) throw new ConfigurationError(problems)
  return { ...defaultPushToPayDialect, ...Object.fromEntries(given) }
}

function problemsOf(field: string, value: unknown): readonly string[] {
  if (!Object.hasOwn(choices, field)) return [`dialect.${field}: is not a field of the Push To Pay dialect`]
  const allowed: readonly unknown[] = choices[field as keyof PushToPayDialect]
  if (allowed.includes(value)) return []
  return [`dialect.${field}: must be ${allowed.map((choice) => `'${choice}'`).join(' or ')}`]
}

/**
 * OVO's hosts, as OVO Push To Pay Technical Documentation v1.7.1 names them. Public integrations from 2019 to 2025 use
 * `https://api.byte-stack.net` and `https://api.ovo.id` instead: give such an address as the environment's own.
 *
 * @see docs/protocol/push-to-pay.md#operations
 */
export const pushToPayHosts: Readonly<Record<'staging' | 'production', string>> = {
  staging: 'https://app.byte-stack.net',
  production: 'https://apigw.ovo.id',
}

/** The one path of all operations. */
export const pushToPayPath: string = '/pos'

import { Inject, Injectable } from '@nestjs/common'
import { DiscoveryService, MetadataScanner } from '@nestjs/core'
import { ConfigurationError } from '@ovokit/core'

/** A method of one instance in the application. */
export interface FoundMethod {
  readonly instance: object
  readonly name: string
  readonly method: (...args: unknown[]) => unknown
  /** `OrdersService.markPaid` */
  readonly label: string
}

/** Finds methods of providers and controllers in every module. */
@Injectable()
export class MethodFinder {
  readonly #discovery: DiscoveryService
  readonly #scanner: MetadataScanner

  constructor(
    @Inject(DiscoveryService) discovery: DiscoveryService,
    @Inject(MetadataScanner) scanner: MetadataScanner,
  ) {
    this.#discovery = discovery
    this.#scanner = scanner
  }

  /**
   * The one method that is marked, bound to its instance.
   *
   * @param about.option - the module's option that needs it
   * @param about.does - what it is for, to be read after "which"
   * @throws {ConfigurationError} when there is none, or more than one
   */
  one(
    decorator: string,
    isMarked: (method: object) => boolean,
    { option, does }: { readonly option: string; readonly does: string },
  ): FoundMethod['method'] {
    const found = this.find(decorator, isMarked)
    const [first] = found
    if (first !== undefined && found.length === 1) return first.method.bind(first.instance)
    const labels = found.map(({ label }) => label).join(', ')
    throw new ConfigurationError([
      first === undefined
        ? `${option}: needs one method with ${decorator}(), which ${does}; add it to a provider`
        : `${option}: needs one method with ${decorator}(), and ${labels} all have it`,
    ])
  }

  /**
   * Everything that is marked, once per instance, whatever tokens it is provided under.
   *
   * @throws {ConfigurationError} for a provider that exists only while a request is handled
   */
  find(decorator: string, isMarked: (method: object) => boolean): readonly FoundMethod[] {
    const found = new Map<object, readonly FoundMethod[]>()
    const problems: string[] = []
    for (const wrapper of [...this.#discovery.getProviders(), ...this.#discovery.getControllers()]) {
      const { instance, metatype } = wrapper
      const isStatic = wrapper.isDependencyTreeStatic() && !wrapper.isTransient
      const prototype: Prototype | null | undefined = isStatic ? prototypeOf(instance) : metatype?.prototype
      if (prototype === null || prototype === undefined || found.has(instance)) continue
      const marked = this.#scanner.getAllMethodNames(prototype).flatMap((name) => {
        const method = prototype[name]
        return isMethod(method) && isMarked(method)
          ? [{ name, method, label: `${prototype.constructor.name}.${name}` }]
          : []
      })
      if (marked.length === 0) continue
      if (isStatic)
        found.set(
          instance,
          marked.map((one) => ({ ...one, instance })),
        )
      else problems.push(...marked.map(({ label }) => `${decorator} on ${label}: ${whyNotScoped}`))
    }
    if (problems.length > 0) throw new ConfigurationError([...new Set(problems)])
    return [...found.values()].flat()
  }
}

const whyNotScoped =
  'its class, or something it injects, is request-scoped or transient, and events come without a request; make it a default-scoped provider'

/** Of whatever a provider may be. */
interface Prototype {
  readonly constructor: { readonly name: string }
  readonly [name: string]: unknown
}

const isMethod = (value: unknown): value is FoundMethod['method'] => typeof value === 'function'

function prototypeOf(instance: unknown): Prototype | null {
  return typeof instance === 'object' && instance !== null ? Object.getPrototypeOf(instance) : null
}

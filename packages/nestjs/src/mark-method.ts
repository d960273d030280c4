/** Stands on methods of that shape. */
export type MethodMark<Method> = <Marked extends Method>(
  target: object,
  name: string | symbol,
  descriptor: TypedPropertyDescriptor<Marked>,
) => void

/** A decorator that only marks a method, to be found by, and how to see the mark. */
export function markMethod<Method extends (...args: never[]) => unknown>(
  metadataKey: string,
): { readonly decorator: () => MethodMark<Method>; readonly isOn: (method: object) => boolean } {
  return {
    decorator:
      () =>
      (_target, _name, { value }) => {
        if (value !== undefined) Reflect.defineMetadata(metadataKey, true, value)
      },
    isOn: (method) => Reflect.getMetadata(metadataKey, method) === true,
  }
}

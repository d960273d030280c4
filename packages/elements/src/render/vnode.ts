export type Prop = string | number | boolean | null | undefined | ((event: Event) => void)

/** What an element is to look like. Drawn by `patch`. */
export interface VNode {
  readonly tag: string
  /**
   * Attributes; `on…` listens, `--…` is a custom property, `value` is what a field begins with, and another `key` makes
   * another element. `false`, `null` and nothing leave an attribute out.
   */
  readonly props: Readonly<Record<string, Prop>>
  readonly children: readonly Child[]
}

/** `null` and `false` keep a place in which nothing stands. */
export type Child = VNode | string | null | false

export const h = (tag: string, props: VNode['props'] = {}, ...children: readonly Child[]): VNode => ({
  tag,
  props,
  children,
})

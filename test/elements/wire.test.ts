import type { ShopperView } from '@ovokit/core'
import type { ShopperErrorCode } from '@ovokit/core/checkout'
import { expectTypeOf, test } from 'vitest'
import type {
  ShopperErrorCode as PageErrorCode,
  ShopperView as PageView,
} from '../../packages/elements/src/client/wire.ts'

test('what a page reads is what core writes; `pnpm typecheck` fails where it is not', () => {
  expectTypeOf<PageView>().toEqualTypeOf<ShopperView>()
  expectTypeOf<PageErrorCode>().toEqualTypeOf<ShopperErrorCode>()
})

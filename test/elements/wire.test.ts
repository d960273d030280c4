import type { LinkView, ShopperView, TopUpView } from '@ovokit/core'
import type { ShopperErrorCode } from '@ovokit/core/checkout'
import { expectTypeOf, test } from 'vitest'
import type * as page from '../../packages/elements/src/client/wire.ts'

test('what a page reads is what core writes; `pnpm typecheck` fails where it is not', () => {
  expectTypeOf<page.ShopperView>().toEqualTypeOf<ShopperView>()
  expectTypeOf<page.TopUpView>().toEqualTypeOf<TopUpView>()
  expectTypeOf<page.LinkView>().toEqualTypeOf<LinkView>()
  expectTypeOf<page.ShopperErrorCode>().toEqualTypeOf<ShopperErrorCode>()
})

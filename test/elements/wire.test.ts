import type { LinkView, ShopperView, TopUpView } from '@ovokit/core'
import type { ShopperErrorCode } from '@ovokit/core/checkout'
import { expectTypeOf, test } from 'vitest'
import type * as page from '../../packages/elements/src/client/wire.ts'
import type { linkProblems } from '../../packages/elements/src/link/link-texts.ts'
import type { problems } from '../../packages/elements/src/texts/problem-texts.ts'
import type { topUpProblems } from '../../packages/elements/src/top-up/top-up-texts.ts'

test('what a page reads is what core writes; `pnpm typecheck` fails where it is not', () => {
  expectTypeOf<page.ShopperView>().toEqualTypeOf<ShopperView>()
  expectTypeOf<page.TopUpView>().toEqualTypeOf<TopUpView>()
  expectTypeOf<page.LinkView>().toEqualTypeOf<LinkView>()
  expectTypeOf<page.ShopperErrorCode>().toEqualTypeOf<ShopperErrorCode>()
})

test('a shopper who reads Indonesian is told whatever the shop may refuse, or that it is the shop’s to mend', () => {
  type Said = keyof typeof problems | keyof typeof linkProblems | keyof typeof topUpProblems
  // The shop's to mend, not shown, or in OVO's own words.
  type NotOurs =
    | ('bad-address' | 'bad-request' | 'cross-site')
    | ('not-cancellable' | 'payment-not-found' | 'qr-gone')
    | 'phone-not-registered'
  expectTypeOf<Said>().toEqualTypeOf<Exclude<ShopperErrorCode, NotOurs> | 'unreachable'>()
})

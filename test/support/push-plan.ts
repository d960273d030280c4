import type { FaultInput } from '@ovokit/simulator'
import fc from 'fast-check'
import type { PushAction, PushPlan } from './push-run.ts'
import { customers } from './push-stage.ts'

const order = fc.nat(2)
const shop = fc.nat(1)

/** Most customers decide by themselves, as their last four digits say; the rest wait to be told. */
const phone = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...customers) },
  {
    weight: 4,
    arbitrary: fc
      .constantFrom(
        ...['9000', '9000', '9001', '9001', '9002', '9002', '9003', '9004', '9005', '9006', '9007', '9014', '9017'],
        ...['9026', '9040', '9054', '9054', '9068', '9094', '9105', '9130', '9150', '9155'],
      )
      .map((digits) => `08120000${digits}`),
  },
)

const posFaults = ['refuse-before', 'http-500', 'too-many', 'in-progress', 'empty-404'] as const
const actedFaults = ['lose-response', 'act-then-500', 'http-504', 'malformed-json', 'missing-response-code'] as const
const fault: fc.Arbitrary<FaultInput> = fc.oneof(
  fc.record({
    operation: fc.constantFrom('pos.push', 'pos.status', 'pos.reversal', 'pos.void', 'pos.void-status'),
    fault: fc.constantFrom(...posFaults, ...actedFaults, 'act-then-400', 'garbage'),
    times: fc.constantFrom(1, 1, 3),
  }),
  fc.record({
    operation: fc.constant('pos.push'),
    fault: fc.constantFrom('settle-late', 'answer-late', 'reversal-overtakes', 'wrong-amount', 'wrong-reference'),
  }),
  fc.record({ operation: fc.constant('pos.status'), fault: fc.constantFrom('wrong-amount', 'wrong-reference') }),
  fc.record({
    operation: fc.constantFrom('pos.push', 'pos.status', 'pos.reversal', 'pos.void'),
    fault: fc.constant('delay'),
    delayMillis: fc.constantFrom(1_000, 3_000, 12_000),
  }),
) as fc.Arbitrary<FaultInput>

const action: fc.Arbitrary<PushAction> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('start' as const),
      shop,
      order,
      phone,
      amount: fc.constantFrom(10_000, 25_000),
      onLateSuccess: fc.constantFrom('accept' as const, 'reverse' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('approve' as const, 'reject' as const), push: fc.nat(2) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constantFrom('cancel' as const, 'void' as const, 'check' as const),
      shop,
      order,
    }),
  },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constant('wait' as const),
      seconds: fc.constantFrom(1, 2, 10, 30, 54, 59, 61, 63, 65, 66, 70, 140, 600),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('kill' as const), shop, atEffect: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('doom' as const), shop, seconds: fc.nat(70) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('restart' as const), shop }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('fault' as const), fault }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('network' as const),
      operation: fc.constantFrom('pos.push', 'pos.status', 'pos.reversal', 'pos.void', 'pos.void-status'),
      fault: fc.constantFrom(
        { fault: 'refuse' as const },
        { fault: 'delay' as const, millis: 3_000 },
        { fault: 'delay' as const, millis: 10_000 },
      ),
    }),
  },
)

/** Any life of a shop that pushes, two processes on one store, of so many things that happen. */
export const pushPlan = ({ atLeast, atMost }: { atLeast: number; atMost: number }): fc.Arbitrary<PushPlan> =>
  fc.record({
    startAt: fc.constantFrom('2026-11-22T10:00:00+07:00', '2026-11-22T23:57:00+07:00').map((text) => Date.parse(text)),
    dialect: fc.record({
      pushExpiry: fc.constantFrom('silence' as const, 'empty-404' as const),
      pushEarlyReversal: fc.constantFrom('forgotten' as const, 'remembered' as const),
    }),
    phases: fc.array(
      fc.nat(100).map((percent) => percent / 100),
      { minLength: 7, maxLength: 7 },
    ),
    actions: fc.array(action, { minLength: atLeast, maxLength: atMost, size: 'max' }),
  })

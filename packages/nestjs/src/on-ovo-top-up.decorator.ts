import type { TopUpNotice, TopUpNoticeType } from '@ovokit/core'
import { hears, type NoticeDecorator } from './on-ovo-payment.decorator.ts'

/** Marks a method as a handler of what becomes of top-ups. Delivered as events are to `@OnOvoPayment`, which hears none of it. */
export const OnOvoTopUp = (type: TopUpNoticeType): NoticeDecorator<TopUpNotice> => hears(type)

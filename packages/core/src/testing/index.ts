export { notificationContract } from './notification-contract.ts'
export type {
  NotificationCheck,
  NotificationHarness,
  NotificationReply,
  NotificationRequest,
} from './notification-harness.ts'
export { callbackBody, type SignCallbackInput, type SignedCallback, signCallback } from './sign-callback.ts'
export { storeContract } from './store-contract.ts'
export type { StoreCheck } from './store-samples.ts'
export { type TimeMachine, timeMachine } from './time-machine.ts'

export { type TopUpReason, type TopUpRefusal, topUpRefusals } from './response-codes.ts'

export { type StoreCheck, storeContract } from './store-contract.ts'
export { type TimeMachine, timeMachine } from './time-machine.ts'

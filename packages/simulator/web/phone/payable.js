/** @import { PhoneState } from '../../src/phone/phone-state.ts' */
/** @import { Payable } from './simulator.js' */

/**
 * Whether a customer could still say yes or no, by the last look: the simulator decides that, not the time on the screen.
 *
 * @param {PhoneState} state
 * @param {Payable} payable
 */
export const isStillPayable = ({ nearby, pushes }, { id }) => [...nearby, ...pushes].some((one) => one.id === id)

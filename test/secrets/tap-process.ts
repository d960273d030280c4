/** For `--import`: a process that is started by a test, and its own children, are listened to as the test itself is. */
import { installTaps } from './taps.ts'

installTaps()

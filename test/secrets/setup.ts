import { expect } from 'vitest'
import { nameTests } from './capture.ts'
import { installTaps } from './taps.ts'

nameTests(() => {
  const { testPath = '', currentTestName = 'between tests' } = expect.getState()
  return `${testPath.split('/').slice(-3).join('/')} > ${currentTestName}`
})
installTaps()

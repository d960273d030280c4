import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { repositoryRoot } from '../../tools/lib/files.mjs'
import { holidaysModule } from '../../tools/write-holidays.mjs'

test('the holidays in core are what date-holidays says', () => {
  expect(readFileSync(join(repositoryRoot, 'packages/core/src/settlement/holidays.ts'), 'utf8')).toBe(holidaysModule())
})

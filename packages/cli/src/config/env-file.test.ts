import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { setEnv } from './env-file.ts'

test('values go where their names stand; comments, order and the rest stay', () => {
  const text = '# shop\nexport A=1\n\nB="two words"\nC=\n'
  expect(setEnv(text, { A: 'x', C: 'y', D: 'z' })).toBe('# shop\nA=x\n\nB="two words"\nC=y\nD=z\n')
  expect(setEnv('', { A: '1' })).toBe('A=1\n')
})

test.each(['plain', 'a b', '#', 'a#b', "it's", 'say "x"', 'back\\nslash', '$HOME', '`', 'a=b', '\'"', ' edge '])(
  '%j comes back as it was',
  (value) => {
    expect(parseEnv(setEnv('A=1\n', { A: value }))).toEqual({ A: value })
  },
)

test('what cannot be written is refused instead of changed', () => {
  expect(() => setEnv('', { A: `'"\`` })).toThrow('A cannot be written')
})

import { useCallback, useEffect, useState } from 'react'

/** What a question was answered with, and how to ask again. */
export function useAnswer<Answer>(ask: () => Promise<Answer>): {
  readonly answer: Answer | null
  readonly error: string | null
  readonly again: () => void
} {
  const [answer, setAnswer] = useState<Answer | null>(null)
  const [error, setError] = useState<string | null>(null)
  const [round, setRound] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` is what asking again changes
  useEffect(() => {
    let isHere = true
    ask().then(
      (found) => {
        if (!isHere) return
        setAnswer(found)
        setError(null)
      },
      (failure: unknown) => isHere && setError(failure instanceof Error ? failure.message : String(failure)),
    )
    return () => {
      isHere = false
    }
  }, [ask, round])
  return { answer, error, again: useCallback(() => setRound((before) => before + 1), []) }
}

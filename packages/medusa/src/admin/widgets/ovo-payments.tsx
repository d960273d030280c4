import { defineWidgetConfig } from '@medusajs/admin-sdk'
import { Container, Heading, Text } from '@medusajs/ui'
import { useCallback } from 'react'
import { attemptsOfOrder } from '../lib/api.ts'
import { Attempt } from '../lib/attempt.tsx'
import { useTexts } from '../lib/texts.ts'
import { useAnswer } from '../lib/use-answer.ts'

/** On the order's page: every attempt to pay it with OVO. Nothing where OVO has nothing to do with the order. */
const OvoPayments = ({ data: order }: { data: { id: string } }) => {
  const { texts } = useTexts()
  const { answer, error, again } = useAnswer(useCallback(() => attemptsOfOrder(order.id), [order.id]))
  if (error === null && (answer === null || answer.attempts.length + answer.cases.length === 0)) return null
  return (
    <Container className="divide-y p-0" data-testid="ovo-payments">
      <Heading level="h2" className="px-6 py-4">
        {texts.title}
      </Heading>
      {error !== null && <Text className="text-ui-fg-error px-6 py-4">{error}</Text>}
      {answer?.cases.map(({ id, reason, message }) => (
        <Text key={id} size="small" className="text-ui-fg-error px-6 py-4">
          {texts.reasons[reason] ?? message}
        </Text>
      ))}
      {answer?.attempts.map((attempt) => (
        <Attempt key={attempt.id} attempt={attempt} now={answer.now} onChange={again} />
      ))}
    </Container>
  )
}

export const config = defineWidgetConfig({ zone: 'order.details.side' })

export default OvoPayments

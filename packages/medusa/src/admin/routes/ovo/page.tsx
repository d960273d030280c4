import { defineRouteConfig } from '@medusajs/admin-sdk'
import { CreditCard } from '@medusajs/icons'
import { Button, Container, Heading, Text } from '@medusajs/ui'
import { type CaseView, closeCase, openCases, recentAttempts, resolveAs } from '../../lib/api.ts'
import { Attempt } from '../../lib/attempt.tsx'
import { useTexts } from '../../lib/texts.ts'
import { useAnswer } from '../../lib/use-answer.ts'

/** What needs a person, and the latest attempts. */
const OvoPage = () => {
  const { texts } = useTexts()
  const cases = useAnswer(openCases)
  const recent = useAnswer(recentAttempts)
  const again = () => {
    cases.again()
    recent.again()
  }
  const error = cases.error ?? recent.error
  return (
    <div className="flex flex-col gap-y-4">
      <Container className="divide-y p-0" data-testid="ovo-cases">
        <div className="flex items-center justify-between px-6 py-4">
          <Heading level="h1">{texts.cases}</Heading>
          <a className="txt-compact-small text-ui-fg-interactive" href="./ovo/settlement">
            {texts.settlement.title}
          </a>
        </div>
        {error !== null && <Text className="text-ui-fg-error px-6 py-4">{error}</Text>}
        {cases.answer?.cases.length === 0 && <Text className="px-6 py-4">{texts.noCases}</Text>}
        {cases.answer?.cases.map((each) => (
          <Case key={each.id} trouble={each} now={cases.answer?.now ?? ''} onChange={again} />
        ))}
      </Container>
      <Container className="divide-y p-0" data-testid="ovo-recent">
        <Heading level="h2" className="px-6 py-4">
          {texts.recent}
        </Heading>
        {recent.answer?.attempts.map((attempt) => (
          <Attempt key={attempt.id} attempt={attempt} now={recent.answer?.now ?? ''} onChange={again} />
        ))}
      </Container>
    </div>
  )
}

function Case({ trouble, now, onChange }: { trouble: CaseView; now: string; onChange: () => void }) {
  const { texts } = useTexts()
  const { attempt, orderId } = trouble
  const then = (work: Promise<object>) => void work.catch(() => undefined).finally(onChange)
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4" data-case={trouble.reason}>
      <Text weight="plus">{texts.reasons[trouble.reason] ?? trouble.message}</Text>
      {orderId !== null && (
        <a className="txt-compact-small text-ui-fg-interactive" href={`./orders/${orderId}`}>
          {texts.order}
        </a>
      )}
      <Attempt attempt={attempt} now={now} onChange={onChange} />
      <div className="flex justify-end gap-x-2">
        {attempt.needsDecision && (
          <>
            <Button size="small" variant="secondary" onClick={() => then(resolveAs(attempt.id, 'paid'))}>
              {texts.asPaid}
            </Button>
            <Button size="small" variant="danger" onClick={() => then(resolveAs(attempt.id, 'failed'))}>
              {texts.asFailed}
            </Button>
          </>
        )}
        <Button size="small" onClick={() => then(closeCase(trouble.id))}>
          {texts.close}
        </Button>
      </div>
    </div>
  )
}

export const config = defineRouteConfig({ label: 'OVO', icon: CreditCard })

export default OvoPage

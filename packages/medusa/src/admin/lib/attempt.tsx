import { Badge, Button, Text } from '@medusajs/ui'
import { useState } from 'react'
import { type AttemptView, checkNow } from './api.ts'
import { useTexts } from './texts.ts'

const colours: Readonly<Record<string, 'green' | 'red' | 'orange' | 'grey'>> = {
  paid: 'green',
  refunded: 'grey',
  reversed: 'grey',
  expired: 'grey',
  failed: 'red',
  declined: 'red',
}

const zone = { timeZone: 'Asia/Jakarta', dateStyle: 'medium', timeStyle: 'medium' } as const
const hourMillis = 60 * 60_000

/** One attempt: what it is, what has happened, what can be done. Times are Jakarta's, where OVO's day ends. */
export function Attempt({ attempt, now, onChange }: { attempt: AttemptView; now: string; onChange: () => void }) {
  const { texts, locale } = useTexts()
  const [isAsking, setIsAsking] = useState(false)
  const at = (time: string) => new Date(time).toLocaleString(locale, zone)
  const ask = () => {
    setIsAsking(true)
    void checkNow(attempt.id)
      .catch(() => undefined)
      .finally(() => {
        setIsAsking(false)
        onChange()
      })
  }
  return (
    <div className="flex flex-col gap-y-2 px-6 py-4" data-attempt={attempt.id} data-status={attempt.status}>
      <div className="flex items-center justify-between">
        <Text size="small" weight="plus">
          {texts.methods[attempt.method as keyof typeof texts.methods] ?? attempt.method}
        </Text>
        <Badge size="2xsmall" color={colours[attempt.status] ?? 'orange'}>
          {texts.statuses[attempt.status as keyof typeof texts.statuses] ?? attempt.status}
        </Badge>
      </div>
      <Line name={texts.amount} value={`Rp${attempt.amount.toLocaleString('id-ID')}`} />
      <Line name={texts.number} value={attempt.number} />
      <Line name={texts.reference} value={attempt.referenceNo} />
      <Line name={texts.phone} value={attempt.phone} />
      <Line name={texts.paidAt} value={attempt.paidAt === null ? null : at(attempt.paidAt)} />
      <RefundWindow attempt={attempt} now={now} />
      {attempt.isLate && <Note text={texts.late} />}
      {attempt.isOrphan && <Note text={texts.orphan} />}
      {attempt.refundedAmount > 0 && (
        <Line name={texts.refunded} value={`Rp${attempt.refundedAmount.toLocaleString('id-ID')}`} />
      )}
      {attempt.refund !== null && (
        <Line
          name={texts.refund}
          value={`${texts.refundStatuses[attempt.refund.status as keyof typeof texts.refundStatuses] ?? attempt.refund.status} · ${attempt.refund.number}`}
        />
      )}
      <details>
        <summary className="txt-compact-small text-ui-fg-subtle cursor-pointer">{texts.history}</summary>
        <ol className="txt-compact-xsmall text-ui-fg-subtle mt-2 flex flex-col gap-y-1">
          {attempt.history.map(({ at: when, event, to }) => (
            <li key={`${when}${event}${to}`} className="flex justify-between gap-x-2">
              <span>
                {event} → {to}
              </span>
              <time dateTime={when}>{at(when)}</time>
            </li>
          ))}
        </ol>
      </details>
      <Button size="small" variant="secondary" onClick={ask} isLoading={isAsking}>
        {texts.checkNow}
      </Button>
    </div>
  )
}

function RefundWindow({ attempt, now }: { attempt: AttemptView; now: string }) {
  const { texts, locale } = useTexts()
  if (attempt.refundableUntil === null || attempt.refundedAmount >= attempt.amount) return null
  const left = Date.parse(attempt.refundableUntil) - Date.parse(now)
  if (left <= 0) return <Note text={texts.windowClosed} />
  const hours = texts.hoursLeft.replace('{n}', (left / hourMillis).toFixed(1))
  const until = new Date(attempt.refundableUntil).toLocaleString(locale, zone)
  return <Line name={texts.refundUntil} value={`${until} (${hours})`} />
}

const Line = ({ name, value }: { name: string; value: string | null }) =>
  value === null ? null : (
    <div className="flex justify-between gap-x-4">
      <Text size="small" className="text-ui-fg-subtle">
        {name}
      </Text>
      <Text size="small" className="break-all text-right">
        {value}
      </Text>
    </div>
  )

const Note = ({ text }: { text: string }) => (
  <Text size="small" className="text-ui-fg-error">
    {text}
  </Text>
)

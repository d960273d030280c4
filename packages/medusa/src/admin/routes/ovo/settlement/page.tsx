import { Button, Container, Heading, Input, Label, Table, Text } from '@medusajs/ui'
import { type FormEvent, type ReactNode, useState } from 'react'
import {
  reconcile,
  reconcileAsCsv,
  type SettlementQuery,
  type SettlementView,
  settlementMerchants,
} from '../../../lib/api.ts'
import { useTexts } from '../../../lib/texts.ts'
import { useAnswer } from '../../../lib/use-answer.ts'

type Shown =
  | { readonly is: 'empty' }
  | { readonly is: 'reading' }
  | { readonly is: 'failed'; readonly message: string }
  | { readonly is: 'done'; readonly view: SettlementView; readonly query: SettlementQuery }

/** OVO's settlement report, held against the shop. */
const SettlementPage = () => {
  const { settlement: texts } = useTexts().texts
  const [shown, setShown] = useState<Shown>({ is: 'empty' })
  const { answer } = useAnswer(settlementMerchants)
  const merchants = answer?.merchants ?? []
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const file = form.get('file')
    if (!(file instanceof File)) return
    const text = (name: string) => String(form.get(name) ?? '')
    const query = { file, from: text('from'), to: text('to'), merchant: text('merchant') || (merchants[0] ?? '') }
    setShown({ is: 'reading' })
    reconcile(query).then(
      (view) => setShown({ is: 'done', view, query }),
      (error: unknown) => setShown(failed(error)),
    )
  }
  return (
    <Container className="divide-y p-0" data-testid="ovo-settlement">
      <div className="flex flex-col gap-y-2 px-6 py-4">
        <Heading level="h1">{texts.title}</Heading>
        <Text className="text-ui-fg-subtle">{texts.explain}</Text>
      </div>
      <form className="flex flex-wrap items-end gap-4 px-6 py-4" onSubmit={submit}>
        <Field name="file" label={texts.file}>
          <input id="file" name="file" type="file" className="txt-compact-small h-8" accept=".csv,.xlsx" required />
        </Field>
        <Field name="from" label={texts.from}>
          <Input id="from" name="from" type="date" required />
        </Field>
        <Field name="to" label={texts.to}>
          <Input id="to" name="to" type="date" required />
        </Field>
        {merchants.length > 1 && (
          <Field name="merchant" label={texts.merchant}>
            <select id="merchant" name="merchant">
              {merchants.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </Field>
        )}
        <Button type="submit" isLoading={shown.is === 'reading'}>
          {texts.run}
        </Button>
      </form>
      <div role="status">
        {shown.is === 'reading' && <Text className="px-6 py-4">{texts.running}</Text>}
        {shown.is === 'failed' && <Text className="text-ui-fg-error px-6 py-4">{shown.message}</Text>}
        {shown.is === 'done' && (
          <Result view={shown.view} query={shown.query} onError={(error) => setShown(failed(error))} />
        )}
      </div>
    </Container>
  )
}

interface ResultProps {
  readonly view: SettlementView
  readonly query: SettlementQuery
  readonly onError: (error: unknown) => void
}

function Result({ view: { result, findings, total, more }, query, onError }: ResultProps) {
  const { settlement: texts } = useTexts().texts
  const [isSaving, setIsSaving] = useState(false)
  if (result.isClean) {
    const text = result.matched + result.rows === 0 ? texts.nothing : texts.agree.replace('{n}', `${result.matched}`)
    return <Text className="px-6 py-4">{text}</Text>
  }
  const download = () => {
    setIsSaving(true)
    void reconcileAsCsv(query)
      .then((csv) => save(csv, `ovo-findings-${result.from}.csv`), onError)
      .finally(() => setIsSaving(false))
  }
  return (
    <>
      <div className="flex items-center justify-between gap-x-4 px-6 py-4">
        <Text weight="plus">
          {texts.differ.replace('{n}', `${total}`).replace('{matched}', `${result.matched}`)}
          {more !== null && ` ${texts.more.replace('{shown}', `${findings.length}`)}`}
        </Text>
        <Button size="small" variant="secondary" onClick={download} isLoading={isSaving}>
          {texts.download}
        </Button>
      </div>
      <Findings findings={findings} />
    </>
  )
}

function Findings({ findings }: Pick<SettlementView, 'findings'>) {
  const { settlement: texts } = useTexts().texts
  const columns = [texts.what, texts.invoice, texts.atShop, texts.atOvo, texts.paidOn, texts.toDo]
  return (
    <Table>
      <Table.Header>
        <Table.Row>
          {columns.map((column) => (
            <Table.HeaderCell key={column}>{column}</Table.HeaderCell>
          ))}
        </Table.Row>
      </Table.Header>
      <Table.Body>
        {findings.map((finding) => {
          const [name, toDo] = texts.kinds[finding.kind]
          return (
            <Table.Row
              key={`${finding.kind} ${finding.invoice} ${finding.place?.line} ${finding.message}`}
              data-finding={finding.kind}
            >
              <Table.Cell title={finding.message}>
                {name}
                {finding.kind === 'bad-row' && `: ${finding.message}`}
              </Table.Cell>
              <Table.Cell>{finding.invoice}</Table.Cell>
              <Table.Cell>{rupiah(finding.shopAmount)}</Table.Cell>
              <Table.Cell>{rupiah(finding.reportAmount)}</Table.Cell>
              <Table.Cell>{finding.paidOn}</Table.Cell>
              <Table.Cell className="whitespace-normal">{toDo}</Table.Cell>
            </Table.Row>
          )
        })}
      </Table.Body>
    </Table>
  )
}

const Field = ({ name, label, children }: { name: string; label: string; children: ReactNode }) => (
  <div className="flex flex-col gap-y-1">
    <Label htmlFor={name} size="small">
      {label}
    </Label>
    {children}
  </div>
)

const failed = (error: unknown): Shown => ({
  is: 'failed',
  message: error instanceof Error ? error.message : String(error),
})

const rupiah = (amount: number | null): string => (amount === null ? '' : `Rp${amount.toLocaleString('id-ID')}`)

function save(content: Blob, name: string): void {
  const url = URL.createObjectURL(content)
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  URL.revokeObjectURL(url)
}

export default SettlementPage

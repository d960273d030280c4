import type {
  CreateAccountHolderInput,
  CreateAccountHolderOutput,
  DeleteAccountHolderInput,
  DeleteAccountHolderOutput,
  DeletePaymentMethodInput,
  DeletePaymentMethodOutput,
  InitiatePaymentInput,
  InitiatePaymentOutput,
  ListPaymentMethodsInput,
  ListPaymentMethodsOutput,
  PaymentProviderContext,
  RetrieveAccountHolderInput,
  RetrieveAccountHolderOutput,
  SavePaymentMethodInput,
  SavePaymentMethodOutput,
} from '@medusajs/framework/types'
import { MedusaError } from '@medusajs/framework/utils'
import { type Link, OvoError } from '@ovokit/core'
import { OvoProvider } from './ovo-provider.ts'

/**
 * Pay out of an OVO account that a signed-in customer has linked once: `pp_ovo-linked_ovo` in a region.
 *
 * Medusa's account holder is Medusa's customer, and its one payment method is the link. Tokens are OvoKit's, sealed; what
 * Medusa keeps are names.
 */
export class OvoLinkedProvider extends OvoProvider {
  static override identifier = 'ovo-linked'
  protected override readonly method = 'linked'
  // What a customer's wallet can hold is OVO's to say.
  protected override readonly maxAmount = Number.MAX_SAFE_INTEGER

  override async initiatePayment(input: InitiatePaymentInput): Promise<InitiatePaymentOutput> {
    if (input.context?.customer?.id === undefined) throw new MedusaError(MedusaError.Types.NOT_ALLOWED, signIn)
    return super.initiatePayment(input)
  }

  async createAccountHolder({ context }: CreateAccountHolderInput): Promise<CreateAccountHolderOutput> {
    const { id } = context.customer
    return { id, data: { customer: id } }
  }

  async retrieveAccountHolder({ id }: RetrieveAccountHolderInput): Promise<RetrieveAccountHolderOutput> {
    return { id, data: { customer: id } }
  }

  /** A customer who is deleted is unlinked: nobody could pay with the account any more, or take it back. */
  async deleteAccountHolder({ context }: DeleteAccountHolderInput): Promise<DeleteAccountHolderOutput> {
    const customer = context.account_holder.external_id
    if (customer !== undefined && (await this.ovo.links.find({ customer })) !== null)
      await this.ovo.links.unlink({ customer }).catch(asMedusa)
    return {}
  }

  /**
   * Begins to link: `data` is the customer's `phone`, and the answer's `data.page` is for that customer's browser only.
   * A storefront uses the store route instead, which knows who is signed in.
   */
  async savePaymentMethod({ data, context }: SavePaymentMethodInput): Promise<SavePaymentMethodOutput> {
    const returnUrl = this.service.options.linked?.linkReturnUrl
    if (returnUrl === undefined)
      throw new MedusaError(MedusaError.Types.NOT_ALLOWED, 'Set linked.linkReturnUrl in the options of @ovokit/medusa.')
    const input = { customer: customerOf(context), phone: String(data?.phone ?? ''), returnUrl, lookUpFirst: true }
    const { link, page } = await this.ovo.links.start(input).catch(asMedusa)
    return { id: link.id, data: { ...shown(link), page } }
  }

  async listPaymentMethods({ context }: ListPaymentMethodsInput): Promise<ListPaymentMethodsOutput> {
    const link = await this.ovo.links.find({ customer: customerOf(context) })
    return link?.status === 'linked' ? [{ id: link.id, data: shown(link) }] : []
  }

  /** Takes the link back at OVO. Goes on by itself until OVO has confirmed it. */
  async deletePaymentMethod({ data, context }: DeletePaymentMethodInput): Promise<DeletePaymentMethodOutput> {
    const customer = customerOf(context)
    const link = await this.ovo.links.find({ customer })
    // The data's word only narrows: it names the customer's own link, or nothing happens.
    if (data.id === link?.id) await this.ovo.links.unlink({ customer }).catch(asMedusa)
    return {}
  }
}

const signIn = 'Only a signed-in customer pays out of a linked OVO account. Sign in, or offer another way to pay.'

/** Who it is by Medusa's own records; nothing that a browser sends gets in here. */
function customerOf(context: PaymentProviderContext | undefined): string {
  const id = context?.customer?.id ?? context?.account_holder?.data?.customer
  if (typeof id === 'string') return id
  throw new MedusaError(MedusaError.Types.INVALID_DATA, 'Give the context its customer or account_holder.')
}

const shown = ({ status, maskedPhone, linkedAt }: Link): Record<string, unknown> => ({
  status,
  masked_phone: maskedPhone,
  linked_at: linkedAt?.toISOString() ?? null,
})

function asMedusa(error: unknown): never {
  if (!OvoError.is(error)) throw error
  const isTheirs = ['invalid-input', 'invalid-phone'].includes(error.code)
  throw new MedusaError(isTheirs ? MedusaError.Types.INVALID_DATA : MedusaError.Types.NOT_ALLOWED, `${error.message}.`)
}

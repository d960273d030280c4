export { HandoverError, type HandoverFlaw, KeyError } from '../errors/errors.ts'
export {
  type ConvertInput,
  convertSharingKey,
  convertSigningKey,
  generateKeys,
  type PartnerKeys,
  type PemPair,
} from './key-pairs.ts'
export { type Handover, type HandoverInput, openHandover } from './open-handover.ts'
export { type CredentialField, credentialFields, type ReadCredentials, readCredentials } from './read-credentials.ts'

export type { Case } from './cases/cases.ts'
export { caseRaised } from './cases/raise-case.ts'
export type { OvoModuleService } from './modules/ovo/service.ts'
export type { OvoPluginOptions } from './options.ts'

export { answerOvo as POST } from '../../../../../../../http/answer-ovo.ts'

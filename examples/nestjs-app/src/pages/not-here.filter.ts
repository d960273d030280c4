import { type ArgumentsHost, Catch, type ExceptionFilter, NotFoundException } from '@nestjs/common'
import type { Response } from 'express'

/** A page for whoever opens what is not there or not theirs. */
@Catch(NotFoundException)
export class NotHere implements ExceptionFilter {
  catch(_error: NotFoundException, host: ArgumentsHost): void {
    host.switchToHttp().getResponse<Response>().status(404).render('not-here')
  }
}

import { ConfigurationError } from '@ovokit/core'
import type { RequestHandler } from 'express'
import type { Report } from './options.ts'

/** Says once that there is a proxy which Express was not told of: all visitors would share one address, and its limits. */
export function noticeProxy(report: Report): RequestHandler {
  let isSaid = false
  return (req, _res, next) => {
    if (!isSaid && req.headers['x-forwarded-for'] !== undefined && req.app.get('trust proxy') === false) {
      isSaid = true
      const mend =
        "a proxy is in front, and all visitors count as one address: app.set('trust proxy', …) says which to believe"
      report(new ConfigurationError([mend]), req)
    }
    next()
  }
}

/** Express 4 under second names. Its types are close enough to those of 5 for what the tests do. */
declare module 'express4' {
  import express = require('express')
  export = express
}

declare module 'express418' {
  import express = require('express')
  export = express
}

throw new Error(
  '@ovokit/core runs on servers only: it signs with secrets that must never reach a browser. ' +
    'Call your own back end from the page; it uses @ovokit/core, or an adapter such as @ovokit/express.',
)

/** What a command's end says to a script. They are a promise: see docs/cli.md. */
export const exitCodes = {
  /** Done, and nothing is wrong. */
  done: 0,
  /** It could not be done, or something was found that needs a person. */
  failed: 1,
  /** The words on the command line make no sense together. */
  usage: 2,
  /** The shop's configuration is missing, or cannot work. */
  configuration: 3,
  /** OVO, the shop or its store could not be reached. */
  unreachable: 4,
  /** It may have happened and nobody knows yet: ask again, do not repeat it. */
  unknown: 5,
  /** A settlement report and the shop do not agree. */
  differences: 6,
  /** A settlement report cannot be read at all. */
  unreadable: 7,
  /** A mistake of OvoKit's own. */
  bug: 70,
} as const

export type ExitName = keyof typeof exitCodes

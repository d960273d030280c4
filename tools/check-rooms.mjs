/**
 * Refuses imports against core's layer order, impurity in its pure rooms, and packages that know what they must not.
 * The rules are data, in room-rules.mjs; why they are so is in docs/ARCHITECTURE.md.
 *
 *     node tools/check-rooms.mjs [folder of the repository]
 */
import { existsSync, readdirSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import ts from 'typescript'
import { isMain, listFiles, report, repositoryRoot } from './lib/files.mjs'
import { outsiders, packageNeighbours, pureGlobals, pureRooms, roomOrder, strangers } from './room-rules.mjs'

/**
 * @typedef {object} SourceImport
 * @property {string} specifier
 * @property {boolean} isType - erased before anything runs
 * @property {ts.Node} node
 */

/**
 * Everything that is wrong, one line each: where, what, and the mend.
 *
 * @param {string} root
 * @returns {string[]}
 */
export function checkRooms(root) {
  const packages = readdirSync(join(root, 'packages'))
  return packages.flatMap((name) => {
    const source = join(root, 'packages', name, 'src')
    if (!existsSync(source)) return []
    const files = listFiles(source, (path) => /\.[cm]?tsx?$/.test(path))
    const program = parse(files.map((file) => join(source, file)))
    return files.flatMap((file) => checkFile({ root, name, source, file, program }))
  })
}

/**
 * Without libraries and without following imports: a name that then belongs to nothing is a global.
 *
 * @param {readonly string[]} files
 */
function parse(files) {
  const options = {
    noLib: true,
    noResolve: true,
    types: [],
    target: ts.ScriptTarget.ESNext,
    allowImportingTsExtensions: true,
  }
  return ts.createProgram(files, { ...options, noEmit: true })
}

/** @param {{ root: string, name: string, source: string, file: string, program: ts.Program }} input */
function checkFile({ root, name, source, file, program }) {
  const path = join(source, file)
  const tree = program.getSourceFile(path)
  if (tree === undefined) return [`${relative(root, path)}: cannot be read`]
  /** @type {string[]} */
  const problems = []
  const refuse = (/** @type {ts.Node} */ node, /** @type {string} */ text) => {
    const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1
    problems.push(`${relative(root, path)}:${line}: ${text}`)
  }
  // What stands in an adapter's src/testing serves its own tests and is not published; core's is published.
  const isTest = /\.test\.[cm]?tsx?$/.test(file) || (name !== 'core' && file.startsWith('testing/'))
  const imports = importsOf(tree, refuse)
  for (const found of imports) checkNeighbours({ name, source, path, isTest, found, refuse })
  if (name !== 'core' || isTest) return problems
  const room = roomOf(file)
  for (const found of imports) checkLayer({ source, path, file, room, found, refuse })
  if (pureRooms.includes(room)) checkPurity({ tree, room, checker: program.getTypeChecker(), refuse })
  return problems
}

/** @param {string} file - relative to src */
const roomOf = (file) => (file.includes('/') ? (file.split('/')[0] ?? '') : 'src')

/**
 * @param {{ name: string, source: string, path: string, isTest: boolean, found: SourceImport,
 *   refuse: (node: ts.Node, text: string) => void }} input
 */
function checkNeighbours({ name, source, path, isTest, found, refuse }) {
  const { specifier, node } = found
  const allowed = packageNeighbours[name]
  if (allowed === undefined)
    return refuse(node, `package ${name} has no line in packageNeighbours of tools/room-rules.mjs; add one`)
  const other = /^@ovokit\/([^/]+)/.exec(specifier)?.[1]
  if (other !== undefined && other !== name && !allowed.includes(other)) {
    // Adapters' tests play against the simulator; the simulator itself has no exception.
    if (isTest && other === 'simulator' && name !== 'core') return
    refuse(node, `${name} must not import @ovokit/${other}; ${whyNot(name)}`)
  }
  if (other === name && !isTest) refuse(node, `${name} imports itself by name; import the file`)
  // Tests may reach for what crosses packages, such as test/vectors.
  if (specifier.startsWith('.') && !isTest && relative(source, resolve(dirname(path), specifier)).startsWith('..')) {
    refuse(node, `${specifier} leaves ${name}/src; import the package by its name, or move the file`)
  }
}

/** @param {string} name */
function whyNot(name) {
  if (name === 'core') return 'core knows no adapter and no simulator: turn the dependency round'
  if (name === 'simulator')
    return 'the simulator reads the facts by itself: write those few lines again, from docs/protocol'
  return 'adapters share through core: move what both need there'
}

/**
 * @param {{ source: string, path: string, file: string, room: string, found: SourceImport,
 *   refuse: (node: ts.Node, text: string) => void }} input
 */
function checkLayer({ source, path, file, room, found, refuse }) {
  const { specifier, isType, node } = found
  const rank = rankOf(room)
  if (rank === -1) return refuse(node, `room ${room}/ has no place in roomOrder of tools/room-rules.mjs; give it one`)
  if (!specifier.startsWith('.')) {
    if (isType && specifier.startsWith('node:')) return
    const places = outsiders[specifier]
    const isImpureNode = specifier.startsWith('node:') && specifier !== 'node:crypto' && !pureRooms.includes(room)
    if (isImpureNode || places?.some((place) => (place.endsWith('/') ? file.startsWith(place) : file === place))) return
    const where = places === undefined ? 'nowhere in core' : `only in ${places.join(', ')}`
    return refuse(
      node,
      `${specifier} is imported ${where}; pass what it does in as a port, or add it to outsiders of tools/room-rules.mjs`,
    )
  }
  const target = relative(source, resolve(dirname(path), specifier))
  const other = roomOf(target)
  if (target.startsWith('..') || other === room) return
  if (strangers[room]?.includes(other))
    return refuse(node, `${room}/ does not know ${other}/; what both need belongs in a room above them`)
  const otherRank = rankOf(other)
  if (otherRank === rank)
    return refuse(node, `${room}/ and ${other}/ stand side by side; what both need belongs in a room above them`)
  if (otherRank > rank)
    refuse(node, `${room}/ stands above ${other}/ and must not import from it; move what is needed up, or pass it in`)
}

/** @param {string} room */
const rankOf = (room) => roomOrder.findIndex((line) => line.includes(room))

/**
 * @param {ts.SourceFile} tree
 * @param {(node: ts.Node, text: string) => void} refuse
 * @returns {SourceImport[]}
 */
function importsOf(tree, refuse) {
  /** @type {SourceImport[]} */
  const found = []
  const add = (
    /** @type {ts.Node | undefined} */ specifier,
    /** @type {boolean} */ isType,
    /** @type {ts.Node} */ node,
  ) => {
    if (specifier !== undefined && ts.isStringLiteralLike(specifier))
      found.push({ specifier: specifier.text, isType, node })
    else if (specifier !== undefined)
      refuse(node, 'a module is named by a literal, so that it can be checked; write its name')
  }
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node), node)
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly, node)
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : node.argument, true, node)
    else if (ts.isExternalModuleReference(node)) add(node.expression, false, node)
    else if (ts.isCallExpression(node) && isImportCall(node)) add(node.arguments[0], false, node)
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

/** @param {ts.ImportDeclaration} node */
function isTypeImport({ importClause }) {
  if (importClause === undefined) return false
  if (importClause.isTypeOnly) return true
  const { namedBindings, name } = importClause
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false
  return namedBindings.elements.length > 0 && namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly)
}

/** @param {ts.CallExpression} node */
const isImportCall = ({ expression }) =>
  expression.kind === ts.SyntaxKind.ImportKeyword || (ts.isIdentifier(expression) && expression.text === 'require')

/**
 * @param {{ tree: ts.SourceFile, room: string, checker: ts.TypeChecker, refuse: (node: ts.Node, text: string) => void }} input
 */
function checkPurity({ tree, room, checker, refuse }) {
  const visit = (/** @type {ts.Node} */ node) => {
    if (ts.isMetaProperty(node))
      refuse(node, `${room}/ is pure and does not ask where it runs (${node.getText(tree)}); pass it in`)
    if (ts.isIdentifier(node) && isGlobalValue(node, checker)) {
      const problem = impurityOf(node)
      if (problem !== null) refuse(node, `${room}/ is pure: ${problem}`)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
}

/**
 * @param {ts.Identifier} node
 * @param {ts.TypeChecker} checker
 */
function isGlobalValue(node, checker) {
  const { parent } = node
  if (ts.isPartOfTypeNode(node) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false
  if (ts.isShorthandPropertyAssignment(parent)) return isUnknown(checker.getShorthandAssignmentValueSymbol(parent))
  if (ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent) || ts.isNamespaceExport(parent)) return false
  if (ts.isBindingElement(parent)) return parent.initializer === node && isUnknown(checker.getSymbolAtLocation(node))
  // The name of something in something else: `this.name`, `{ name: … }`, `name() {}`.
  if ('name' in parent && parent.name === node) return false
  return isUnknown(checker.getSymbolAtLocation(node))
}

/** @param {ts.Symbol | undefined} symbol */
const isUnknown = (symbol) => symbol === undefined || (symbol.declarations ?? []).length === 0

/**
 * What makes the use of a global impure, with the mend; `null` when nothing does.
 *
 * @param {ts.Identifier} node
 * @returns {string | null}
 */
function impurityOf(node) {
  const { text, parent } = node
  const member = ts.isPropertyAccessExpression(parent) && parent.expression === node ? parent.name.text : null
  switch (text) {
    case 'Date':
      if (ts.isNewExpression(parent) && parent.expression === node && (parent.arguments ?? []).length > 0) return null
      if (member === 'UTC' || member === 'parse' || (ts.isBinaryExpression(parent) && parent.right === node))
        return null
      return 'it does not read the clock; take `now` as an argument'
    case 'Math':
      return member !== null && member !== 'random' ? null : 'it draws no random numbers; take the bytes as an argument'
    case 'performance':
    case 'Temporal':
      return 'it does not read the clock; take `now` as an argument'
    case 'process':
      return 'it does not look at the process or its environment; take the value as an argument'
    case 'setTimeout':
    case 'setInterval':
    case 'setImmediate':
    case 'queueMicrotask':
      return `it does not wait (${text}); return when it is due and let the engine sleep`
    case 'fetch':
    case 'WebSocket':
    case 'EventSource':
      return `it does not use the network (${text}); return the request and let the engine send it`
    case 'console':
      return 'it prints nothing; return the fact, or throw it'
    case 'crypto':
      return 'it draws no random bytes; take them as an argument, and use node:crypto in crypto/'
    default:
      return pureGlobals.has(text)
        ? null
        : `it does not use the global ${text}; if that is harmless, add it to pureGlobals of tools/room-rules.mjs`
  }
}

if (isMain(import.meta.url)) {
  report(
    'check-rooms',
    checkRooms(resolve(process.argv[2] ?? repositoryRoot)),
    'every import and every pure room is in order',
  )
}

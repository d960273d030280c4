import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import ts from 'typescript'

const folder = join(__dirname, '../../../packages/medusa')

/**
 * Compiles the plugin to where Medusa loads it from, without types and without the admin: `pnpm build` does both. Files
 * are swapped in whole, so that two tests may do it at once.
 */
export function preparePlugin(): void {
  const source = join(folder, 'src')
  const target = join(folder, '.medusa/server/src')
  const wanted = new Set<string>()
  for (const file of filesOf(source)) {
    if (!file.endsWith('.ts') || /\.test\.ts$|^(admin|testing)\//.test(file)) continue
    const output = file.replace(/ts$/, 'js')
    wanted.add(output)
    const compiled = ts.transpileModule(readFileSync(join(source, file), 'utf8'), {
      fileName: file,
      compilerOptions: {
        target: ts.ScriptTarget.ES2023,
        module: ts.ModuleKind.CommonJS,
        rewriteRelativeImportExtensions: true,
        esModuleInterop: true,
      },
    })
    put(join(target, output), compiled.outputText)
  }
  for (const file of filesOf(target)) {
    const isOld = /\.m?js$/.test(file) && !file.startsWith('admin/') && !wanted.has(file)
    if (isOld) rmSync(join(target, file), { force: true })
  }
}

function put(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const fresh = `${path}.${process.pid}`
  writeFileSync(fresh, text)
  renameSync(fresh, path)
}

const filesOf = (root: string): string[] => {
  try {
    return readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
  } catch {
    return []
  }
}

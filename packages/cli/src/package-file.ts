/** Something that is packed beside the code: the package's root stands one folder above both `src` and `dist`. */
export const packageFile = (name: string): URL => new URL(`../${name}`, import.meta.url)

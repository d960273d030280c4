/** OVO's bodies are under a kilobyte; nothing larger is read. */
export const maxBodyBytes: number = 64 * 1024

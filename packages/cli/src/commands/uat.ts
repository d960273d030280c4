import type { Command } from '../command.ts'

export const uat: Command = {
  name: 'uat',
  summary: {
    en: 'gather the evidence for UAT: log and screenshots',
    id: 'kumpulkan bukti UAT: log dan tangkapan layar',
  },
  options: [
    {
      flag: '--product NAME',
      choices: ['qris', 'push-to-pay', 'linked', 'top-up'],
      text: { en: 'whose checklist (qris)', id: 'daftar periksa produk (qris)' },
    },
    { flag: '--platform NAME', text: { en: 'web, android, ios … (web)', id: 'web, android, ios … (web)' } },
    {
      flag: '--screenshots FOLDER',
      text: {
        en: 'PNG and JPEG, named after their point: qris-1-….png',
        id: 'PNG dan JPEG, bernama nomor poinnya: qris-1-….png',
      },
    },
    {
      flag: '--mockups FOLDER',
      text: {
        en: 'what ovokit mockups drew, for points without a screenshot',
        id: 'hasil ovokit mockups, untuk poin tanpa tangkapan layar',
      },
    },
    { flag: '--out FOLDER', text: { en: 'where it goes (uat)', id: 'tempat hasilnya (uat)' } },
  ],
  load: () => import('../uat/run.ts'),
}

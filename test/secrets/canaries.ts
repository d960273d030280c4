/** The customer of every end-to-end test: a person whose details would be recognised anywhere. */
export const canaryCustomer = { phone: '081377719283', pin: '739146', name: 'Kenanga Wulandari-Saptono' } as const

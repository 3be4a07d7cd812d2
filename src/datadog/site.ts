/** The sites of Datadog, by the domain of each: the one that you log in to. */
export enum DatadogSite {
  US1 = 'datadoghq.com',
  US3 = 'us3.datadoghq.com',
  US5 = 'us5.datadoghq.com',
  EU1 = 'datadoghq.eu',
  AP1 = 'ap1.datadoghq.com',
  AP2 = 'ap2.datadoghq.com',
  UK1 = 'uk1.datadoghq.com',
  US1_FED = 'ddog-gov.com',
  US2_FED = 'us2.ddog-gov.com',
}

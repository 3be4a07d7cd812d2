export * as cloudberry from './cloudberry';
export * from './core';
export * as datadog from './datadog';
export * as logzio from './logzio';
export * as veeam from './veeam';
export * as velero from './velero';

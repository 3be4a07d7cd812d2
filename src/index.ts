export * as cloudberry from './cloudberry';
export * from './core';
export * as logzio from './logzio';
export * as veeam from './veeam';

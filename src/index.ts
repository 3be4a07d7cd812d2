export * from './core';
export * as logzio from './logzio';

export * from './account';
export * from './bucket-grants';
export * from './grant-options';
export * from './log-archive';
export * from './log-archive-props';
export * from './site';
export * from './usage';

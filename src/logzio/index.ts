export * from './archive-bucket';
export * from './archive-bucket-props';
export * from './bucket-grants';
export * from './usage';

// Loaded into a service that is measured, with --expose-gc: what nobody holds any longer is no memory of a conversation.
process.on('SIGUSR2', () => globalThis.gc?.());

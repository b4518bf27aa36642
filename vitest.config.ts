import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    // a core is not kept free: nobody works at the machine meanwhile
    maxWorkers: '100%',
  },
});

import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import { sharedChromium } from './chromium.ts';
import type { Desk, DeskOptions } from './desk.ts';
import { openDesk } from './desk.ts';
import { Service } from './service.ts';

/** The shared browser and one service for a file; desks are closed after each test. */
export function inBrowser() {
  const shared = {} as { browser: Browser; service: Service };
  const desks: Desk[] = [];
  beforeAll(async () => {
    [shared.browser, shared.service] = await Promise.all([sharedChromium(), Service.start()]);
  });
  beforeEach(() => shared.service.reset());
  afterEach(async () => {
    await Promise.all(desks.splice(0).map(({ context }) => context.close()));
  });
  afterAll(() => shared.service.stop());
  return {
    get service() {
      return shared.service;
    },
    async desk(options?: DeskOptions): Promise<Desk> {
      const desk = await openDesk(shared.browser, shared.service, options);
      desks.push(desk);
      return desk;
    },
  };
}

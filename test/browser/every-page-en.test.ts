import { testEveryPage } from '../support/browser-every-page.ts';

await testEveryPage('en');

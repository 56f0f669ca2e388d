import { bootstrapApplication } from '@angular/platform-browser';
import { App } from './src/app';
import { appConfig } from './src/app-config';

void bootstrapApplication(App, appConfig);

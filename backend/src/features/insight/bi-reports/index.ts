/** Reports made in Power BI, shown in the console; see README.md. */
export { BiReportsModule } from './bi-reports.module';

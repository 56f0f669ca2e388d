import alerts from './pl/alerts.json';
import answers from './pl/answers.json';
import appliance from './pl/appliance.json';
import biReports from './pl/bi-reports.json';
import callbacks from './pl/callbacks.json';
import callerIds from './pl/caller-ids.json';
import calls from './pl/calls.json';
import campaigns from './pl/campaigns.json';
import criticalFunctions from './pl/critical-functions.json';
import desk from './pl/desk.json';
import goals from './pl/goals.json';
import hlr from './pl/hlr.json';
import ivr from './pl/ivr.json';
import pacing from './pl/pacing.json';
import platform from './pl/platform.json';
import presence from './pl/presence.json';
import problems from './pl/problems.json';
import prompts from './pl/prompts.json';
import quality from './pl/quality.json';
import recordings from './pl/recordings.json';
import reportingDatabase from './pl/reporting-database.json';
import reports from './pl/reports.json';
import routing from './pl/routing.json';
import records from './pl/records.json';
import scripts from './pl/scripts.json';
import setup from './pl/setup.json';
import sftp from './pl/sftp.json';
import shell from './pl/shell.json';
import surveys from './pl/surveys.json';
import telephony from './pl/telephony.json';
import voicemail from './pl/voicemail.json';
import vpn from './pl/vpn.json';
import wallboards from './pl/wallboards.json';

/** All Polish texts. */
export const pl = {
  ...alerts,
  ...answers,
  ...appliance,
  ...biReports,
  ...callbacks,
  ...callerIds,
  ...calls,
  ...campaigns,
  ...criticalFunctions,
  ...desk,
  ...goals,
  ...hlr,
  ...ivr,
  ...pacing,
  ...platform,
  ...presence,
  ...problems,
  ...prompts,
  ...quality,
  ...reportingDatabase,
  ...reports,
  ...recordings,
  ...records,
  ...scripts,
  ...setup,
  ...sftp,
  ...shell,
  ...surveys,
  ...telephony,
  ...voicemail,
  ...routing,
  ...vpn,
  ...wallboards,
};

import alerts from './en/alerts.json';
import answers from './en/answers.json';
import appliance from './en/appliance.json';
import biReports from './en/bi-reports.json';
import callbacks from './en/callbacks.json';
import callerIds from './en/caller-ids.json';
import calls from './en/calls.json';
import campaigns from './en/campaigns.json';
import criticalFunctions from './en/critical-functions.json';
import desk from './en/desk.json';
import goals from './en/goals.json';
import hlr from './en/hlr.json';
import ivr from './en/ivr.json';
import pacing from './en/pacing.json';
import platform from './en/platform.json';
import presence from './en/presence.json';
import problems from './en/problems.json';
import prompts from './en/prompts.json';
import quality from './en/quality.json';
import recordings from './en/recordings.json';
import reportingDatabase from './en/reporting-database.json';
import reports from './en/reports.json';
import routing from './en/routing.json';
import records from './en/records.json';
import scripts from './en/scripts.json';
import setup from './en/setup.json';
import sftp from './en/sftp.json';
import shell from './en/shell.json';
import surveys from './en/surveys.json';
import telephony from './en/telephony.json';
import voicemail from './en/voicemail.json';
import vpn from './en/vpn.json';
import wallboards from './en/wallboards.json';

/** All English texts. */
export const en = {
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

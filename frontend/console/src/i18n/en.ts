import calls from './en/calls.json';
import desk from './en/desk.json';
import ivr from './en/ivr.json';
import platform from './en/platform.json';
import problems from './en/problems.json';
import prompts from './en/prompts.json';
import setup from './en/setup.json';
import shell from './en/shell.json';
import telephony from './en/telephony.json';

/** All English texts. */
export const en = { ...shell, ...desk, ...calls, ...ivr, ...prompts, ...setup, ...telephony, ...platform, ...problems };

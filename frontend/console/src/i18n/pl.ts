import calls from './pl/calls.json';
import desk from './pl/desk.json';
import platform from './pl/platform.json';
import problems from './pl/problems.json';
import prompts from './pl/prompts.json';
import setup from './pl/setup.json';
import shell from './pl/shell.json';

/** All Polish texts. */
export const pl = { ...shell, ...desk, ...calls, ...prompts, ...setup, ...platform, ...problems };

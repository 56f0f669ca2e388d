import type { INestApplicationContext } from '@nestjs/common';
import { saveNumberSchema } from '#contracts';
import { NumberSettings } from '../features/voice/calls';
import { Flows, PublishFlow } from '../features/voice/ivr';
import { Scorecards } from '../features/voice/quality';
import { Surveys } from '../features/voice/surveys';
import { CLOCK, type Clock } from '../kernel/clock';
import type { EventMeta } from '../kernel/journal';
import { MENU_FLOW, MENU_NUMBER, menuFlow, SURVEY, SURVEY_NAME, surveyRule } from './demo-voice';
import { SCORECARD, SCORECARD_NAME } from './demo-scorecard';
import { must, SEED_CAUSE } from './seed-cause';

const metaOf = (app: INestApplicationContext): EventMeta => ({
  ...SEED_CAUSE,
  at: app.get<Clock>(CLOCK, { strict: false }).now(),
});

/** A published menu and the number that leads into it; one that is there already was seeded before. */
export async function seedFlow(app: INestApplicationContext, queues: ReadonlyMap<string, string>): Promise<void> {
  const created = await app
    .get(Flows, { strict: false })
    .create({ name: MENU_FLOW, groupIds: [], document: menuFlow(queues) }, null, metaOf(app));
  if (!created.ok && created.refusal.code === 'flow-name-taken') return;
  const { id, draftVersion } = must(created);
  must(await app.get(PublishFlow, { strict: false }).publish(id, { draftVersion, note: '' }, null, metaOf(app)));
  const number = saveNumberSchema.parse({ ...MENU_NUMBER, flowId: id });
  must(await app.get(NumberSettings, { strict: false }).create(number, metaOf(app)));
}

/** A published survey that sales callers hear after the conversation. */
export async function seedSurvey(app: INestApplicationContext, queues: ReadonlyMap<string, string>): Promise<void> {
  const surveys = app.get(Surveys, { strict: false });
  const created = await surveys.create({ name: SURVEY_NAME, document: SURVEY }, metaOf(app));
  if (!created.ok && created.refusal.code === 'survey-name-taken') return;
  const { id, draftVersion, version } = must(created);
  must(await surveys.publish(id, { draftVersion, note: '' }, metaOf(app)));
  const rules = [surveyRule(queues.get('Sprzedaż') ?? '')];
  must(await surveys.change(id, { rules, version }, metaOf(app)));
}

/** A published scorecard. */
export async function seedScorecard(app: INestApplicationContext): Promise<void> {
  const scorecards = app.get(Scorecards, { strict: false });
  const created = await scorecards.create({ name: SCORECARD_NAME, document: SCORECARD }, metaOf(app));
  if (!created.ok && created.refusal.code === 'scorecard-name-taken') return;
  const { id, draftVersion } = must(created);
  must(await scorecards.publish(id, { draftVersion, note: '' }, metaOf(app)));
}

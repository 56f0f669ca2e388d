import { Injectable } from '@nestjs/common';
import { Prompts, type RenderRequest } from '../../prompts';

export interface Heard {
  readonly files: readonly string[];
  readonly milliseconds: number;
  /** Why something could not be said. */
  readonly failures: readonly string[];
}

/** Makes everything that a caller shall hear at one time into files, in order; what cannot be said is left out and named. */
@Injectable()
export class Hearing {
  constructor(private readonly prompts: Prompts) {}

  async render(
    said: readonly RenderRequest['spoken'][],
    how: { language: string; variables: Readonly<Record<string, string>>; once: string },
  ): Promise<Heard> {
    const { language, variables } = how;
    const files: string[] = [];
    const failures: string[] = [];
    let milliseconds = 0;
    for (const [place, spoken] of said.entries()) {
      const once = `${how.once}/${place}`;
      const rendered = await this.prompts.render({ spoken, language, variables, once });
      if (rendered.ok) {
        files.push(...rendered.value.files);
        milliseconds += rendered.value.milliseconds;
      } else if (rendered.refusal.code !== 'text-empty') failures.push(rendered.refusal.code);
    }
    return { files, milliseconds, failures: [...new Set(failures)] };
  }
}

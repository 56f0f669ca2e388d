import { Injectable } from '@nestjs/common';
import type { Topic } from '#contracts';
import type { TopicSource } from './topic-source';

/** All topic sources of this process. Features register theirs while their modules start. */
@Injectable()
export class TopicRegistry {
  private readonly byTopic = new Map<Topic, TopicSource[]>();

  register(source: TopicSource): void {
    const sources = this.byTopic.get(source.topic) ?? [];
    if (sources.some(({ entity }) => entity === source.entity)) {
      throw new Error(`Topic ${source.topic} already has a source for ${source.entity}`);
    }
    this.byTopic.set(source.topic, [...sources, source]);
  }

  of(topic: Topic): readonly TopicSource[] {
    return this.byTopic.get(topic) ?? [];
  }

  all(): readonly TopicSource[] {
    return [...this.byTopic.values()].flat();
  }
}

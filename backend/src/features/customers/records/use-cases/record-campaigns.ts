import { Injectable } from '@nestjs/common';
import { oversees, type Principal } from '../../../../platform/http';

export interface CampaignName {
  readonly id: string;
  readonly name: string;
  /** Groups and agents that it belongs to; left out: everybody sees it. */
  readonly groupIds?: readonly string[];
  readonly agentIds?: readonly string[];
}

export interface CampaignSource {
  list(): Promise<readonly CampaignName[]>;
}

type Viewer = Pick<Principal, 'userId' | 'groupIds' | 'supervised'>;

/** Whoever has campaigns says here which there are, so that records can be put into one and shown by its name. */
@Injectable()
export class RecordCampaigns {
  private readonly sources: CampaignSource[] = [];

  register(source: CampaignSource): void {
    this.sources.push(source);
  }

  async names(): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.all()).map(({ id, name }) => [id, name]));
  }

  /** Those that somebody has to do with: he works in them, or supervises who does. */
  async seenBy(viewer: Viewer): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.all()).filter((each) => sees(viewer, each)).map(({ id, name }) => [id, name]));
  }

  private async all(): Promise<CampaignName[]> {
    return (await Promise.all(this.sources.map((source) => source.list()))).flat();
  }
}

function sees(viewer: Viewer, { groupIds, agentIds }: CampaignName): boolean {
  if (!groupIds || !agentIds) return true;
  const worksIn = agentIds.includes(viewer.userId) || groupIds.some((id) => viewer.groupIds.includes(id));
  return worksIn || oversees(viewer, { groups: groupIds, users: agentIds });
}

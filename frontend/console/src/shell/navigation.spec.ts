import { defaultPermissions } from '#contracts';
import { SECTIONS, sectionsFor } from './navigation';

const pathsOf = (role: Parameters<typeof defaultPermissions>[0]): string[] => {
  const held = new Set(defaultPermissions(role));
  return sectionsFor((permission) => held.has(permission), true).flatMap(({ places }) =>
    places.map(({ path }) => path),
  );
};

describe('navigation', () => {
  it('shows an agent his desk, his phone, his calls and contacts', () =>
    expect(pathsOf('agent')).toEqual([
      '/desk',
      '/my-phone',
      '/calls',
      '/quality',
      '/schedule',
      '/messages',
      '/contacts',
      '/voicemail',
      '/recontacts',
    ]));
  it('shows an administrator everything', () =>
    expect(pathsOf('administrator')).toEqual(SECTIONS.flatMap(({ places }) => places.map(({ path }) => path))));
  it('hides what the order does not include', () => {
    const paths = sectionsFor(
      () => true,
      true,
      (feature) => feature !== 'blacklist',
    ).flatMap(({ places }) => places.map(({ path }) => path));
    expect(paths).toContain('/queues');
    expect(paths).not.toContain('/blacklist');
  });
  it('keeps the audit log and jobs from a supervisor', () => {
    expect(pathsOf('supervisor')).toContain('/live');
    expect(pathsOf('supervisor')).not.toContain('/audit');
    expect(pathsOf('supervisor')).not.toContain('/jobs');
  });
  it('leads nobody without a phone to the desk', () => {
    const paths = sectionsFor(() => true, false).flatMap(({ places }) => places.map(({ path }) => path));
    expect(paths[0]).toBe('/live');
    expect(paths).not.toContain('/desk');
  });
  it('shows a light agent nothing that he may not open', () => expect(pathsOf('light-agent')).toEqual([]));
});
